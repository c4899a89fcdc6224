package io.tributary.savepoint;

import static java.util.Objects.requireNonNull;

import io.tributary.state.Bytes;
import io.tributary.state.BytesSerializer;
import io.tributary.state.GraphHarness;
import io.tributary.state.StateNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** State with whatever bytes a test wants, under the names of the graph's states. */
final class RawState {
    private final KeyedOneInputStreamOperatorTestHarness<String, Entry, String> harness;

    RawState() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Writer()), Entry::space, Types.STRING);
        harness.setStateBackend(GraphHarness.rocksDb());
        harness.open();
    }

    private record Entry(String space, String state, Bytes key, Bytes value) {}

    void put(String space, String state, Bytes key, Bytes value) throws Exception {
        harness.processElement(new StreamRecord<>(new Entry(space, state, key, value)));
    }

    /** All that was put; there is nothing more to come. */
    OperatorSubtaskState snapshot() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        return state;
    }

    private static final class Writer extends KeyedProcessFunction<String, Entry, String> {
        private static final long serialVersionUID = 1;

        private transient @Nullable ValueState<Long> sequence;
        private final transient Map<String, MapState<Bytes, Bytes>> states = new HashMap<>();

        @Override
        public void open(OpenContext context) {
            sequence = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>(StateNames.SEQUENCE, LongSerializer.INSTANCE));
        }

        @Override
        public void processElement(Entry entry, Context context, Collector<String> out) throws Exception {
            requireNonNull(sequence).update(1L);
            states.computeIfAbsent(
                            entry.state,
                            name -> getRuntimeContext()
                                    .getMapState(new MapStateDescriptor<>(
                                            name, BytesSerializer.INSTANCE, BytesSerializer.INSTANCE)))
                    .put(entry.key, entry.value);
        }
    }
}
