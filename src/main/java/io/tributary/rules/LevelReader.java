package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code levels}. What they say of types is checked once the types are known. */
final class LevelReader {
    static final int MAX_LEVELS = 16;
    static final int MAX_KEYS = 64;
    static final String NAME = "[a-z][a-z0-9_]{0,31}";

    /** Names that records use for something else. */
    static final Set<String> RESERVED = Set.of("users", "accounts", "account", Level.MEMBER);

    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);

    private final IdentifierReader identifiers;

    LevelReader(IdentifierReader identifiers) {
        this.identifiers = identifiers;
    }

    /** Null if it is no list. */
    @Nullable
    List<LevelDraft> read(YamlValue value, @Nullable SpaceDraft preset) {
        List<YamlValue> items = value.items(MAX_LEVELS);
        if (items == null) {
            return null;
        }
        List<LevelDraft> levels = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlValue item : items) {
            LevelDraft level = level(item, preset);
            if (level == null) {
                continue;
            }
            Integer first = lines.putIfAbsent(level.name(), item.line());
            if (first == null) {
                levels.add(level);
            } else {
                item.problem("level " + Report.quote(level.name()) + " is listed twice, first on line " + first);
            }
        }
        return levels;
    }

    private @Nullable LevelDraft level(YamlValue value, @Nullable SpaceDraft preset) {
        YamlMapping entry = value.mapping(Keys.LEVEL);
        if (entry == null) {
            return null;
        }
        String name = entry.require("name", LevelReader::name);
        Boolean enabled = entry.read("enabled", YamlValue::bool);
        boolean isEnabled = enabled == null || enabled;
        // Keys are read even where the name is wrong, for they may be wrong too.
        Collection collection = Collection.level(name != null ? name : "");
        List<IdentifierDraft> keys = isEnabled
                ? entry.require("keys", list -> keys(list, collection))
                : entry.read("keys", list -> keys(list, collection));
        if (name == null) {
            return null;
        }
        if (!isEnabled && preset != null && keys == null && preset.level(name) == null) {
            value.problem(
                    "takes out the level " + Report.quote(name) + ", which the preset does not have",
                    Spelling.closest(
                            name, preset.levels().stream().map(LevelDraft::name).toList()));
        }
        return new LevelDraft(collection, keys != null ? keys : List.of(), isEnabled, value);
    }

    private static @Nullable String name(YamlValue value) {
        String name = value.string(Integer.MAX_VALUE);
        if (name == null) {
            return null;
        }
        if (!NAME_PATTERN.matcher(name).matches()) {
            value.problem("must match " + NAME + ", which " + Report.quote(name) + " does not");
            return null;
        }
        if (RESERVED.contains(name)) {
            value.problem(Report.quote(name) + " is the name of something else, give the level another one");
            return null;
        }
        return name;
    }

    private @Nullable List<IdentifierDraft> keys(YamlValue value, Collection level) {
        List<YamlValue> items = value.items(MAX_KEYS);
        if (items == null) {
            return null;
        }
        if (items.isEmpty()) {
            value.problem("needs at least one key");
        }
        List<IdentifierDraft> keys = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlValue item : items) {
            IdentifierDraft key = identifiers.readKey(item, level);
            if (key == null) {
                continue;
            }
            Integer first = lines.putIfAbsent(key.type(), item.line());
            if (first == null) {
                keys.add(key);
            } else {
                item.problem(
                        "type " + Report.quote(key.type()) + " is listed twice in the level, first on line " + first);
            }
        }
        return keys;
    }
}
