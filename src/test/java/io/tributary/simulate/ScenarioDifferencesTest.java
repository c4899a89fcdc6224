package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScenarioDifferencesTest {
    /** e1 creates A, e2 creates B, e3 joins them and sets an email aside; e4 is rejected. */
    private static final List<TopicRecord> RECORDS = List.of(
            resolution("""
                    {"sequence":1,"messageId":"e1","profileId":"A","outcome":"created","setAside":[]}"""),
            profile("A", """
                    {"sequence":1,"profileId":"A","externalIds":[{"type":"anonymous_id","id":"a1"}]}"""),
            resolution("""
                    {"sequence":2,"messageId":"e2","profileId":"B","outcome":"created","setAside":[]}"""),
            profile("B", """
                    {"sequence":2,"profileId":"B","externalIds":[{"type":"user_id","id":"u1"}]}"""),
            resolution("""
                    {"sequence":3,"messageId":"e3","profileId":"A","outcome":"merged",
                     "setAside":[{"collection":"users","type":"email","id":"x@y.z","reason":"limit_exceeded"}]}"""),
            record(Topic.MERGES, "scenario", """
                    {"sequence":3,"ordinal":0,"change":"merge","from":"B","into":"A"}"""),
            profile("A", """
                    {"sequence":3,"profileId":"A",
                     "externalIds":[{"type":"anonymous_id","id":"a1"},{"type":"user_id","id":"u1"}]}"""),
            profile("B", """
                    {"sequence":3,"profileId":"B","canonical":"A"}"""),
            record(Topic.REJECTED, "events-0", "{\"code\":\"malformed_json\"}"));

    private static TopicRecord record(Topic topic, @Nullable String key, String json) {
        return new TopicRecord(
                topic,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private static TopicRecord resolution(String json) {
        return record(Topic.RESOLUTIONS, null, json);
    }

    private static TopicRecord profile(String id, String json) {
        return record(Topic.PROFILES, "scenario/" + id, json);
    }

    private static List<String> differences(String expect, List<TopicRecord> records) {
        Scenario scenario = Scenario.parse("x.yaml", """
                rules: {}
                events: [{id: e1}, {id: e2}, {id: e3}, {id: e4}]
                expect: %s
                """.formatted(expect));
        return scenario.differences(records);
    }

    @Test
    void nothing_differs_when_everything_is_as_expected() {
        assertThat(differences("""
                {outcomes: {e1: created, e3: merged}, setAside: {e1: [], e3: ["email:x@y.z limit_exceeded"]},
                 merges: [[e2, e1]], profiles: [["user_id:u1", "anonymous_id:a1"]]}""", RECORDS)).isEmpty();
        assertThat(differences("{}", RECORDS)).isEmpty();
    }

    @Test
    void another_outcome_is_reported() {
        assertThat(differences("{outcomes: {e3: created}}", RECORDS))
                .containsExactly("e3: expected created, was merged");
    }

    @Test
    void an_event_without_a_resolution_is_reported() {
        assertThat(differences("{outcomes: {e4: created}}", RECORDS))
                .containsExactly("e4: expected created, has no resolution");
    }

    @Test
    void other_external_ids_set_aside_are_reported() {
        assertThat(differences("{setAside: {e1: [\"email:x blocked\"], e3: []}}", RECORDS))
                .containsExactly(
                        "e1: expected to be set aside [email:x blocked], was []",
                        "e3: expected to be set aside [], was [email:x@y.z limit_exceeded]");
    }

    @Test
    void other_merges_are_reported() {
        assertThat(differences("{merges: []}", RECORDS)).containsExactly("expected merges [], were [[e2, e1]]");
        assertThat(differences("{merges: [[e1, e2]]}", RECORDS))
                .containsExactly("expected merges [[e1, e2]], were [[e2, e1]]");
    }

    @Test
    void a_missing_profile_is_reported_with_what_there_is_instead() {
        assertThat(differences("{profiles: [[\"anonymous_id:a1\"], [\"user_id:u1\"]]}", RECORDS))
                .containsExactly(
                        "profile [anonymous_id:a1] missing; found [anonymous_id:a1, user_id:u1]",
                        "profile [user_id:u1] missing; found [anonymous_id:a1, user_id:u1]");
        assertThat(differences("{profiles: [[\"anonymous_id:a1\", \"user_id:u1\"], [\"user_id:u1\"]]}", RECORDS))
                .containsExactly("profile [user_id:u1] missing; found no other");
    }

    @Test
    void a_profile_too_many_is_reported() {
        assertThat(differences("{profiles: []}", RECORDS))
                .containsExactly("not expected: profile [anonymous_id:a1, user_id:u1]");
    }

    @Test
    void a_deleted_profile_is_none() {
        List<TopicRecord> records = new ArrayList<>(RECORDS);
        records.add(new TopicRecord(Topic.PROFILES, "scenario/A".getBytes(StandardCharsets.UTF_8), null));

        assertThat(differences("{profiles: []}", records)).isEmpty();
    }

    @Test
    void only_the_order_of_the_records_of_one_key_matters_and_repeats_do_not() {
        List<TopicRecord> records = new ArrayList<>(RECORDS);
        Collections.swap(records, 1, 8);
        Collections.swap(records, 0, 5);
        Collections.swap(records, 1, 6);
        records.add(RECORDS.get(5));
        records.add(RECORDS.get(4));
        records.add(RECORDS.get(6));

        assertThat(differences("""
                {outcomes: {e1: created, e3: merged}, merges: [[e2, e1]],
                 profiles: [["user_id:u1", "anonymous_id:a1"]]}""", records)).isEmpty();
    }
}
