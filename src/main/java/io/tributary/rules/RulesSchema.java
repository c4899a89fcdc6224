package io.tributary.rules;

/** The JSON Schema (2020-12) of the rules file, for editors that complete and check it. */
public final class RulesSchema {
    private RulesSchema() {}

    public static String json() {
        return Presets.resource("rules.schema.json");
    }
}
