package io.tributary.rules;

import io.tributary.model.EventType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code from}: a path, or a mapping with {@code path}, or one with {@code url} and {@code query}. */
final class ExtractionReader {
    static final int MAX_EXTRACTIONS = 64;
    static final int MAX_QUERY = 64;
    static final int MAX_QUERY_CHARS = 128;

    private final PatternReader patterns;

    ExtractionReader(PatternReader patterns) {
        this.patterns = patterns;
    }

    @Nullable
    List<Extraction> read(YamlValue value) {
        return value.list(MAX_EXTRACTIONS, item -> item.isMapping() ? mapping(item) : path(item));
    }

    private static @Nullable Extraction path(YamlValue value) {
        Path path = PathSyntax.read(value);
        return path == null ? null : new Extraction(path, List.of(), false, List.of(), Set.of());
    }

    private @Nullable Extraction mapping(YamlValue value) {
        YamlMapping entry = value.mapping(Keys.EXTRACTION);
        if (entry == null) {
            return null;
        }
        boolean url = entry.get("url") != null;
        if (url == (entry.get("path") != null)) {
            value.problem("needs either `path` or `url`" + (url ? ", not both" : ""));
        } else if (url != (entry.get("query") != null)) {
            value.problem(url ? "needs `query`, the parameters to take" : "`query` needs `url` instead of `path`");
        }
        Path path = entry.read(url ? "url" : "path", PathSyntax::read);
        List<String> query = entry.read("query", ExtractionReader::query);
        Boolean hashed = entry.read("hashed", YamlValue::bool);
        List<Condition> when = entry.read("when", patterns::when);
        Set<EventType> on = entry.read("on", ExtractionReader::calls);
        if (path == null) {
            return null;
        }
        return new Extraction(
                path,
                query == null ? List.of() : query,
                hashed != null && hashed,
                when == null ? List.of() : when,
                on == null ? Set.of() : on);
    }

    private static @Nullable List<String> query(YamlValue value) {
        List<String> names = value.list(MAX_QUERY, item -> item.name(MAX_QUERY_CHARS));
        if (names != null && names.isEmpty()) {
            value.problem("needs at least one parameter");
        }
        return names;
    }

    private static @Nullable Set<EventType> calls(YamlValue value) {
        List<EventType> calls = value.list(Names.CALL.byName().size(), item -> item.choice(Names.CALL));
        if (calls == null) {
            return null;
        }
        if (calls.isEmpty()) {
            value.problem("needs at least one call, or is left out for all of them");
            return null;
        }
        Set<EventType> on = EnumSet.copyOf(calls);
        // All of them is what an empty set says.
        return on.size() == EventType.values().length ? Set.of() : Collections.unmodifiableSet(on);
    }
}
