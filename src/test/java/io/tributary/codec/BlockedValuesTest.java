package io.tributary.codec;

import static io.tributary.codec.SpaceBuilder.is;
import static io.tributary.codec.SpaceBuilder.matches;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.rules.Scalar;
import io.tributary.rules.ValuePattern;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[0-]*$",
                "[0-]*",
                "[-0]*$",
                "^[ab]*",
                "[a-b]*",
                "[^a]*",
                "[0-9]*",
                "[a]+",
                "^0*$",
                "a|b",
                "(?i)[a]*",
                "[a].*",
                "[\\d]*",
                "^$"
            })
    void what_is_blocked_is_what_the_pattern_matches(String regex) {
        ValuePattern pattern = matches(regex);
        BlockedValues blocked = new BlockedValues(List.of(pattern));
        long seed = 99;
        System.out.println("BlockedValuesTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                text.append("0-abA9^\n".charAt(random.nextInt(8)));
            }
            String value = text.toString();
            assertThat(blocked.contains(value))
                    .as(value)
                    .isEqualTo(pattern.matches(new Scalar(Scalar.Kind.STRING, value)));
        }
    }

    @Test
    void words_are_blocked_as_a_whole_and_in_kind() {
        BlockedValues blocked = new BlockedValues(List.of(is("null"), is(-1), is(true)));
        assertThat(blocked.contains("null")).isTrue();
        assertThat(blocked.contains("Null")).isFalse();
        assertThat(blocked.contains("nulls")).isFalse();
        assertThat(blocked.contains("-1")).isFalse();
        assertThat(blocked.contains("true")).isFalse();
    }

    @Test
    void nothing_is_blocked_unless_a_rule_says_so() {
        assertThat(new BlockedValues(List.of()).contains("")).isFalse();
    }
}
