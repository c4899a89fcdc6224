package io.tributary.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rules file, compiled.
 *
 * @param spaces in the file's order, at least one, each ID once
 * @param fingerprint {@code sha256:} and 64 hexadecimal digits over the canonical form: comments, key order and
 *     spelled-out defaults do not change it
 */
public record RuleBook(List<SpaceRules> spaces, String fingerprint) {
    public RuleBook {
        spaces = List.copyOf(spaces);
    }

    /**
     * All that the rules say, as a rules file without presets, defaults and comments: what the fingerprint is taken of.
     * {@link RulesParser#parseCanonical} makes the same rules of it, with the same fingerprint.
     */
    public String canonical() {
        return EffectiveRules.canonical(spaces);
    }

    /** The rules of a space, null if there is none of that ID. */
    public @Nullable SpaceRules space(String id) {
        for (SpaceRules space : spaces) {
            if (space.id().equals(id)) {
                return space;
            }
        }
        return null;
    }
}
