package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceResolutionsTest {
    private final SpaceResolutions resolutions = new SpaceResolutions();

    private static byte[] record(String space, long sequence, String messageId) {
        return "{\"space\":\"%s\",\"sequence\":%d,\"messageId\":\"%s\",\"type\":\"track\"}"
                .formatted(space, sequence, messageId)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long[] sent(String... messageIds) {
        return Arrays.stream(messageIds)
                .mapToLong(id -> MessageNumber.hash(record("any", 1, id)))
                .sorted()
                .toArray();
    }

    private List<String> problems(Map<String, Long> reached, boolean all) {
        return resolutions.problems(reached, sent("a", "b", "c"), all);
    }

    @Test
    void each_space_has_sequences_of_its_own() {
        resolutions.add(record("one", 1, "a"));
        resolutions.add(record("two", 1, "b"));
        resolutions.add(record("one", 2, "c"));

        assertThat(problems(Map.of("one", 2L, "two", 1L), true)).isEmpty();
    }

    @Test
    void a_gap_is_one_of_its_space() {
        resolutions.add(record("one", 2, "a"));
        resolutions.add(record("two", 1, "b"));

        assertThat(problems(Map.of("one", 2L, "two", 1L), false))
                .singleElement()
                .asString()
                .contains("space one", "no sequence 1");
    }

    @Test
    void a_space_that_only_state_knows_has_said_too_little() {
        assertThat(problems(Map.of("three", 5L), false))
                .singleElement()
                .asString()
                .contains("space three");
    }

    @Test
    void an_event_that_two_spaces_resolve_is_one_too_many() {
        resolutions.add(record("one", 1, "a"));
        resolutions.add(record("two", 1, "a"));

        assertThat(problems(Map.of(), false)).singleElement().asString().contains("1 are of events that have one");
    }

    @Test
    void what_is_missing_from_all_of_them_is_found_where_all_was_to_be_resolved() {
        resolutions.add(record("one", 1, "a"));
        resolutions.add(record("two", 1, "b"));

        assertThat(problems(Map.of(), true)).singleElement().asString().contains("add up to 2, after 3 events");
    }
}
