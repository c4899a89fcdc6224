package io.tributary.state;

import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the keys that lay in the state of a space when the job was started, a few between two events: all at once would
 * be half a minute of a large graph. Those that are written meanwhile may come along or not.
 *
 * <p>Flink's iterator over RocksDB goes on by looking for the key that it gave last. If that one was removed in the
 * meantime it would pass over the next, so it has to be removed through the iterator too; which those are has to be said
 * here.
 */
final class KeyScan {
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

    /** Whether all has been read. Not if the state lies on the heap, where it cannot be read while it is written to. */
    boolean isComplete() {
        return complete;
    }

    /** Reads so many more keys, if there are. */
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
            end();
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
