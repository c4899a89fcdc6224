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
        return compile(read(fileName, yaml));
    }

    /**
     * Reads what {@link RuleBook#canonical} wrote. It spells out its presets in every space, so that it may be larger than
     * any rules file: nothing but the bounds of the file that it was made of confines it.
     *
     * @param name as messages name it
     * @throws RulesException if this release does not know all that it says
     */
    public static RuleBook parseCanonical(String name, String canonical) {
        return compile(read(name, canonical, Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    private static RuleBook compile(List<SpaceDraft> drafts) {
        List<SpaceRules> spaces = drafts.stream().map(SpaceDraft::compile).collect(Collectors.toList());
        return new RuleBook(spaces, EffectiveRules.fingerprint(spaces));
    }

    /** The file's spaces, presets applied. */
    static List<SpaceDraft> read(String fileName, String yaml) {
        return read(fileName, yaml, YamlDocument.MAX_BYTES, Patterns.MAX_TOTAL);
    }

    private static List<SpaceDraft> read(String fileName, String yaml, int maxBytes, long maxPatterns) {
        Report report = new Report();
        Node root = YamlDocument.read(yaml, maxBytes, report);
        List<SpaceDraft> spaces =
                root == null ? List.of() : spaces(new YamlValue(root, "", report), new Patterns(maxPatterns));
        if (!report.isEmpty()) {
            throw new RulesException(fileName, report.problems());
        }
        return spaces;
    }

    private static List<SpaceDraft> spaces(YamlValue root, Patterns patterns) {
        YamlMapping file = root.mapping(Keys.FILE);
        List<YamlValue> items = file == null ? null : file.require("spaces", RulesParser::items);
        if (items == null) {
            return List.of();
        }
        SpaceReader reader = new SpaceReader(patterns);
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
