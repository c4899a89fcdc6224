package io.tributary.state;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the graphs of one subtask may take of the heap, all of them together. It is what one slot has of half the heap, if
 * every slot of the process has such a subtask: a cache that fills up for weeks and then ends the process would be no help.
 * Most of it is taken only as the graph grows.
 *
 * @param ids external IDs that {@link ReadCache} holds as objects, pointers and identifiers of profiles counted each
 * @param recentBytes of {@link RecentBytes}
 * @param filterBytes of {@link KeyFilter}
 */
public record CacheSize(int ids, long recentBytes, long filterBytes) {
    /** The most external IDs that a subtask can be told to hold as objects. */
    public static final int MOST = ReadCache.MOST;

    private static final Logger LOG = LoggerFactory.getLogger(CacheSize.class);

    /** On the heap, of an external ID as objects. */
    private static final int BYTES_AN_ID = 500;

    /** Objects are looked through by the garbage collector, so most of the room is for bytes. */
    private static final int PART_OF_OBJECTS = 3;

    /** There is room for the keys of five times as many entries as for their bytes. */
    private static final int PART_OF_FILTER = 20;

    /** Where entries lie takes a fifth of what they take. */
    private static final int PART_OF_PLACES = 6;

    /**
     * @param asked external IDs to hold as objects, 0 for no cache of anything, {@link #MOST} at most
     * @param heap of the process, in bytes
     * @param slots of the process, 1 at least
     */
    public static CacheSize of(int asked, long heap, int slots) {
        if (asked == 0) {
            return new CacheSize(0, 0, 0);
        }
        long share = heap / 2 / slots;
        int most = (int) Math.min(share / PART_OF_OBJECTS / BYTES_AN_ID, MOST);
        if (asked > most) {
            LOG.warn(
                    "--cache-ids {}: a slot of this process has room for {}, a third of its part of half of a heap of {} MB"
                            + " in {} slots. More of them need a larger heap (taskmanager.memory.task.heap.size, or the"
                            + " process as a whole).",
                    asked,
                    most,
                    heap >> 20,
                    slots);
        }
        int ids = Math.min(asked, most);
        long filter = share / PART_OF_FILTER;
        long recent = share - (long) ids * BYTES_AN_ID - filter;
        return new CacheSize(ids, recent / PART_OF_PLACES * (PART_OF_PLACES - 1), filter);
    }
}
