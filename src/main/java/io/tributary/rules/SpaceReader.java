package io.tributary.rules;

import io.tributary.model.Bounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code spaces} and lays each over its preset. */
final class SpaceReader {
    static final int MAX_TYPES = 1000;
    static final int MAX_MERGES = 10_000;
    static final int MAX_IDENTIFIERS = 10_000;
    static final String ARRIVAL = "arrival";
    static final String ID = "[a-z0-9][a-z0-9_-]{0,62}";

    private static final Pattern ID_PATTERN = Pattern.compile(ID);

    private final PatternReader patterns;
    private final IdentifierReader identifiers;
    private final LevelReader levels;

    SpaceReader(Patterns patterns) {
        this.patterns = new PatternReader(patterns);
        this.identifiers = new IdentifierReader(this.patterns);
        this.levels = new LevelReader(identifiers);
    }

    /** The space with its preset applied; null if it has no usable ID. */
    @Nullable
    SpaceDraft read(YamlValue value) {
        YamlMapping entry = value.mapping(Keys.SPACE);
        if (entry == null) {
            return null;
        }
        String id = entry.require("id", SpaceReader::id);
        SpaceDraft preset = preset(entry);
        SpaceDraft own = own(entry, id != null ? id : "", preset);
        if (preset == null) {
            return null;
        }
        SpaceDraft space = own.over(preset);
        checkSize(entry, "identifiers", space.identifiers().size(), MAX_TYPES);
        checkSize(entry, "blocked", space.blocked().size(), PatternReader.MAX_BLOCKED);
        checkSize(entry, "consent", space.denied().size(), PatternReader.MAX_DENIALS);
        checkSize(entry, "levels", space.levels().size(), LevelReader.MAX_LEVELS);
        PriorityCheck.check(space);
        MatchingCheck.check(space);
        return id == null ? null : space;
    }

    private static @Nullable SpaceDraft preset(YamlMapping entry) {
        if (entry.get("extends") == null) {
            return SpaceDraft.NONE;
        }
        String name = entry.read("extends", value -> value.choice(Names.PRESET));
        return name == null ? null : Presets.get(name);
    }

    /** What the file itself says, not laid over the preset yet. */
    private SpaceDraft own(YamlMapping entry, String id, @Nullable SpaceDraft preset) {
        List<Condition> denied = entry.read("consent", this::consent);
        List<ValuePattern> blocked = entry.read("blocked", patterns::blocked);
        List<IdentifierDraft> types = entry.read("identifiers", value -> identifiers(value, preset));
        List<LevelDraft> ownLevels = entry.read("levels", value -> levels.read(value, preset));
        YamlMapping aliases = entry.read("aliases", v -> v.mapping(Keys.ALIASES));
        return new SpaceDraft(
                id,
                entry.read("sources", SpaceReader::sources),
                entry.read("order", SpaceReader::order),
                entry.read("survivor", v -> v.choice(Names.SURVIVOR)),
                entry.read("demotion", v -> v.choice(Names.DEMOTION)),
                entry.read("auto_add_types", YamlValue::bool),
                entry.read("max_merges", v -> v.integer(0, MAX_MERGES)),
                entry.read("max_identifiers", v -> v.integer(1, MAX_IDENTIFIERS)),
                denied != null ? denied : List.of(),
                blocked != null ? blocked : List.of(),
                types != null ? types : List.of(),
                ownLevels != null ? ownLevels : List.of(),
                aliases == null ? null : aliases.read("emit", YamlValue::bool),
                aliases == null ? null : aliases.read("id", v -> v.name(Bounds.MAX_TYPE_CHARS)));
    }

    private static void checkSize(YamlMapping entry, String key, int size, int max) {
        YamlValue list = entry.get(key);
        if (list != null && size > max) {
            list.problem("has, with those of the preset, " + size + " entries, at most " + max + " are allowed");
        }
    }

    private static @Nullable String id(YamlValue value) {
        String id = value.string(Integer.MAX_VALUE);
        if (id != null && !ID_PATTERN.matcher(id).matches()) {
            value.problem("must match " + ID + ", which " + Report.quote(id) + " does not");
            return null;
        }
        return id;
    }

    private static @Nullable Order order(YamlValue value) {
        if (value.isMapping()) {
            YamlMapping entry = value.mapping(Keys.ORDER);
            Long delay = entry == null ? null : entry.require("event_time", WindowSyntax::readDelay);
            return delay == null ? null : new Order(delay);
        }
        String word = value.word();
        if (ARRIVAL.equals(word)) {
            return Order.ARRIVAL;
        }
        value.mustBe(
                ARRIVAL + " or a mapping, `{event_time: 2s}`",
                word == null ? null : Spelling.closest(word, List.of(ARRIVAL)));
        return null;
    }

    private static @Nullable SourceFilter sources(YamlValue value) {
        Set<String> named = IdentifierReader.sourceNames(value);
        if (named == null) {
            return null;
        }
        return named.contains("*") ? SourceFilter.ALL : new SourceFilter(named, false);
    }

    private @Nullable List<Condition> consent(YamlValue value) {
        YamlMapping entry = value.mapping(Keys.CONSENT);
        return entry == null ? null : entry.require("deny", patterns::denials);
    }

    private @Nullable List<IdentifierDraft> identifiers(YamlValue value, @Nullable SpaceDraft preset) {
        List<YamlValue> items = value.items(MAX_TYPES);
        if (items == null) {
            return null;
        }
        List<IdentifierDraft> drafts = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlValue item : items) {
            IdentifierDraft draft = identifiers.read(item);
            if (draft == null) {
                continue;
            }
            if (preset != null && draft.onlyDisables()) {
                checkDisabled(item, draft, preset);
            }
            String name = draft.collection().wireName() + "/" + draft.type();
            Integer first = lines.putIfAbsent(name, item.line());
            if (first == null) {
                drafts.add(draft);
            } else {
                item.problem("type " + Report.quote(draft.type()) + " is listed twice in "
                        + draft.collection().wireName() + ", first on line " + first);
            }
        }
        return drafts;
    }

    /** A misspelt type would silently stay in. */
    private static void checkDisabled(YamlValue value, IdentifierDraft draft, SpaceDraft preset) {
        if (preset.identifier(draft.collection(), draft.type()) == null) {
            List<String> types =
                    preset.identifiers().stream().map(IdentifierDraft::type).toList();
            value.problem(
                    "takes out the type " + Report.quote(draft.type()) + ", which the preset does not have in "
                            + draft.collection().wireName(),
                    Spelling.closest(draft.type(), types));
        }
    }
}
