package io.tributary.state;

import io.tributary.engine.GraphStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One space's graph in RocksDB, as the job keeps it, to be asked without an element in between. */
public final class RocksDbGraph implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, GraphOperator.Call, String> harness;
    private GraphStore graph;

    /** @param cacheIds external IDs in the read cache, 0 for none */
    public RocksDbGraph(String space, int cacheIds) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new GraphOperator(cacheIds, 512, states -> states), GraphOperator.Call::space, Types.STRING);
        harness.setStateBackend(GraphHarness.rocksDb());
        harness.setup();
        harness.initializeEmptyState();
        harness.open();
        // The space stays Flink's current key, because no other one ever comes.
        harness.processElement(new StreamRecord<>(new GraphOperator.Call(space, store -> graph = store)));
    }

    public GraphStore graph() {
        return graph;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
