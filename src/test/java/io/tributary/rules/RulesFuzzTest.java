package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, it is rules or a list of problems. */
class RulesFuzzTest {
    private static final List<String> WORDS = List.of(
            "spaces",
            "id",
            "type",
            "from",
            "limit",
            "max",
            "per",
            "when",
            "blocked",
            "equals",
            "matches",
            "deny",
            "priority",
            "levels",
            "keys",
            "match",
            "never",
            "level",
            "match_within",
            "max_shared_by",
            "event_time",
            "enabled",
            "30d",
            "P1DT",
            "null",
            "true",
            "-1",
            "1e999",
            "''",
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            ":",
            "- ",
            "#",
            "&a ",
            "*a",
            "!!str ",
            "? ",
            "| ",
            "> ",
            "%",
            "@",
            "---\n",
            "...\n",
            "<<: ",
            "\t",
            "\n",
            "\u0000",
            "\ufeff",
            "\ud800",
            "\u2028",
            "\ud83d\ude00",
            ".inf",
            "(",
            "a{1000}",
            "~",
            "/");

    @Test
    void a_mutated_file_is_read_or_refused_with_problems() {
        long seed = 42;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            String yaml = mutate(TestRules.EVERYTHING, random);
            try {
                RuleBook rules = RulesParser.parse("rules.yaml", yaml);
                assertThat(RulesParser.parse("effective.yaml", EffectiveRules.yaml(rules))
                                .fingerprint())
                        .as("seed %s round %s", seed, round)
                        .isEqualTo(rules.fingerprint());
            } catch (RulesException e) {
                refused++;
                assertThat(e.problems()).isNotEmpty().allMatch(p -> p.line() >= 1 && p.column() >= 1);
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + " round " + round + ":\n" + yaml, e);
            }
        }
        assertThat(refused).as("seed %s", seed).isBetween(600, 2_970);
    }

    private static String mutate(String yaml, Random random) {
        StringBuilder text = new StringBuilder(yaml);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                case 2 -> text.replace(at, end, WORDS.get(random.nextInt(WORDS.size())));
                case 3 -> text.setCharAt(at, (char) random.nextInt(0x180));
                case 4 -> deleteLine(text, at);
                default -> repeatLine(text, at);
            }
        }
        return text.toString();
    }

    private static void deleteLine(StringBuilder text, int at) {
        text.delete(lineStart(text, at), lineEnd(text, at));
    }

    private static void repeatLine(StringBuilder text, int at) {
        String line = text.substring(lineStart(text, at), lineEnd(text, at));
        text.insert(lineEnd(text, at), "\n" + line);
    }

    private static int lineStart(StringBuilder text, int at) {
        return text.lastIndexOf("\n", at - 1) + 1;
    }

    private static int lineEnd(StringBuilder text, int at) {
        int end = text.indexOf("\n", at);
        return end < 0 ? text.length() : end;
    }
}
