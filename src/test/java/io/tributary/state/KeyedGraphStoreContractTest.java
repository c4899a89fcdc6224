package io.tributary.state;

import io.tributary.engine.GraphStore;
import io.tributary.engine.GraphStoreContractTest;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The port's contract on both backends, with caches and buffers from none to more than enough. */
final class KeyedGraphStoreContractTest {
    @Nested
    final class OnRocksDbHoldingNothingBack extends InOneOperator {
        OnRocksDbHoldingNothingBack() throws Exception {
            super(GraphHarness.rocksDb(), 0, 0);
        }
    }

    @Nested
    final class OnRocksDbWithoutCache extends InOneOperator {
        OnRocksDbWithoutCache() throws Exception {
            super(GraphHarness.rocksDb(), 0, 512);
        }
    }

    @Nested
    final class OnRocksDbWithTheSmallestCache extends InOneOperator {
        OnRocksDbWithTheSmallestCache() throws Exception {
            super(GraphHarness.rocksDb(), 1, 1);
        }
    }

    @Nested
    final class OnRocksDbWithCache extends InOneOperator {
        OnRocksDbWithCache() throws Exception {
            super(GraphHarness.rocksDb(), 100_000, 512);
        }
    }

    @Nested
    final class OnTheHeapWithoutCache extends InOneOperator {
        OnTheHeapWithoutCache() throws Exception {
            super(new HashMapStateBackend(), 0, 512);
        }
    }

    @Nested
    final class OnTheHeapWithCache extends InOneOperator {
        OnTheHeapWithCache() throws Exception {
            super(new HashMapStateBackend(), 100_000, 1);
        }
    }

    @Nested
    final class AcrossRestoresWithoutCache extends AcrossRestores {
        AcrossRestoresWithoutCache() throws Exception {
            super(0, 512);
        }
    }

    @Nested
    final class AcrossRestoresWithTheSmallestCache extends AcrossRestores {
        AcrossRestoresWithTheSmallestCache() throws Exception {
            super(1, 1);
        }
    }

    @Nested
    final class AcrossRestoresWithCache extends AcrossRestores {
        AcrossRestoresWithCache() throws Exception {
            super(100_000, 512);
        }
    }

    /** Each test in a space of its own, all of them in the same operator. */
    @TestInstance(Lifecycle.PER_CLASS)
    private abstract static class InOneOperator extends GraphStoreContractTest {
        private final GraphHarness harness;
        private int spaces;

        InOneOperator(StateBackend backend, int cacheSize, int seenBound) throws Exception {
            harness = new GraphHarness(backend, cacheSize, seenBound, null);
        }

        @Override
        protected GraphStore emptyStore() {
            spaces++;
            return harness.graph("space-" + spaces);
        }

        @AfterAll
        void close() throws Exception {
            harness.close();
        }
    }

    /** Restored after every change, on the heap backend, which is quick to start. */
    @TestInstance(Lifecycle.PER_CLASS)
    private abstract static class AcrossRestores extends GraphStoreContractTest {
        private final RestartingGraph graph;

        AcrossRestores(int cacheSize, int seenBound) throws Exception {
            graph = new RestartingGraph(new HashMapStateBackend(), cacheSize, seenBound);
        }

        @Override
        protected GraphStore emptyStore() {
            return graph.emptied();
        }

        @AfterAll
        void close() throws Exception {
            graph.close();
        }
    }
}
