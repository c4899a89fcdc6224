package io.tributary.job;

import io.tributary.state.KeyedGraphStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many external IDs a subtask holds on the heap: as many as it was told to, but no more than half of the heap holds if
 * every slot of the process has such a subtask. A cache that fills up for weeks and then ends the process would be no help.
 */
final class CacheSize {
    private static final Logger LOG = LoggerFactory.getLogger(CacheSize.class);

    private CacheSize() {}

    /**
     * @param asked external IDs
     * @param heap of the process, in bytes
     * @param slots of the process, 1 at least
     */
    static int of(int asked, long heap, int slots) {
        int most = KeyedGraphStore.idsIn(heap / 2 / slots);
        if (asked <= most) {
            return asked;
        }
        LOG.warn(
                "--cache-ids {}: a slot of this process has room for {}, half of a heap of {} MB in {} slots. More of them"
                        + " need a larger heap (taskmanager.memory.task.heap.size, or the process as a whole).",
                asked,
                most,
                heap >> 20,
                slots);
        return most;
    }
}
