package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.codec.TopicRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import io.tributary.rules.RulesParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final long SEED = 3;

    private static TopicRecord record(Topic topic, String json) {
        return new TopicRecord(topic, null, json.getBytes(StandardCharsets.UTF_8));
    }

    private static TopicRecord resolution(String messageId, String profileId) {
        return record(Topic.RESOLUTIONS, "{\"messageId\":\"" + messageId + "\",\"profileId\":\"" + profileId + "\"}");
    }

    private static Evaluation.Result evaluate(Mess mess) {
        TrafficGenerator traffic = new TrafficGenerator(20_000, 1000, SEED, mess);
        Simulation simulation =
                new Simulation(RulesParser.parse("rules.yaml", "spaces: [{id: main, extends: segment}]"));
        Evaluation evaluation = new Evaluation(traffic::personOf);
        for (long line = 1; traffic.hasNext(); line++) {
            RawRecord event = new RawRecord("events", 0, line, RawRecord.NO_TIMESTAMP, null, traffic.next());
            simulation.accept(event, evaluation::accept);
        }
        return evaluation.result();
    }

    @Test
    void clean_traffic_never_makes_one_profile_of_two_people() {
        Evaluation.Result result = evaluate(Mess.NONE);

        assertThat(result.events()).isEqualTo(20_000);
        assertThat(result.others()).isZero();
        assertThat(result.people()).isEqualTo(1000);
        assertThat(result.mixedProfiles()).isZero();
        assertThat(result.precision()).isEqualTo(1);
        assertThat(result.recall()).isBetween(0.98, 1.0);
    }

    @Test
    void heavy_mess_shows_in_precision_and_recall() {
        Evaluation.Result clean = evaluate(Mess.NONE);
        Evaluation.Result heavy = evaluate(Mess.HEAVY);

        assertThat(heavy.mixedProfiles()).isPositive();
        assertThat(heavy.splitPeople()).isGreaterThan(clean.splitPeople());
        assertThat(heavy.precision()).isBetween(0.8, 0.999);
        assertThat(heavy.recall()).isBetween(0.5, clean.recall());
    }

    @Test
    void figures_are_those_of_b_cubed_over_final_canonical_profiles() {
        Evaluation evaluation = new Evaluation(messageId -> messageId.startsWith("x") ? -1 : messageId.charAt(0) - 'a');
        evaluation.accept(resolution("a1", "P"));
        evaluation.accept(resolution("a2", "Q"));
        evaluation.accept(resolution("a3", "S"));
        evaluation.accept(resolution("b1", "R"));
        evaluation.accept(resolution("x1", "R"));
        evaluation.accept(record(Topic.RESOLUTIONS, "{\"messageId\":\"a4\",\"profileId\":null}"));
        evaluation.accept(record(Topic.MERGES, "{\"sequence\":8,\"change\":\"merge\",\"from\":\"R\",\"into\":\"P\"}"));
        evaluation.accept(record(Topic.MERGES, "{\"sequence\":7,\"change\":\"merge\",\"from\":\"Q\",\"into\":\"R\"}"));
        evaluation.accept(new TopicRecord(Topic.PROFILES, null, null));

        Evaluation.Result result = evaluation.result();

        // P holds a1, a2 and b1; S holds a3.
        assertThat(result.events()).isEqualTo(4);
        assertThat(result.others()).isEqualTo(2);
        assertThat(result.people()).isEqualTo(2);
        assertThat(result.profiles()).isEqualTo(2);
        assertThat(result.mixedProfiles()).isEqualTo(1);
        assertThat(result.splitPeople()).isEqualTo(1);
        assertThat(result.precision()).isCloseTo((2 * 2 / 3.0 + 1 / 3.0 + 1) / 4, within(1e-12));
        assertThat(result.recall()).isCloseTo((2 * 2 / 3.0 + 1 / 3.0 + 1) / 4, within(1e-12));
    }

    @Test
    void an_event_is_where_a_split_took_what_it_resolved_by() {
        Evaluation evaluation = new Evaluation(messageId -> messageId.charAt(0) - 'a');
        evaluation.accept(record(Topic.MERGES, """
                {"sequence":9,"ordinal":0,"change":"split","from":"P","into":"Q","reason":"shared_too_widely",
                 "externalIds":[{"collection":"users","type":"anonymous_id","id":"b"}]}"""));
        evaluation.accept(record(Topic.MERGES, """
                {"sequence":3,"ordinal":0,"change":"merge","from":"Q","into":"P"}"""));
        evaluation.accept(resolution("a1", "P", 1, "a", "ip"));
        evaluation.accept(resolution("b1", "Q", 2, "b", "ip"));
        evaluation.accept(resolution("b2", "P", 3, "b", "ip"));
        evaluation.accept(resolution("a2", "P", 4, "a", "ip"));
        evaluation.accept(resolution("b3", "Q", 10, "b", "x"));

        assertThat(evaluation.result()).isEqualTo(new Evaluation.Result(5, 0, 2, 2, 0, 0, 1, 1));
    }

    private static TopicRecord resolution(
            String messageId, String profileId, long sequence, String anonymousId, String ip) {
        return record(Topic.RESOLUTIONS, """
                {"sequence":%d,"messageId":"%s","profileId":"%s","externalIds":[
                 {"collection":"users","type":"anonymous_id","id":"%s"},
                 {"collection":"users","type":"ip_address","id":"%s"}]}""".formatted(sequence, messageId, profileId, anonymousId, ip));
    }

    @Test
    void without_events_nothing_is_wrong() {
        assertThat(new Evaluation(messageId -> 0).result()).isEqualTo(new Evaluation.Result(0, 0, 0, 0, 0, 0, 1, 1));
    }
}
