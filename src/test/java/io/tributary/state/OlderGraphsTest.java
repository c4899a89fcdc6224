package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.GraphChange;
import io.tributary.engine.MemoryGraphStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link GoldenBytesTest} restores is what earlier releases have written; this is more of it, and of every kind. */
final class OlderGraphsTest {
    private static final List<String> SPACES = List.of("acme", "other", "größe");

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "false, 3"})
    void a_graph_of_the_older_form_is_afterwards_as_if_it_had_always_been_in_this_one(boolean rocksDb, long seed)
            throws Exception {
        GraphHarness harness = new GraphHarness(backend(rocksDb), 0, null);
        RandomGraph random = new RandomGraph(new RandomValues(seed));
        List<MemoryGraphStore> expected = new ArrayList<>();
        for (String space : SPACES) {
            MemoryGraphStore known = new MemoryGraphStore();
            for (int i = 0; i < 100; i++) {
                GraphChange change = random.change(known);
                known.apply(change);
                harness.graph(space).apply(change);
            }
            expected.add(known);
        }
        Set<StateDump.Entry> today = Set.copyOf(harness.dump().entries());
        SPACES.forEach(space -> harness.in(space, store -> toOlderForm(harness.states())));
        assertThat(harness.dump().entries()).extracting(StateDump.Entry::state).doesNotContain(StateNames.GRAPH);

        GraphHarness restored = new GraphHarness(backend(rocksDb), 0, harness.snapshot());
        harness.close();
        assertThat(Set.copyOf(restored.dump().entries())).as("seed " + seed).isEqualTo(today);
        for (int i = 0; i < SPACES.size(); i++) {
            random.assertAllSame(restored.graph(SPACES.get(i)), expected.get(i), "seed " + seed);
        }
        restored.graph("acme").apply(GraphChange.none(1000));

        GraphHarness again = new GraphHarness(backend(rocksDb), 0, restored.snapshot());
        restored.close();
        assertThat(again.graph("acme").sequence()).isEqualTo(1000);
        assertThat(again.graph("other").sequence()).isEqualTo(100);
        again.close();
    }

    private static StateBackend backend(boolean rocksDb) {
        return rocksDb ? GraphHarness.rocksDb() : new HashMapStateBackend();
    }

    private static void toOlderForm(KeyedStateStore states) {
        KeyedGraphStore.write("graph", () -> {
            MapState<Bytes, Bytes> graph = states.getMapState(KeyedGraphStore.graphState());
            for (Map.Entry<Bytes, Bytes> entry : graph.entries()) {
                GraphPart part = GraphPart.of(entry.getKey());
                if (part == GraphPart.SEQUENCE) {
                    states.getState(OlderGraphs.sequenceState()).update(SequenceFormat.decode(entry.getValue()));
                } else {
                    ByteReader key = new ByteReader(entry.getKey().content(), "a key");
                    ByteWriter older = new ByteWriter(64);
                    older.varint(GraphPart.untag(key));
                    older.raw(key.rest());
                    states.getMapState(OlderGraphs.mapState(part)).put(older.toBytes(), entry.getValue());
                }
            }
            graph.clear();
            states.getState(KeyedGraphStore.formState()).clear();
        });
    }
}
