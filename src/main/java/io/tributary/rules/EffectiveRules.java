package io.tributary.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes compiled rules as a rules file that leaves nothing to presets and defaults.
 *
 * <p>It is what {@code rules show} prints, and, without its comments, the canonical form that the fingerprint is taken
 * of: reading it gives the same rules and the same fingerprint. Two files that say the same are written the same.
 */
public final class EffectiveRules {

    private final StringBuilder out = new StringBuilder("spaces:\n");
    private final boolean ranks;

    private EffectiveRules(boolean ranks) {
        this.ranks = ranks;
    }

    /** The rules of a whole file, the rank of each type beside it. */
    public static String yaml(RuleBook rules) {
        return write(rules.spaces(), true);
    }

    /** The rules of one space, as a file of its own. */
    public static String yaml(SpaceRules space) {
        return write(List.of(space), true);
    }

    /** The canonical form. */
    static String canonical(List<SpaceRules> spaces) {
        return write(spaces, false);
    }

    static String fingerprint(List<SpaceRules> spaces) {
        try {
            byte[] canonical = canonical(spaces).getBytes(StandardCharsets.UTF_8);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String write(List<SpaceRules> spaces, boolean ranks) {
        EffectiveRules writer = new EffectiveRules(ranks);
        spaces.forEach(writer::space);
        return writer.out.toString();
    }

    private void space(SpaceRules space) {
        line("  - id: " + space.id());
        line("    extends: none");
        line("    sources: " + RuleText.feeding(space.sources()));
        line("    order: " + RuleText.order(space.order()));
        line("    survivor: " + Names.SURVIVOR.nameOf(space.survivor()));
        line("    demotion: " + Names.DEMOTION.nameOf(space.demotion()));
        line("    auto_add_types: " + space.autoAddTypes());
        line("    max_merges: " + space.maxMerges());
        line("    max_identifiers: " + space.maxIdentifiers());
        line("    consent:");
        lines(
                "      deny:",
                "        ",
                space.denied().stream().map(RuleText::denial).toList());
        lines(
                "    blocked:",
                "      ",
                space.blocked().stream().map(RuleText::blocked).toList());
        if (space.identifiers().isEmpty()) {
            line("    identifiers: []");
        } else {
            line("    identifiers:");
            space.identifiers().forEach(identifier -> identifier(space, identifier));
        }
        if (!space.levels().isEmpty()) {
            line("    levels:");
            space.levels().forEach(level -> level(space, level));
        }
        line("    aliases: " + RuleText.aliases(space.aliases()));
    }

    private void identifier(SpaceRules space, IdentifierRule rule) {
        line("      - type: " + YamlText.string(rule.type()) + rank(space, rule, space.identifiers()));
        line("        collection: " + rule.collection().wireName());
        lines(
                "        from:",
                "          ",
                rule.from().stream().map(RuleText::extraction).toList());
        line("        normalize: " + RuleText.normalizers(rule.normalize()));
        if (rule.hashed()) {
            line("        hash: sha256");
        }
        matching("        ", rule);
        SourceFilter sources = rule.sources();
        if (!sources.equals(SourceFilter.ALL)) {
            line("        sources: " + RuleText.sources(sources));
        }
    }

    private void level(SpaceRules space, Level level) {
        line("      - name: " + level.name());
        line("        keys:");
        for (IdentifierRule key : level.keys()) {
            line("          - type: " + YamlText.string(key.type()) + rank(space, key, level.keys()));
            matching("            ", key);
        }
    }

    /** What types and keys of levels have in common. What is not written is what there is no word for: no window, no limit. */
    private void matching(String indent, IdentifierRule rule) {
        if (rule.matching() != Matching.ALWAYS) {
            line(indent + "match: " + Names.MATCHING.nameOf(rule.matching()));
        }
        if (rule.hasWindow()) {
            line(indent + "match_within: " + WindowSyntax.writeShort(rule.matchWithinMillis()));
        }
        Sharing sharing = rule.sharing();
        if (sharing != null) {
            line(indent + "max_shared_by: " + RuleText.sharing(sharing));
        }
        Limit limit = rule.limit();
        if (rule.matching() != Matching.LEVEL && !limit.equals(Limit.NONE)) {
            line(indent + "limit: " + RuleText.limit(limit));
        }
        if (rule.priority() != null) {
            line(indent + "priority: " + rule.priority());
        }
        lines(
                indent + "blocked:",
                indent + "  ",
                rule.blocked().stream().map(RuleText::blocked).toList());
    }

    /** The place of a type in its collection's order of priority, 1 for the most trusted, as a comment. */
    private String rank(SpaceRules space, IdentifierRule rule, List<IdentifierRule> types) {
        if (!ranks) {
            return "";
        }
        var order = space.typesByPriority(rule.collection());
        long before = types.stream()
                .filter(other -> other.collection().equals(rule.collection()))
                .filter(other -> order.compare(other.type(), rule.type()) < 0)
                .count();
        return " # rank " + (before + 1);
    }

    private void lines(String key, String indent, List<String> items) {
        if (items.isEmpty()) {
            line(key + " []");
        } else {
            line(key);
            items.forEach(item -> line(indent + "- " + item));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
