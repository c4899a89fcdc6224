package io.tributary.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Pointers of which nothing but {@code lastSeen} has moved, and which are not in Flink's state yet. Were each written at
 * once, an event that changes nothing else would write; were all written at the barrier, the barrier would wait. So they
 * gather here, one that is seen again in its place, and as soon as there are more than may be, those that were not seen
 * for longest are written: never more for an event than it has seen, never more for a barrier than the bound.
 *
 * <p>A {@link Part} is one space's, and lies over its state: whoever reads asks here first. The bound is on all parts
 * together. What goes is always of the part that is added to, because only its space can be written then; that is
 * enough, for all were within the bound before.
 */
final class SeenBuffer {
    private final int bound;
    private int size;

    /** @param bound the most pointers to hold, of all spaces; 0 for none */
    SeenBuffer(int bound) {
        if (bound < 0) {
            throw new IllegalArgumentException("a buffer of " + bound + " pointers: the bound must be 0 or more");
        }
        this.bound = bound;
    }

    Part part() {
        return new Part();
    }

    /** Pointers held, of all spaces. */
    int size() {
        return size;
    }

    /** The part of one space, values by key in the bytes of its state. */
    final class Part {
        private final Map<Bytes, Bytes> values = new LinkedHashMap<>(16, 0.75f, true);

        private Part() {}

        boolean isEmpty() {
            return values.isEmpty();
        }

        @Nullable
        Bytes get(Bytes key) {
            return values.isEmpty() ? null : values.get(key);
        }

        /** @param write is told what goes for it */
        void put(Bytes key, Bytes value, BiConsumer<Bytes, Bytes> write) {
            if (values.put(key, value) == null) {
                size++;
            }
            writeAllBut(bound, write);
        }

        /** Forgets what is held of a key: its state is about to say something newer. */
        void drop(Bytes key) {
            if (!values.isEmpty() && values.remove(key) != null) {
                size--;
            }
        }

        void flush(BiConsumer<Bytes, Bytes> write) {
            writeAllBut(size - values.size(), write);
        }

        /** Writes this part's, longest ago first, until all parts together hold so many. */
        private void writeAllBut(int rest, BiConsumer<Bytes, Bytes> write) {
            Iterator<Map.Entry<Bytes, Bytes>> longestAgo = values.entrySet().iterator();
            while (size > rest) {
                Map.Entry<Bytes, Bytes> entry = longestAgo.next();
                write.accept(entry.getKey(), entry.getValue());
                longestAgo.remove();
                size--;
            }
        }
    }
}
