package io.tributary.rules;

import io.tributary.model.EventType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

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

    static String fingerprint(List<SpaceRules> spaces) {
        try {
            byte[] canonical = write(spaces, false).getBytes(StandardCharsets.UTF_8);
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
        line("    sources: "
                + (space.sources().equals(SourceFilter.ALL)
                        ? "[\"*\"]"
                        : YamlText.list(space.sources().named().stream().sorted())));
        line("    order: arrival");
        line("    survivor: " + Names.SURVIVOR.nameOf(space.survivor()));
        line("    demotion: " + Names.DEMOTION.nameOf(space.demotion()));
        line("    auto_add_types: " + space.autoAddTypes());
        line("    max_merges: " + space.maxMerges());
        line("    max_identifiers: " + space.maxIdentifiers());
        line("    consent:");
        lines(
                "      deny:",
                "        ",
                space.denied().stream().map(EffectiveRules::denial).toList());
        lines(
                "    blocked:",
                "      ",
                space.blocked().stream().map(EffectiveRules::blocked).toList());
        if (space.identifiers().isEmpty()) {
            line("    identifiers: []");
        } else {
            line("    identifiers:");
            space.identifiers().forEach(identifier -> identifier(space, identifier));
        }
        AliasRules aliases = space.aliases();
        line("    aliases: {emit: " + aliases.emit() + ", id: " + YamlText.string(aliases.id()) + "}");
    }

    private void identifier(SpaceRules space, IdentifierRule rule) {
        line("      - type: " + YamlText.string(rule.type()) + (ranks ? " # rank " + rank(space, rule) : ""));
        line("        collection: " + rule.collection().wireName());
        lines(
                "        from:",
                "          ",
                rule.from().stream().map(EffectiveRules::extraction).toList());
        line("        normalize: " + YamlText.list(rule.normalize().stream().map(Names.NORMALIZER::nameOf)));
        if (rule.hashed()) {
            line("        hash: sha256");
        }
        Limit limit = rule.limit();
        line("        limit: {max: " + limit.max() + ", per: " + WindowSyntax.write(limit.windowMillis()) + "}");
        if (rule.priority() != null) {
            line("        priority: " + rule.priority());
        }
        lines(
                "        blocked:",
                "          ",
                rule.blocked().stream().map(EffectiveRules::blocked).toList());
        SourceFilter sources = rule.sources();
        if (!sources.equals(SourceFilter.ALL)) {
            String named = YamlText.list(sources.named().stream().sorted());
            line("        sources: {" + (sources.except() ? "except" : "only") + ": " + named + "}");
        }
    }

    /** The place of a type in its collection's order of priority, 1 for the most trusted. */
    private static long rank(SpaceRules space, IdentifierRule rule) {
        var order = space.typesByPriority(rule.collection());
        return 1
                + space.identifiers().stream()
                        .filter(other -> other.collection() == rule.collection())
                        .filter(other -> order.compare(other.type(), rule.type()) < 0)
                        .count();
    }

    private static String denial(Condition condition) {
        return "{path: " + path(condition.path()) + ", " + pattern(condition.pattern()) + "}";
    }

    private static String blocked(ValuePattern pattern) {
        return "{" + pattern(pattern) + "}";
    }

    private static String pattern(ValuePattern pattern) {
        if (pattern instanceof ValuePattern.Equals same) {
            return "equals: " + YamlText.scalar(same.value());
        }
        return "matches: "
                + YamlText.string(((ValuePattern.Matches) pattern).pattern().pattern());
    }

    private static String extraction(Extraction extraction) {
        boolean url = !extraction.query().isEmpty();
        StringBuilder more = new StringBuilder();
        if (url) {
            more.append(", query: ").append(YamlText.list(extraction.query().stream()));
        }
        if (extraction.hashed()) {
            more.append(", hashed: true");
        }
        if (!extraction.when().isEmpty()) {
            more.append(extraction.when().stream()
                    .map(condition -> path(condition.path()) + ": " + equal(condition))
                    .collect(Collectors.joining(", ", ", when: {", "}")));
        }
        if (!extraction.on().isEmpty()) {
            more.append(", on: ")
                    .append(YamlText.list(extraction.on().stream().sorted().map(EventType::wireName)));
        }
        String path = path(extraction.path());
        return more.length() == 0 ? path : "{" + (url ? "url: " : "path: ") + path + more + "}";
    }

    private static String equal(Condition condition) {
        return YamlText.scalar(((ValuePattern.Equals) condition.pattern()).value());
    }

    private static String path(Path path) {
        return YamlText.string(PathSyntax.write(path));
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
