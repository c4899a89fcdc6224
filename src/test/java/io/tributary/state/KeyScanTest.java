package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tributary.CapturedLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyScanTest {
    private static Bytes key(int i) {
        return new Bytes(new byte[] {(byte) (i >>> 16), (byte) (i >>> 8), (byte) i});
    }

    private static void onState(StateBackend backend, Consumer action) throws Exception {
        GraphHarness harness = new GraphHarness(backend, 0, null);
        try {
            harness.in("acme", store -> {
                try {
                    action.accept(harness.states().getMapState(KeyedGraphStore.graphState()));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } finally {
            harness.close();
        }
    }

    private interface Consumer {
        void accept(MapState<Bytes, Bytes> state) throws Exception;
    }

    /** Keys come and go while they are read, and most of all those that were read last. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void every_key_that_was_there_all_the_time_is_read(int seed) throws Exception {
        onState(GraphHarness.rocksDb(), state -> {
            Random random = new Random(seed);
            Set<Integer> always = new TreeSet<>();
            for (int i = 0; i < 3000; i++) {
                state.put(key(i), Bytes.EMPTY);
                always.add(i);
            }
            Set<Bytes> read = new HashSet<>();
            int[] last = {0};
            KeyScan scan = new KeyScan(state.keys().iterator());
            while (!scan.isOver()) {
                scan.next(1 + random.nextInt(7), key -> {
                    read.add(key);
                    last[0] = number(key);
                });
                for (int gone : List.of(last[0], last[0] + random.nextInt(130), random.nextInt(3000))) {
                    if (random.nextInt(3) == 0) {
                        state.remove(key(gone));
                        scan.wasRemoved(key(gone));
                        always.remove(gone);
                    }
                }
                int added = random.nextInt(3000);
                state.put(key(added), Bytes.EMPTY);
                scan.wasWritten(key(added));
            }
            assertThat(scan.isComplete()).isTrue();
            assertThat(read).containsAll(always.stream().map(KeyScanTest::key).toList());
            assertThat(always).hasSizeGreaterThan(500);
        });
    }

    private static int number(Bytes key) {
        return (key.content()[0] & 0xFF) << 16 | (key.content()[1] & 0xFF) << 8 | (key.content()[2] & 0xFF);
    }

    @Test
    void what_was_removed_and_written_again_meanwhile_is_still_there() throws Exception {
        onState(GraphHarness.rocksDb(), state -> {
            for (int i = 0; i < 300; i++) {
                state.put(key(i), Bytes.EMPTY);
            }
            KeyScan scan = new KeyScan(state.keys().iterator());
            while (!scan.isOver()) {
                scan.next(1, key -> {});
                for (int i = 0; i < 300; i++) {
                    state.remove(key(i));
                    scan.wasRemoved(key(i));
                    state.put(key(i), Bytes.EMPTY);
                    scan.wasWritten(key(i));
                }
            }
            assertThat(state.keys()).hasSize(300);
        });
    }

    /** Damage in what no event asks for ends no job. */
    @Test
    void what_cannot_be_read_ends_the_scan_and_nothing_else() {
        Iterator<Bytes> damaged = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                if (given == 3) {
                    throw new FlinkRuntimeException("block checksum mismatch");
                }
                return true;
            }

            @Override
            public Bytes next() {
                return key(given++);
            }
        };
        List<Bytes> read = new ArrayList<>();
        KeyScan scan = new KeyScan(damaged);
        try (CapturedLog log = CapturedLog.open(Level.WARN)) {
            scan.next(10, read::add);
            assertThat(log.text()).contains("block checksum mismatch", "state verify");
        }
        assertThat(read).containsExactly(key(0), key(1), key(2));
        assertThat(scan.isOver()).isTrue();
        assertThat(scan.isComplete()).isFalse();
    }

    @Test
    void of_an_empty_state_all_is_read_at_once() throws Exception {
        onState(GraphHarness.rocksDb(), state -> {
            KeyScan scan = new KeyScan(state.keys().iterator());
            scan.next(1, key -> {});
            assertThat(scan.isComplete()).isTrue();
        });
    }

    @Test
    void of_state_on_the_heap_that_is_written_to_not_all_is_read() throws Exception {
        onState(new HashMapStateBackend(), state -> {
            for (int i = 0; i < 100; i++) {
                state.put(key(i), Bytes.EMPTY);
            }
            KeyScan scan = new KeyScan(state.keys().iterator());
            scan.next(1, key -> {});
            state.put(key(100), Bytes.EMPTY);
            assertThatNoException().isThrownBy(() -> scan.next(1, key -> {}));
            assertThat(scan.isOver()).isTrue();
            assertThat(scan.isComplete()).isFalse();
        });
    }
}
