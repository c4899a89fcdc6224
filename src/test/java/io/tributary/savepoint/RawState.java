package io.tributary.savepoint;

import static java.util.Objects.requireNonNull;

import io.tributary.state.Bytes;
import io.tributary.state.BytesSerializer;
import io.tributary.state.GraphHarness;
import io.tributary.state.StateNames;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Graphs with whatever bytes a test wants. */
final class RawState {
    private final KeyedOneInputStreamOperatorTestHarness<String, Entry, String> harness;

    RawState() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Writer()), Entry::space, Types.STRING);
        harness.setStateBackend(GraphHarness.rocksDb());
        harness.open();
    }

    private record Entry(String space, Bytes key, Bytes value) {}

    void put(String space, Bytes key, Bytes value) throws Exception {
        harness.processElement(new StreamRecord<>(new Entry(space, key, value)));
    }

    /** All that was put; there is nothing more to come. */
    OperatorSubtaskState snapshot() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        return state;
    }

    private static final class Writer extends KeyedProcessFunction<String, Entry, String> {
        private static final long serialVersionUID = 1;

        private transient @Nullable ValueState<Integer> form;
        private transient @Nullable MapState<Bytes, Bytes> graph;

        @Override
        public void open(OpenContext context) {
            form = getRuntimeContext().getState(new ValueStateDescriptor<>(StateNames.FORM, IntSerializer.INSTANCE));
            graph = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>(
                            StateNames.GRAPH, BytesSerializer.INSTANCE, BytesSerializer.INSTANCE));
        }

        @Override
        public void processElement(Entry entry, Context context, Collector<String> out) throws Exception {
            requireNonNull(form).update(2);
            requireNonNull(graph).put(entry.key, entry.value);
        }
    }
}
