package io.tributary.state;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** The least operator around a {@link KeyedGraphStore}: lets each element do what it wants with its space's graph. */
final class GraphOperator extends AbstractStreamOperator<String>
        implements OneInputStreamOperator<GraphOperator.Call, String> {
    private final int cacheSize;
    private final int seenBound;
    private final transient UnaryOperator<KeyedStateStore> around;
    private transient @Nullable KeyedGraphStore store;

    GraphOperator(int cacheSize, int seenBound, UnaryOperator<KeyedStateStore> around) {
        this.cacheSize = cacheSize;
        this.seenBound = seenBound;
        this.around = around;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        KeyedStateStore states = context.getKeyedStateStore();
        OlderGraphs.move(getKeyedStateBackend(), states);
        // So small that what a test writes goes round in it several times, and some of it does not fit.
        RecentBytes recent = new RecentBytes(cacheSize == 0 ? 0 : 1 << 16, 14);
        KeyFilter filter = new KeyFilter(cacheSize == 0 ? 0 : 1 << 16);
        ReadCache latest = new ReadCache(cacheSize / 2);
        ReadCache others = new ReadCache(cacheSize - cacheSize / 2);
        store = new KeyedGraphStore(around.apply(states), latest, others, recent, filter, seenBound);
    }

    @Override
    public void processElement(StreamRecord<Call> element) {
        Call call = element.getValue();
        KeyedGraphStore graph = requireNonNull(store);
        graph.enter(call.space());
        call.action().accept(graph);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        requireNonNull(store).flush(this::setCurrentKey);
    }

    record Call(String space, Consumer<KeyedGraphStore> action) {}
}
