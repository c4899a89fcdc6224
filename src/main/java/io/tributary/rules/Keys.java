package io.tributary.rules;

import java.util.List;

/**
 * The keys that a mapping of the rules file may have. The published JSON Schema has the same ones, which a test holds
 * together.
 */
record Keys(List<String> known) {
    static final Keys FILE = of("spaces");

    static final Keys SPACE = of(
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
            "levels",
            "aliases");

    static final Keys ORDER = of("event_time");

    static final Keys CONSENT = of("deny");

    static final Keys DENIAL = of("path", "equals", "matches");

    static final Keys BLOCKED = of("equals", "matches");

    static final Keys IDENTIFIER = of(
            "type",
            "collection",
            "from",
            "normalize",
            "hash",
            "match",
            "match_within",
            "max_shared_by",
            "limit",
            "priority",
            "blocked",
            "sources",
            "enabled");

    static final Keys EXTRACTION = of("path", "url", "query", "hashed", "when", "on");

    static final Keys SHARING = of("max", "type");

    static final Keys LIMIT = of("max", "per");

    static final Keys SOURCES = of("only", "except");

    static final Keys LEVEL = of("name", "keys", "enabled");

    static final Keys LEVEL_KEY = of("type", "match", "match_within", "max_shared_by", "limit", "priority", "blocked");

    static final Keys ALIASES = of("emit", "id");

    private static Keys of(String... known) {
        return new Keys(List.of(known));
    }
}
