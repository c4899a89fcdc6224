package io.tributary.job;

import io.tributary.codec.LineReader;
import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads the files of one split, one record a line. */
final class JsonLinesCursor implements Closeable {
    /** One byte more than is accepted, so that a line that is too long is still seen to be. */
    private static final int MAX_LINE_BYTES = Bounds.MAX_EVENT_BYTES + 1;

    private static final int GZIP_MAGIC = 0x1f8b;

    private final String id;
    private final long bytesTotal;
    private JsonLinesSplit split;
    private @Nullable LineReader lines;
    private String name = "";

    private volatile int filesRead;
    private volatile long bytesReadBefore;
    private volatile @Nullable CountingStream current;

    /** @throws IOException if there is no such file */
    JsonLinesCursor(JsonLinesSplit split) throws IOException {
        this.split = split;
        this.id = split.splitId();
        this.filesRead = split.file();
        this.bytesTotal = sizes(split.files());
        this.bytesReadBefore = sizes(split.files().subList(0, split.file()));
    }

    String id() {
        return id;
    }

    /** How far it has read. */
    JsonLinesSplit split() {
        return split;
    }

    /** Bytes of its files, as they lie on disk. */
    long bytesTotal() {
        return bytesTotal;
    }

    /** Of these, the ones that have been read. */
    long bytesRead() {
        CountingStream stream = current;
        return bytesReadBefore + (stream == null ? 0 : stream.count.get());
    }

    /** Files whose last line was handed on before the call of {@link #next()} that returned last. */
    long filesRead() {
        return filesRead;
    }

    /**
     * The next line, null after the last.
     *
     * @throws IOException that says where, if a file cannot be read on
     */
    @Nullable
    RawRecord next() throws IOException {
        while (split.file() < split.files().size()) {
            JsonLinesSplit at = split;
            try {
                LineReader reader = lines == null ? open(at) : lines;
                lines = reader;
                byte[] line = reader.next();
                if (line != null) {
                    split = new JsonLinesSplit(at.files(), at.file(), at.line() + 1, reader.position());
                    return new RawRecord(
                            name, RawRecord.FILE_PARTITION, at.line() + 1, RawRecord.NO_TIMESTAMP, null, line);
                }
                finishFile(at);
            } catch (IOException e) {
                throw new IOException(
                        at.files().get(at.file()) + ": cannot be read on after line " + at.line() + ": "
                                + e.getMessage(),
                        e);
            }
        }
        return null;
    }

    private LineReader open(JsonLinesSplit at) throws IOException {
        Path path = new Path(at.files().get(at.file()));
        name = path.getName();
        CountingStream raw = new CountingStream(path.getFileSystem().open(path));
        current = raw;
        BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        InputStream in = magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
        LineReader reader = new LineReader(in, MAX_LINE_BYTES);
        reader.skip(at.offset());
        return reader;
    }

    private void finishFile(JsonLinesSplit at) throws IOException {
        close();
        bytesReadBefore = sizes(at.files().subList(0, at.file() + 1));
        split = new JsonLinesSplit(at.files(), at.file() + 1, 0, 0);
        filesRead = split.file();
    }

    private static long sizes(List<String> files) throws IOException {
        long sum = 0;
        for (String file : files) {
            Path path = new Path(file);
            sum += path.getFileSystem().getFileStatus(path).getLen();
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        LineReader open = lines;
        if (open != null) {
            open.close();
        }
        lines = null;
        current = null;
    }

    /** Counts what is read of a file as it lies on disk. */
    private static final class CountingStream extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count.addAndGet(skipped);
            return skipped;
        }
    }
}
