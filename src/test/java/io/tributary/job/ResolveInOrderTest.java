package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order by event time of the resolving operator, on RocksDB. */
@SuppressWarnings("try") // that closing a harness may be interrupted does not matter here
class ResolveInOrderTest {
    private static final String SPACE = "main";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IN_ORDER = "{event_time: PT0.005S}";

    private final List<String> resolved = new ArrayList<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord> harness =
            open(IN_ORDER, null);

    private static RulesText rules(String order) {
        return new RulesText(
                "rules.yaml",
                "spaces:\n  - {id: main, extends: segment, order: " + order + "}\n"
                        + "  - {id: other, extends: segment}\n");
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord> open(
            String order, @Nullable OperatorSubtaskState state) {
        return open(rules(order), state, rocksDb());
    }

    private static StateBackend rocksDb() {
        EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
        backend.getMemoryConfiguration().setFixedMemoryPerSlot("32mb");
        return backend;
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord> open(
            RulesText rules, @Nullable OperatorSubtaskState state, StateBackend backend) {
        try {
            var opened = new KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord>(
                    new ResolveOperator(rules, 100, new Allowance(true, true)),
                    Observation::space,
                    Command::space,
                    Types.STRING);
            opened.setStateBackend(backend);
            opened.setup();
            if (state == null) {
                opened.initializeEmptyState();
            } else {
                opened.initializeState(state);
            }
            opened.open();
            return opened;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void event(String space, String messageId, long time) throws Exception {
        Observation event = new Observation(
                space,
                messageId,
                EventType.TRACK,
                time,
                RawRecord.NO_TIMESTAMP,
                null,
                null,
                List.of(ExternalId.user("user_id", "of " + messageId)),
                List.of(),
                0,
                Map.of(),
                0,
                null);
        harness.processElement1(event, 0);
        drain();
    }

    private void event(String messageId, long time) throws Exception {
        event(SPACE, messageId, time);
    }

    private void watermark(long time) throws Exception {
        harness.processWatermark1(new Watermark(time));
        drain();
    }

    private void command(String commandId) throws Exception {
        harness.processElement2(
                new Command(SPACE, commandId, Command.Kind.BLOCK, ExternalId.user("email", "x"), null, null, 0, null),
                0);
        drain();
    }

    /** Events as {@code sequence:messageId}, commands as {@code sequence!commandId}. */
    private void drain() throws Exception {
        for (Object each : harness.extractOutputStreamRecords()) {
            var record = (org.apache.flink.streaming.runtime.streamrecord.StreamRecord<?>) each;
            JsonNode json = JSON.readTree(((TopicRecord) record.getValue()).value());
            resolved.add(json.path("sequence").asLong() + ":"
                    + json.path("messageId").asText());
        }
        harness.getOutput().clear();
        var facts = harness.getSideOutput(ResolveOperator.FACTS);
        while (facts != null && !facts.isEmpty()) {
            TopicRecord fact = facts.remove().getValue();
            if (fact.topic() == Topic.AUDIT) {
                audited(JSON.readTree(fact.value()));
            }
        }
    }

    private void audited(JsonNode json) {
        if (json.path("kind").asText().equals("rules")) {
            dropped.put(json.path("space").asText(), json.path("eventsDropped").asLong());
        } else {
            resolved.add(json.path("sequence").asLong() + "!"
                    + json.path("commandId").asText());
        }
    }

    private OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }

    private void restart(String order) throws Exception {
        OperatorSubtaskState state = snapshot();
        harness.close();
        harness = open(order, state);
    }

    @Test
    void an_event_waits_until_the_watermark_has_passed_it_by_the_delay() throws Exception {
        event("a", 10);
        watermark(14);
        assertThat(resolved).isEmpty();
        watermark(15);
        assertThat(resolved).containsExactly("1:a");
    }

    @Test
    void events_have_their_turn_by_time_then_message_id_then_arrival() throws Exception {
        event("b", 12);
        event("c", 10);
        event("a", 12);
        event("a\u0000", 12);
        event("aa", 12);
        event("a", 12);
        event("\u00fc", 12);
        event("d", 11);
        watermark(17);
        assertThat(resolved).containsExactly("1:c", "2:d", "3:a", "4:a", "5:a\u0000", "6:aa", "7:b", "8:\u00fc");
    }

    @Test
    void many_events_of_one_time_have_their_turn_at_once() throws Exception {
        for (int i = 499; i >= 0; i--) {
            event("m%03d".formatted(i), 10);
        }
        watermark(15);
        assertThat(resolved).hasSize(500).startsWith("1:m000", "2:m001").endsWith("500:m499");
    }

    @Test
    void a_late_event_is_resolved_when_it_comes() throws Exception {
        event("a", 100);
        watermark(99);
        event("late", 94);
        event("in time", 95);
        assertThat(resolved).containsExactly("1:late");
        watermark(Long.MAX_VALUE);
        assertThat(resolved).containsExactly("1:late", "2:in time", "3:a");
    }

    @Test
    void a_space_in_the_order_of_arrival_does_not_wait() throws Exception {
        event("other", "b", 12);
        event("other", "a", 10);
        assertThat(resolved).containsExactly("1:b", "2:a");
    }

    @Test
    void commands_neither_wait_nor_hold_up_events() throws Exception {
        event("a", 10);
        command("c");
        harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
        harness.processWatermark2(new Watermark(1000));
        assertThat(resolved).containsExactly("1!c");
        watermark(15);
        assertThat(resolved).containsExactly("1!c", "2:a");
    }

    @Test
    void a_restore_between_any_two_steps_changes_nothing() throws Exception {
        long[] times = {20, 18, 23, 17, 30, 24, 29, 19, 12, 41, 33, 36, 60};
        List<List<String>> runs = new ArrayList<>();
        for (boolean restarts : new boolean[] {false, true}) {
            long newest = 0;
            for (int i = 0; i < times.length; i++) {
                event("m" + i, times[i]);
                if (restarts) {
                    restart(IN_ORDER);
                }
                newest = Math.max(newest, times[i]);
                watermark(newest - 1);
                if (restarts) {
                    restart(IN_ORDER);
                }
            }
            runs.add(List.copyOf(resolved));
            resolved.clear();
            harness.close();
            harness = open(IN_ORDER, null);
        }
        // 24, 19, 12 and 33 are late
        assertThat(runs.get(0))
                .containsExactly(
                        "1:m3", "2:m1", "3:m0", "4:m2", "5:m5", "6:m7", "7:m8", "8:m6", "9:m4", "10:m10", "11:m11",
                        "12:m9");
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    @Test
    void a_late_event_is_late_after_a_restore_too() throws Exception {
        event("a", 100);
        watermark(99);
        restart(IN_ORDER);
        event("late", 94);
        assertThat(resolved).containsExactly("1:late");
    }

    @Test
    void what_waits_is_in_a_canonical_savepoint() throws Exception {
        event("b", 11);
        event("a", 11);
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState savepoint = harness.snapshotWithLocalState(
                        1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                .getJobManagerOwnedState();
        harness.close();
        harness = open(IN_ORDER, savepoint);
        watermark(16);
        assertThat(resolved).containsExactly("1:a", "2:b");
    }

    @Test
    void events_that_wait_when_the_delay_changes_wait_as_long_as_it_says_now() throws Exception {
        event("a", 10);
        event("b", 11);
        restart("{event_time: PT0.002S}");
        event("c", 9);
        watermark(13);
        assertThat(resolved).containsExactly("1:c", "2:a", "3:b");
    }

    @Test
    void events_that_wait_when_a_space_stops_to_order_go_before_whatever_comes() throws Exception {
        event("b", 11);
        event("a", 10);
        restart("arrival");
        event("c", 5);
        command("d");
        watermark(Long.MAX_VALUE);
        assertThat(resolved).containsExactly("1:a", "2:b", "3:c", "4!d");
    }

    @Test
    void a_space_that_starts_to_order_lets_its_next_events_wait() throws Exception {
        restart("arrival");
        event("b", 11);
        restart(IN_ORDER);
        event("d", 12);
        event("c", 10);
        assertThat(resolved).containsExactly("1:b");
        watermark(17);
        assertThat(resolved).containsExactly("1:b", "2:c", "3:d");
    }

    @Test
    void events_that_wait_in_a_space_that_is_no_more_go_with_it() throws Exception {
        event("a", 10);
        OperatorSubtaskState state = snapshot();
        harness.close();
        RulesText without = new RulesText("rules.yaml", "spaces:\n  - {id: other, extends: segment}\n");
        harness = open(without, state, rocksDb());
        watermark(Long.MAX_VALUE);
        assertThat(resolved).isEmpty();
        assertThat(dropped).isEqualTo(Map.of(SPACE, 1L));
    }

    @Test
    void what_is_under_way_when_its_space_goes_belongs_to_nobody() throws Exception {
        event("a", 10);
        OperatorSubtaskState state = snapshot();
        harness.close();
        RulesText without = new RulesText("rules.yaml", "spaces:\n  - {id: other, extends: segment}\n");
        harness = open(without, state, rocksDb());
        event("b", 11);
        command("c");
        assertThat(resolved).isEmpty();
    }

    @Test
    void a_state_backend_that_does_not_sort_is_refused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> open(rules(IN_ORDER), null, new HashMapStateBackend())))
                .hasMessageContaining("state.backend.type: rocksdb");
    }
}
