package io.tributary.state;

import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the keys that lay in the state of a space when the job was started, a few between two events: all at once would
 * be half a minute of a large graph. Those that are written meanwhile may come along or not.
 *
 * <p>Flink's iterator over RocksDB goes on by looking for the key that it gave last. If that one was removed in the
 * meantime it would pass over the next, so it has to be removed through the iterator too; which those are has to be said
 * here.
 */
final class KeyScan {
    private static final Logger LOG = LoggerFactory.getLogger(KeyScan.class);

    private final Iterator<Bytes> keys;
    private final Set<Bytes> removed = new HashSet<>();
    private Bytes last = Bytes.EMPTY;
    private boolean over;
    private boolean complete;

    /** @param keys of the space's state, from its beginning */
    KeyScan(Iterator<Bytes> keys) {
        this.keys = keys;
    }

    /** Whether there is nothing more to read. */
    boolean isOver() {
        return over;
    }

    /** Whether all has been read. Not if some of it cannot be, and not on the heap if it was written to meanwhile. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Reads so many more keys, if there are. What cannot be read ends it and nothing else: no event has asked for it.
     */
    void next(int count, Consumer<Bytes> reader) {
        try {
            for (int i = 0; i < count && !over; i++) {
                if (removed.remove(last)) {
                    keys.remove();
                }
                if (keys.hasNext()) {
                    last = keys.next();
                    reader.accept(last);
                } else {
                    complete = true;
                    end();
                }
            }
        } catch (ConcurrentModificationException e) {
            end(); // on the heap nothing is lost: to look for what is not there costs nothing
        } catch (FlinkRuntimeException e) {
            end();
            LOG.warn(
                    "Not all keys of a graph can be read, so that every external ID that nobody has is looked for in"
                            + " RocksDB: events cost more. Look for damage in a savepoint: tributary state verify",
                    e);
        }
    }

    /** Leaves the rest unread. */
    void end() {
        over = true;
        removed.clear();
    }

    void wasRemoved(Bytes key) {
        if (!over) {
            removed.add(key);
        }
    }

    void wasWritten(Bytes key) {
        if (!removed.isEmpty()) {
            removed.remove(key);
        }
    }
}
