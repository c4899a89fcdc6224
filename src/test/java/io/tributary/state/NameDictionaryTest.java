package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NameDictionaryTest {
    private final Map<String, Integer> kept = new HashMap<>();
    private final NameDictionary dictionary = new NameDictionary(kept::put);

    @Test
    void names_are_numbered_from_1_as_they_come() {
        assertThat(dictionary.numberOrAdd("user_id")).isEqualTo(1);
        assertThat(dictionary.numberOrAdd("email")).isEqualTo(2);
        assertThat(dictionary.numberOrAdd("user_id")).isEqualTo(1);
        assertThat(dictionary.name(2)).isEqualTo("email");
        assertThat(kept).isEqualTo(Map.of("user_id", 1, "email", 2));
    }

    @Test
    void asking_adds_nothing() {
        assertThat(dictionary.number("user_id")).isEqualTo(NameDictionary.NONE);
        assertThat(kept).isEmpty();
    }

    @Test
    void goes_on_where_the_kept_names_end() {
        dictionary.restore(Map.of("user_id", 1, "email", 2));
        assertThat(dictionary.number("email")).isEqualTo(2);
        assertThat(dictionary.numberOrAdd("anonymous_id")).isEqualTo(3);
        assertThat(kept).isEqualTo(Map.of("anonymous_id", 3));
    }

    @Test
    void a_full_dictionary_takes_no_more_names() {
        for (int i = 1; i <= NameDictionary.MAX_NAMES; i++) {
            assertThat(dictionary.isFull()).isFalse();
            assertThat(dictionary.numberOrAdd("type" + i)).isEqualTo(i);
        }
        assertThat(dictionary.isFull()).isTrue();
        assertThat(dictionary.numberOrAdd("one more")).isEqualTo(NameDictionary.NONE);
        assertThat(dictionary.number("one more")).isEqualTo(NameDictionary.NONE);
        assertThat(dictionary.numberOrAdd("type7")).isEqualTo(7);
        assertThat(kept).hasSize(NameDictionary.MAX_NAMES);
    }

    @Test
    void kept_numbers_with_a_gap_are_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> dictionary.restore(Map.of("user_id", 1, "email", 3)))
                .withMessageContaining("number 3 out of range or twice");
        assertThatIllegalStateException()
                .isThrownBy(() -> dictionary.restore(Map.of("user_id", 1, "email", 1)))
                .withMessageContaining("number 1 out of range or twice");
    }

    @Test
    void a_number_without_a_name_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> dictionary.name(1))
                .withMessage("state names number 1 of a dictionary that has 0 names");
    }
}
