package io.tributary.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * The state {@code graph} of the spaces of one subtask, as bytes. Reads go through {@link RecentBytes}, and what {@link
 * KeyFilter} denies is not looked for. Writes go to both of them at once, and to Flink some at a time, because RocksDB
 * takes a batch for less than its entries one by one.
 *
 * <p>A {@link Part} is one space's. It is asked, and told, only while its space is Flink's current key.
 */
final class GraphBytes {
    /** Entries for which what a batch costs by itself hardly counts; with more, the event that writes them takes longer. */
    private static final int BATCH = 64;

    /** Entries of all spaces that wait. All of them may be left to a barrier, a millisecond or so. */
    private static final int MOST_WAITING = 512;

    private final MapState<Bytes, Bytes> state;
    private final RecentBytes recent;
    private final KeyFilter filter;
    private int parts;
    private int waiting;

    GraphBytes(MapState<Bytes, Bytes> state, RecentBytes recent, KeyFilter filter) {
        this.state = state;
        this.recent = recent;
        this.filter = filter;
    }

    /** That of the current key, which has had none yet. */
    Part part() {
        Iterable<Bytes> keys = KeyedGraphStore.read(StateNames.GRAPH, state::keys);
        return new Part(parts++, new KeyScan(keys == null ? Collections.emptyIterator() : keys.iterator()));
    }

    /** Whether an entry is small enough for what was read or written last. */
    boolean takes(Bytes key, Bytes value) {
        return recent.takes(key, value);
    }

    /** One space's, however much of it lies in Flink's state by now. */
    final class Part {
        private final int number;

        /** What the filter has not learnt yet. */
        private final KeyScan scan;

        /** What Flink's state does not have yet. */
        private final Map<Bytes, Bytes> batch = new HashMap<>();

        private Part(int number, KeyScan scan) {
            this.number = number;
            this.scan = scan;
        }

        /** Whether Flink's state has everything. */
        boolean isWritten() {
            return batch.isEmpty();
        }

        @Nullable
        Bytes get(Bytes key) {
            Bytes kept = recent.get(number, key);
            if (kept != null) {
                return kept;
            }
            if (scan.isComplete() && !filter.mayHave(number, key)) {
                return null;
            }
            Bytes newer = batch.get(key);
            if (newer != null) {
                return newer;
            }
            Bytes value = KeyedGraphStore.read(StateNames.GRAPH, () -> state.get(key));
            if (value != null) {
                recent.put(number, key, value);
            }
            return value;
        }

        /** What is large is written at once: a batch of such would be a burden on the heap, and saves nothing. */
        void put(Bytes key, Bytes value) {
            recent.put(number, key, value);
            filter.add(number, key);
            if (!takes(key, value)) {
                drop(key);
                KeyedGraphStore.write(StateNames.GRAPH, () -> state.put(key, value));
                scan.wasWritten(key);
                return;
            }
            if (batch.put(key, value) == null) {
                waiting++;
            }
            if (batch.size() >= BATCH || waiting >= MOST_WAITING) {
                flush();
            }
        }

        void remove(Bytes key) {
            recent.remove(number, key);
            drop(key);
            KeyedGraphStore.write(StateNames.GRAPH, () -> state.remove(key));
            scan.wasRemoved(key);
        }

        private void drop(Bytes key) {
            if (batch.remove(key) != null) {
                waiting--;
            }
        }

        /** Writes to Flink's state what it does not have yet. */
        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            KeyedGraphStore.write(StateNames.GRAPH, () -> state.putAll(batch));
            batch.keySet().forEach(scan::wasWritten);
            waiting -= batch.size();
            batch.clear();
        }

        /** Lets the filter learn some more of what lay in state before it was there. */
        void learn(int keys) {
            if (scan.isOver()) {
                return;
            }
            if (filter.isFull()) {
                scan.end();
            } else {
                scan.next(keys, key -> filter.add(number, key));
            }
        }
    }
}
