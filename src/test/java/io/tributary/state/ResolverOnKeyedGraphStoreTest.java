package io.tributary.state;

import io.tributary.reference.Agreement;
import io.tributary.reference.Histories;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine over keyed state, some of it restored between every two events, held to the reference model. */
final class ResolverOnKeyedGraphStoreTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 200", "20, 5, 250", "1000000, 512, 300"})
    void resolves_as_the_reference_does_with_a_warm_cache(int cacheSize, int seenBound, long offset) throws Exception {
        GraphHarness harness = new GraphHarness(new HashMapStateBackend(), cacheSize, seenBound, null);
        AtomicInteger spaces = new AtomicInteger();
        Agreement.check(() -> harness.graph("space-" + spaces.incrementAndGet()), Histories.seed() + offset, 50);
        harness.close();
    }

    /** On the heap backend, which is quick to start; what it keeps across restores is the same bytes. */
    @ParameterizedTest
    @CsvSource({"0, 512, 0", "1, 1, 40", "1000000, 512, 80"})
    void resolves_as_the_reference_does_across_restores(int cacheSize, int seenBound, long offset) throws Exception {
        RestartingGraph graph = new RestartingGraph(new HashMapStateBackend(), cacheSize, seenBound);
        Agreement.check(graph::emptied, Histories.seed() + offset, 40);
        graph.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 512, 180", "1000000, 1, 182"})
    void resolves_as_the_reference_does_across_restores_of_rocksdb(int cacheSize, int seenBound, long offset)
            throws Exception {
        RestartingGraph graph = new RestartingGraph(GraphHarness.rocksDb(), cacheSize, seenBound);
        Agreement.check(graph::emptied, Histories.seed() + offset, 2);
        graph.close();
    }
}
