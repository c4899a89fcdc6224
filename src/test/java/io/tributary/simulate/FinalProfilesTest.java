package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FinalProfilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FinalProfiles profiles = new FinalProfiles();

    private void merge(long sequence, int ordinal, String from, String into) throws IOException {
        profiles.add(JSON.readTree("""
                {"change":"merge","sequence":%d,"ordinal":%d,"from":"%s","into":"%s"}""".formatted(sequence, ordinal, from, into)));
    }

    private void split(long sequence, int ordinal, String from, String into, String reason, String... moved)
            throws IOException {
        StringBuilder ids = new StringBuilder();
        for (String id : moved) {
            ids.append(ids.isEmpty() ? "" : ",");
            ids.append("{\"collection\":\"users\",\"type\":\"t\",\"id\":\"")
                    .append(id)
                    .append("\"}");
        }
        profiles.add(JSON.readTree("""
                {"change":"split","sequence":%d,"ordinal":%d,"from":"%s","into":"%s","reason":"%s","externalIds":[%s]}""".formatted(sequence, ordinal, from, into, reason, ids)));
    }

    private String of(String profile, long sequence, String first, String second) {
        return profiles.of(profile, sequence, "users/t:" + first, "users/t:" + second);
    }

    @Test
    void merges_take_everything_along_that_was_there_before() throws IOException {
        merge(7, 1, "B", "A");
        merge(7, 0, "C", "B");

        assertThat(of("C", 3, "x", "y")).isEqualTo("A");
        assertThat(of("C", 7, "x", "y")).isEqualTo("C");
        assertThat(profiles.of("C", 3, null, null)).isEqualTo("A");
    }

    @Test
    void a_profile_that_comes_back_and_goes_again_is_followed_in_the_order_of_the_space() throws IOException {
        merge(12, 0, "B", "D");
        split(9, 0, "A", "B", "detached", "b");
        merge(5, 0, "B", "A");

        assertThat(of("B", 2, "b", "x")).isEqualTo("D");
        assertThat(of("B", 2, "a", "x")).isEqualTo("A");
        assertThat(of("B", 10, "a", "x")).isEqualTo("D");
    }

    @Test
    void where_the_first_external_id_was_taken_away_the_second_tells() throws IOException {
        split(9, 0, "A", "B", "blocked", "b");
        split(9, 1, "A", "C", "blocked", "c");

        assertThat(of("A", 2, "gone", "b")).isEqualTo("B");
        assertThat(of("A", 2, "gone", "c")).isEqualTo("C");
        assertThat(of("A", 2, "gone", "gone too")).isEqualTo("A");
    }

    @Test
    void an_unmerge_parts_the_external_ids_of_one_event_and_the_first_decides() throws IOException {
        split(9, 0, "A", "B", "unmerged", "b");

        assertThat(of("A", 2, "a", "b")).isEqualTo("A");
        assertThat(of("A", 2, "b", "a")).isEqualTo("B");
    }

    @Test
    void a_change_that_is_told_twice_counts_once() throws IOException {
        merge(5, 0, "B", "A");
        merge(5, 0, "B", "A");
        split(6, 0, "A", "B", "detached", "b");
        split(6, 0, "A", "B", "detached", "b");

        assertThat(of("B", 2, "b", "x")).isEqualTo("B");
    }
}
