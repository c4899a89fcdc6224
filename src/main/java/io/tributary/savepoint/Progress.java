package io.tributary.savepoint;

import io.tributary.state.StoredGraph;
import java.util.Iterator;

/** Is told how far reading has come, every few milliseconds at the most often. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (what, done) -> {};

    /** @param done how many of {@code what} have been read so far */
    void at(String what, long done);

    /** The same entries, of which this is told now and then. */
    default Iterable<StoredGraph.Entry> watch(String what, Iterable<StoredGraph.Entry> entries) {
        return () -> new Watched(this, what, entries.iterator());
    }

    /** Counts what is taken. */
    final class Watched implements Iterator<StoredGraph.Entry> {
        private static final int STRIDE = 1 << 12;

        private final Progress progress;
        private final String what;
        private final Iterator<StoredGraph.Entry> entries;
        private long done;

        private Watched(Progress progress, String what, Iterator<StoredGraph.Entry> entries) {
            this.progress = progress;
            this.what = what;
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public StoredGraph.Entry next() {
            done++;
            if (done % STRIDE == 0) {
                progress.at(what, done);
            }
            return entries.next();
        }
    }
}
