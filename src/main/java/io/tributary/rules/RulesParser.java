package io.tributary.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a rules file: validates all of it, applies presets, fills in defaults, compiles patterns.
 *
 * <p>What can make a small file large or slow (nesting, anchors, patterns) is bounded; going over is a problem like any
 * other.
 */
public final class RulesParser {
    static final int MAX_SPACES = 1000;

    private RulesParser() {}

    /**
     * @param fileName as messages name the file
     * @param yaml at most 1 MiB as UTF-8
     * @throws RulesException if anything is wrong with it, listing everything that is
     */
    public static RuleBook parse(String fileName, String yaml) {
        List<SpaceRules> spaces =
                read(fileName, yaml).stream().map(SpaceDraft::compile).collect(Collectors.toList());
        return new RuleBook(spaces, EffectiveRules.fingerprint(spaces));
    }

    /** The file's spaces, presets applied. */
    static List<SpaceDraft> read(String fileName, String yaml) {
        Report report = new Report();
        Node root = YamlDocument.read(yaml, report);
        List<SpaceDraft> spaces = root == null ? List.of() : spaces(new YamlValue(root, "", report));
        if (!report.isEmpty()) {
            throw new RulesException(fileName, report.problems());
        }
        return spaces;
    }

    private static List<SpaceDraft> spaces(YamlValue root) {
        YamlMapping file = root.mapping(Keys.FILE);
        List<YamlValue> items = file == null ? null : file.require("spaces", RulesParser::items);
        if (items == null) {
            return List.of();
        }
        SpaceReader reader = new SpaceReader(new Patterns());
        List<SpaceDraft> spaces = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlValue item : items) {
            SpaceDraft space = reader.read(item);
            if (space == null) {
                continue;
            }
            spaces.add(space);
            Integer first = lines.putIfAbsent(space.id(), item.line());
            if (first != null) {
                item.problem("space " + Report.quote(space.id()) + " is given twice, first on line " + first);
            }
        }
        return spaces;
    }

    private static @Nullable List<YamlValue> items(YamlValue value) {
        List<YamlValue> items = value.items(MAX_SPACES);
        if (items != null && items.isEmpty()) {
            value.problem("needs at least one space");
        }
        return items;
    }
}
