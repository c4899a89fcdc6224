package io.tributary.rules;

import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code identifiers}, and the keys of levels, which are told the same way. */
final class IdentifierReader {
    static final int MAX_NORMALIZERS = 8;
    static final int MAX_LIMIT = 10_000;
    static final int MAX_SHARED_BY = 1000;
    static final int MAX_PRIORITY = 1_000_000;
    static final int MAX_SOURCES = 1000;

    private final PatternReader patterns;
    private final ExtractionReader extractions;

    IdentifierReader(PatternReader patterns) {
        this.patterns = patterns;
        this.extractions = new ExtractionReader(patterns);
    }

    /** Null if it cannot even be told which type it is about. */
    @Nullable
    IdentifierDraft read(YamlValue value) {
        YamlMapping entry = value.mapping(Keys.IDENTIFIER);
        if (entry == null) {
            return null;
        }
        Collection collection = entry.read("collection", v -> v.choice(Names.COLLECTION));
        return read(entry, collection != null ? collection : Collection.USERS, Names.MATCHING);
    }

    /** A key of a level; null if it cannot even be told which type it is about. */
    @Nullable
    IdentifierDraft readKey(YamlValue value, Collection level) {
        YamlMapping entry = value.mapping(Keys.LEVEL_KEY);
        return entry == null ? null : read(entry, level, Names.KEY_MATCHING);
    }

    private @Nullable IdentifierDraft read(YamlMapping entry, Collection collection, Names<Matching> matchings) {
        String type = entry.require("type", v -> v.name(Bounds.MAX_TYPE_CHARS));
        IdentifierDraft draft = new IdentifierDraft(
                collection,
                type != null ? type : "",
                entry.read("from", extractions::read),
                entry.read("normalize", v -> v.list(MAX_NORMALIZERS, step -> step.choice(Names.NORMALIZER))),
                entry.read("hash", v -> v.choice(Names.HASH)),
                entry.read("match", v -> v.choice(matchings)),
                entry.read("match_within", WindowSyntax::readWithin),
                entry.read("max_shared_by", IdentifierReader::sharing),
                entry.read("limit", IdentifierReader::limit),
                entry.read("priority", v -> v.integer(0, MAX_PRIORITY)),
                entry.read("blocked", patterns::blocked),
                entry.read("sources", IdentifierReader::sources),
                entry.read("enabled", YamlValue::bool),
                entry);
        return type == null ? null : draft;
    }

    private static @Nullable Sharing sharing(YamlValue value) {
        YamlMapping entry = value.isMapping() ? value.mapping(Keys.SHARING) : null;
        if (entry == null) {
            Integer max = value.integer(1, MAX_SHARED_BY);
            return max == null ? null : new Sharing(max, Sharing.DEFAULT_ANCHOR);
        }
        Integer max = entry.require("max", v -> v.integer(1, MAX_SHARED_BY));
        String anchor = entry.read("type", v -> v.name(Bounds.MAX_TYPE_CHARS));
        return max == null ? null : new Sharing(max, anchor != null ? anchor : Sharing.DEFAULT_ANCHOR);
    }

    private static @Nullable Limit limit(YamlValue value) {
        YamlMapping entry = value.mapping(Keys.LIMIT);
        if (entry == null) {
            return null;
        }
        Integer max = entry.require("max", v -> v.integer(1, MAX_LIMIT));
        Long window = entry.read("per", WindowSyntax::read);
        return max == null ? null : new Limit(max, window != null ? window : Limit.EVER);
    }

    private static @Nullable SourceFilter sources(YamlValue value) {
        YamlMapping entry = value.mapping(Keys.SOURCES);
        if (entry == null) {
            return null;
        }
        boolean except = entry.get("except") != null;
        if (except == (entry.get("only") != null)) {
            value.problem("needs either `only` or `except`" + (except ? ", not both" : ""));
            return null;
        }
        Set<String> named = entry.read(except ? "except" : "only", IdentifierReader::sourceNames);
        if (named == null) {
            return null;
        }
        if (named.contains("*")) {
            value.problem("names sources one by one, `*` is none; leave `sources` out for all of them");
        }
        return new SourceFilter(named, except);
    }

    /** A list of sources, at least one. */
    static @Nullable Set<String> sourceNames(YamlValue value) {
        List<String> names = value.list(MAX_SOURCES, item -> item.name(Bounds.MAX_NAME_CHARS));
        if (names != null && names.isEmpty()) {
            value.problem("needs at least one source");
        }
        return names == null ? null : Set.copyOf(new HashSet<>(names));
    }
}
