package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
    private static final String[] PARTS = {
        "a",
        "b",
        ".",
        "[a-z]",
        "[^]x]",
        "[[:alpha:]{9}]",
        "[\\]{5}]",
        "\\d",
        "\\{",
        "\\pL",
        "\\p{Greek}",
        "\\x{41}",
        "(",
        "(?:",
        "(?i)",
        ")",
        ")",
        "|",
        "*",
        "+?",
        "?",
        "{3}",
        "{2,}",
        "{0,7}",
        "{,3}",
        "{12}",
        "^",
        "$",
        "-"
    };

    @Test
    void the_size_is_never_far_below_that_of_the_program() {
        long seed = 20260301;
        Random random = new Random(seed);
        int valid = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int parts = 1 + random.nextInt(12); parts > 0; parts--) {
                pattern.append(PARTS[random.nextInt(PARTS.length)]);
            }
            if (PatternCost.of(pattern.toString()).size() > Patterns.MAX_SIZE) {
                continue;
            }
            try {
                int program = Pattern.compile(pattern.toString()).programSize();
                valid++;
                assertThat(program).as("seed %s: %s", seed, pattern).isLessThanOrEqualTo((int)
                        (2 * PatternCost.of(pattern.toString()).size() + 10));
            } catch (PatternSyntaxException e) {
                assertThat(e.getDescription()).isNotEmpty();
            }
        }
        assertThat(valid).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((((x{99}){99}){99}){99}){99})",
                "(?:[a-z]{1000}|b){11}",
                "a{999999999}",
                "(a|b{500}){500,}"
            })
    void repetitions_that_multiply_are_refused_before_they_are_compiled(String pattern) {
        assertThat(TestRules.rendered("spaces: [{id: main, blocked: [{matches: '" + pattern + "'}]}]"))
                .containsExactly("rules.yaml:1:41 spaces[0].blocked[0].matches: the pattern's repetitions make it too"
                        + " large, write fewer or smaller ones");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)[B-\\x{1E942}]",
                "(?i)[^B-\ud83a\udd42]",
                "(?i:x[]\\x{100}-\\x{fff}])",
                "(?si)[[:alpha:]a-\u7e42]{2}",
                "a(?i)[a-\\x{600}\\x{600}-\\x{900}]"
            })
    void wide_ranges_are_refused_where_case_is_ignored(String pattern) {
        String blocked = "blocked: [{matches: '" + pattern + "'}]";

        assertThat(TestRules.problems("spaces: [{id: main, " + blocked + "}]"))
                .extracting(Problem::message)
                .containsExactly("the pattern ignores the case of ranges that are too wide, write smaller ones");
        assertThat(TestRules.example(blocked.replaceFirst("i([):])", "s$1")).blocked())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "(?i)(test|demo)[0-9]{1,4}@(example|acme)\\.(com|org)",
                "(.)x{1000}",
                "(?i)[a-z\u0430-\u044f]+",
                "[B-\\x{1E942}]"
            })
    void patterns_that_people_write_are_taken(String pattern) {
        assertThat(TestRules.example("blocked: [{matches: '" + pattern + "'}]").blocked())
                .hasSize(1);
    }
}
