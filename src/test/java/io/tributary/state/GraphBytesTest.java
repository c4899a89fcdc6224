package io.tributary.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.MapState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GraphBytesTest {
    /** Entries of 128 bytes at most are kept. */
    private static final int CHUNK_BITS = 12;

    private static final Bytes SMALL = new Bytes(new byte[20]);
    private static final Bytes LARGE = new Bytes(new byte[500]);

    private GraphHarness harness;
    private MapState<Bytes, Bytes> state;
    private final Map<String, GraphBytes.Part> parts = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        harness = new GraphHarness(GraphHarness.rocksDb(), 0, null);
        state = harness.states().getMapState(KeyedGraphStore.graphState());
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    private GraphBytes bytes(int chunks) {
        return new GraphBytes(state, new RecentBytes((long) chunks << CHUNK_BITS, CHUNK_BITS), new KeyFilter(1 << 14));
    }

    private void in(GraphBytes bytes, String space, BiConsumer<GraphBytes.Part, String> action) {
        harness.in(space, store -> action.accept(parts.computeIfAbsent(space, its -> bytes.part()), space));
    }

    private static Bytes key(int i) {
        return new Bytes(new byte[] {(byte) (i >>> 8), (byte) i});
    }

    /** Of what was there before, and of what comes, some is removed; some is forgotten before it is written. */
    @ParameterizedTest
    @CsvSource({"0, 1", "2, 2", "2, 3", "40, 4"})
    void what_was_put_last_is_what_is_found_and_what_is_written_in_the_end(int chunks, int seed) {
        Random random = new Random(seed);
        GraphBytes bytes = bytes(chunks);
        Map<String, Map<Bytes, Bytes>> expected =
                Map.of("a", new HashMap<>(), "b", new HashMap<>(), "c", new HashMap<>());
        expected.forEach((space, its) -> harness.in(space, store -> {
            for (int i = 0; i < 500; i += 3) {
                its.put(key(i), SMALL);
            }
            KeyedGraphStore.write("graph", () -> state.putAll(its));
        }));
        for (int i = 0; i < 6000; i++) {
            in(bytes, "abc".substring(random.nextInt(3)).substring(0, 1), (part, space) -> {
                Map<Bytes, Bytes> its = requireNonNull(expected.get(space));
                Bytes key = key(random.nextInt(500));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        part.remove(key);
                        its.remove(key);
                    }
                    case 1 -> put(part, its, key, new byte[random.nextInt(10) == 0 ? 300 : random.nextInt(80)]);
                    default -> {}
                }
                part.learn(random.nextInt(2));
                assertThat(part.get(key)).isEqualTo(its.get(key));
            });
        }
        expected.forEach((space, its) -> in(bytes, space, (part, name) -> {
            part.flush();
            assertThat(part.isWritten()).isTrue();
            assertThat(inState()).isEqualTo(its);
        }));
    }

    private static void put(GraphBytes.Part part, Map<Bytes, Bytes> expected, Bytes key, byte[] value) {
        part.put(key, new Bytes(value));
        expected.put(key, new Bytes(value));
    }

    private Map<Bytes, Bytes> inState() {
        Map<Bytes, Bytes> found = new HashMap<>();
        requireNonNull(KeyedGraphStore.read("graph", state::entries))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    @Test
    void what_is_small_is_written_together_and_each_key_once() {
        GraphBytes bytes = bytes(40);
        in(bytes, "a", (part, space) -> {
            for (int i = 0; i < 200; i++) {
                part.put(key(i % 63), SMALL);
            }
            assertThat(inState()).isEmpty();
            assertThat(part.isWritten()).isFalse();
            part.put(key(63), SMALL);
            assertThat(part.isWritten()).isTrue();
            assertThat(inState()).hasSize(64);
        });
    }

    @Test
    void what_is_large_is_written_at_once_and_what_was_smaller_is_forgotten() {
        GraphBytes bytes = bytes(40);
        in(bytes, "a", (part, space) -> {
            part.put(key(1), SMALL);
            part.put(key(1), LARGE);
            assertThat(part.isWritten()).isTrue();
            assertThat(inState()).containsExactly(Map.entry(key(1), LARGE));
            part.put(key(1), SMALL);
            assertThat(part.get(key(1))).isEqualTo(SMALL);
            part.flush();
            assertThat(inState()).containsExactly(Map.entry(key(1), SMALL));
        });
    }

    @Test
    void of_all_spaces_together_no_more_waits_than_the_bound() {
        GraphBytes bytes = bytes(40);
        for (int i = 0; i < 2000; i++) {
            int number = i;
            in(bytes, "space" + i % 100, (part, space) -> part.put(key(number), SMALL));
        }
        int[] written = {0};
        for (int i = 0; i < 100; i++) {
            in(bytes, "space" + i, (part, space) -> written[0] += inState().size());
        }
        assertThat(written[0]).isBetween(2000 - 511, 1999);
    }
}
