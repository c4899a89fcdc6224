package io.tributary.state;

import io.tributary.engine.GraphStore;
import io.tributary.engine.GraphStoreContractTest;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

final class KeyedGraphStoreContractTest {
    @Nested
    final class OnRocksDbWithoutCache extends OnRocksDb {
        OnRocksDbWithoutCache() {
            super(0);
        }
    }

    @Nested
    final class OnRocksDbWithCache extends OnRocksDb {
        OnRocksDbWithCache() {
            super(100);
        }
    }

    @Nested
    final class AcrossRestores extends GraphStoreContractTest {
        private final RestartingGraph graph;

        AcrossRestores() throws Exception {
            graph = new RestartingGraph(new HashMapStateBackend(), 100);
        }

        @Override
        protected GraphStore emptyStore() {
            return graph;
        }

        @AfterEach
        void close() throws Exception {
            graph.close();
        }
    }

    private abstract static class OnRocksDb extends GraphStoreContractTest {
        private final GraphHarness harness;

        OnRocksDb(int cacheSize) {
            try {
                harness = new GraphHarness(GraphHarness.rocksDb(), cacheSize, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected GraphStore emptyStore() {
            return harness.graph("acme");
        }

        @AfterEach
        void close() throws Exception {
            harness.close();
        }
    }
}
