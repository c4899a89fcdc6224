package io.tributary.rules;

import java.util.List;
import java.util.Set;

/**
 * The keys that a mapping of the rules file may have. The published JSON Schema has the same ones, which a test holds
 * together.
 *
 * @param later keys of the spec that this version does not support yet
 */
record Keys(List<String> known, Set<String> later) {
    static final Keys FILE = of("spaces");

    static final Keys SPACE = new Keys(
            List.of(
                    "id",
                    "extends",
                    "sources",
                    "order",
                    "survivor",
                    "demotion",
                    "auto_add_types",
                    "max_merges",
                    "max_identifiers",
                    "consent",
                    "blocked",
                    "identifiers",
                    "aliases"),
            Set.of("levels"));

    static final Keys CONSENT = of("deny");

    static final Keys DENIAL = of("path", "equals", "matches");

    static final Keys BLOCKED = of("equals", "matches");

    static final Keys IDENTIFIER = new Keys(
            List.of(
                    "type",
                    "collection",
                    "from",
                    "normalize",
                    "hash",
                    "limit",
                    "priority",
                    "blocked",
                    "sources",
                    "enabled"),
            Set.of("match_within", "max_shared_by", "match"));

    static final Keys EXTRACTION = of("path", "url", "query", "hashed", "when", "on");

    static final Keys LIMIT = of("max", "per");

    static final Keys SOURCES = of("only", "except");

    static final Keys ALIASES = of("emit", "id");

    private static Keys of(String... known) {
        return new Keys(List.of(known), Set.of());
    }
}
