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
        return new TopicRecord(topic, key == null ? null : bytes(key), bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        records.add(new TopicRecord(Topic.PROFILES, bytes("scenario/A"), null));

        assertThat(differences("{profiles: []}", records)).isEmpty();
    }

    /** u1 and u2 are in one household; an account that u1 belonged to became part of acme, and u2 left acme. */
    private static final List<TopicRecord> GROUPED = List.of(
            resolution("""
                    {"sequence":1,"messageId":"e1","profileId":"use_A","outcome":"created","setAside":[]}"""),
            resolution("""
                    {"sequence":2,"messageId":"e2","profileId":"use_B","outcome":"created","setAside":[]}"""),
            resolution("""
                    {"sequence":3,"messageId":"e3","profileId":"use_C","outcome":"created","setAside":[]}"""),
            profile("use_A", """
                    {"profileId":"use_A","collection":"users",
                     "externalIds":[{"type":"user_id","id":"u1"},{"type":"account_id","id":"x","boundary":true}]}"""),
            profile("use_B", """
                    {"profileId":"use_B","collection":"users","externalIds":[{"type":"user_id","id":"u2"}]}"""),
            profile("use_C", """
                    {"profileId":"use_C","collection":"users","canonical":"use_B"}"""),
            profile("use_D", """
                    {"profileId":"use_D","collection":"users","externalIds":[{"type":"user_id","id":"u4"}]}"""),
            profile("use_E", """
                    {"profileId":"use_E","collection":"users","externalIds":[]}"""),
            profile("acc_A", """
                    {"profileId":"acc_A","collection":"accounts","externalIds":[{"type":"group_id","id":"acme"}]}"""),
            profile("acc_B", """
                    {"profileId":"acc_B","collection":"accounts","canonical":"acc_A"}"""),
            owner("accounts/group_id/acme", """
                    {"collection":"accounts","type":"group_id","id":"acme","profileId":"acc_A"}"""),
            membership("household", "hh_1", "use_A", "joined"),
            membership("household", "hh_1", "use_B", "joined"),
            membership("household", "hh_1", "use_C", "joined"),
            membership("household", "hh_1", "use_D", "joined"),
            membership("household", "hh_1", "use_D", "left"),
            membership("household", "hh_2", "use_D", "joined"),
            membership("account", "acc_B", "use_A", "joined"),
            membership("account", "acc_A", "use_B", "joined"),
            membership("account", "acc_A", "use_B", "left"));

    private static TopicRecord owner(String key, String json) {
        return record(Topic.EXTERNAL_IDS, "scenario/" + key, json);
    }

    private static TopicRecord membership(String level, String group, String profile, String change) {
        return record(Topic.MEMBERSHIPS, "scenario/" + level + "/" + group + "/" + profile, """
                {"level":"%s","groupId":"%s","profileId":"%s","change":"%s","because":[]}""".formatted(
                        level, group, profile, change));
    }

    @Test
    void groups_and_accounts_have_the_living_members_that_have_not_left() {
        String newOne = "use_" + "0".repeat(27);

        assertThat(differences("{accounts: {acme: [e1]}}", GROUPED)).isEmpty();
        assertThat(differences("{groups: {household: [[e1, e2]]}}", GROUPED))
                .containsExactly("not expected: household [use_D]");
        assertThat(differences("{groups: {household: [[e2, e3], [" + newOne + "]], organization: [[e1]]}}", GROUPED))
                .containsExactly(
                        "household [e2, e3] missing; found [e1, e2], [use_D]",
                        "household [" + newOne + "] missing; found [e1, e2], [use_D]",
                        "organization [e1] missing; found no other");
        assertThat(differences("{accounts: {acme: [e2], initech: []}}", GROUPED))
                .containsExactly(
                        "account acme: expected [e2], was [e1]",
                        "account initech: expected [], there is no such account");
    }

    @Test
    void a_tombstone_ends_a_membership_and_an_account() {
        List<TopicRecord> records = new ArrayList<>(GROUPED);
        records.add(new TopicRecord(Topic.MEMBERSHIPS, bytes("scenario/household/hh_2/use_D"), null));
        records.add(record(Topic.EXTERNAL_IDS, "scenario/accounts/group_id/acme", "null"));

        assertThat(differences("{groups: {household: [[e1, e2]]}}", records)).isEmpty();
        assertThat(differences("{accounts: {acme: [e1]}}", records))
                .containsExactly("account acme: expected [e1], there is no such account");
    }

    @Test
    void profiles_are_persons_with_external_ids_boundaries_included() {
        assertThat(differences(
                        "{profiles: [[\"user_id:u1\", \"account_id:x\"], [\"user_id:u2\"], [\"user_id:u4\"]]}",
                        GROUPED))
                .isEmpty();
    }

    @Test
    void other_splits_are_reported_and_a_profile_that_no_event_created_has_its_id() {
        String newOne = "use_" + "0".repeat(27);
        List<TopicRecord> records = new ArrayList<>(RECORDS);
        records.add(record(Topic.MERGES, "scenario", """
                {"sequence":5,"ordinal":1,"change":"split","from":"A","into":"%s"}""".formatted(newOne)));
        records.add(record(Topic.MERGES, "scenario", """
                {"sequence":5,"ordinal":0,"change":"split","from":"A","into":"B"}"""));

        assertThat(differences("{merges: [[e2, e1]], splits: [[e1, e2], [e1, " + newOne + "]]}", records))
                .isEmpty();
        assertThat(differences("{splits: []}", records))
                .containsExactly("expected splits [], were [[e1, e2], [e1, " + newOne + "]]");
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
