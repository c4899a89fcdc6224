package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Topic;
import io.tributary.state.CacheSize;
import io.tributary.state.ObservationSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // that closing a harness may be interrupted does not matter here
class ResolveOperatorTest {
    private static final long SEED = 20260301;

    private static List<Observation> observations(List<RawRecord> records) {
        List<Observation> observations = new ArrayList<>();
        EventDecoder decoder = new EventDecoder(Traffic.RULES.compile(), false);
        for (RawRecord raw : records) {
            decoder.decode(raw, new EventDecoder.Output() {
                @Override
                public void observation(Observation observation) {
                    observations.add(observation);
                }

                @Override
                public void rejected(Rejected rejected) {}
            });
        }
        return observations;
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord> open(
            int cacheIds, @Nullable OperatorSubtaskState state) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord>(
                new ResolveOperator(Traffic.RULES, cacheIds, Allowance.RELAXING_ONLY),
                Observation::space,
                Command::space,
                Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        if (state == null) {
            harness.initializeEmptyState();
        } else {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static void drain(
            KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord> harness,
            List<TopicRecord> into) {
        for (StreamRecord<? extends TopicRecord> record : harness.extractOutputStreamRecords()) {
            into.add(record.getValue());
        }
        harness.getOutput().clear();
        Queue<StreamRecord<TopicRecord>> facts = harness.getSideOutput(ResolveOperator.FACTS);
        if (facts != null) {
            facts.forEach(record -> into.add(record.getValue()));
            facts.clear();
        }
    }

    private static void assertSame(List<TopicRecord> actual, List<RawRecord> events) {
        List<TopicRecord> expected = EngineLoop.run(Traffic.RULES, events);
        EngineLoop.assertThatAllIsThere(expected);
        for (Topic topic : Topic.values()) {
            if (topic != Topic.REJECTED) {
                assertThat(EngineLoop.of(topic, actual))
                        .as("%s, seed %d", topic, SEED)
                        .isEqualTo(EngineLoop.of(topic, expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 100_000})
    void it_emits_what_the_engine_says_whatever_it_caches(int cacheIds) throws Exception {
        List<RawRecord> events = Traffic.records(1000, 30, SEED);
        List<TopicRecord> actual = new ArrayList<>();
        try (var harness = open(cacheIds, null)) {
            for (Observation observation : observations(events)) {
                harness.processElement1(observation, 0);
            }
            drain(harness, actual);
        }
        assertSame(actual, events);
    }

    @Test
    void it_emits_the_same_when_it_is_restored_before_every_event() throws Exception {
        List<RawRecord> events = Traffic.records(70, 3, SEED);
        List<TopicRecord> actual = new ArrayList<>();
        OperatorSubtaskState state = null;
        long checkpoint = 0;
        for (Observation observation : observations(events)) {
            try (var harness = open(1000, state)) {
                harness.processElement1(observation, 0);
                checkpoint++;
                harness.prepareSnapshotPreBarrier(checkpoint);
                state = harness.snapshot(checkpoint, checkpoint);
                drain(harness, actual);
            }
        }
        assertSame(actual, events);
    }

    @Test
    void it_holds_no_more_than_the_heap_does() throws Exception {
        try (var harness = open(CacheSize.MOST, null)) {
            for (Observation observation : observations(Traffic.records(10, 3, SEED))) {
                harness.processElement1(observation, 0);
            }
            List<TopicRecord> told = new ArrayList<>();
            drain(harness, told);
            assertThat(EngineLoop.of(Topic.RESOLUTIONS, told)).isNotEmpty();
        }
    }

    @Test
    void what_goes_between_operators_never_needs_kryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TopicRecord.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(RawRecord.class);
        assertThat(ObservationSerializer.TYPE.getTypeClass()).isEqualTo(Observation.class);
    }
}
