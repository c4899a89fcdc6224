package io.tributary.job;

import io.tributary.codec.LineReader;
import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/** Reads the files of a {@link JsonLinesSplit}, one record a line. */
final class JsonLinesReader implements SourceReader<RawRecord, JsonLinesSplit> {
    /** One byte more than is accepted, so that a line that is too long is still seen to be. */
    private static final int MAX_LINE_BYTES = Bounds.MAX_EVENT_BYTES + 1;

    private static final int GZIP_MAGIC = 0x1f8b;

    private final CompletableFuture<Void> assigned = new CompletableFuture<>();

    private @Nullable JsonLinesSplit split;
    private @Nullable LineReader lines;
    private String name = "";

    private volatile long bytesTotal;
    private volatile long bytesReadBefore;
    private volatile @Nullable CountingStream current;

    JsonLinesReader(MetricGroup metrics) {
        metrics.gauge(JobNames.BYTES_READ, (Gauge<Long>) this::bytesRead);
        metrics.gauge(JobNames.BYTES_TOTAL, (Gauge<Long>) () -> bytesTotal);
    }

    private long bytesRead() {
        CountingStream stream = current;
        return bytesReadBefore + (stream == null ? 0 : stream.count.get());
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) {
        JsonLinesSplit at = split;
        if (at == null) {
            return assigned.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        if (at.file() == at.files().size()) {
            split = null;
            return InputStatus.END_OF_INPUT;
        }
        try {
            LineReader reader = lines == null ? open(at) : lines;
            lines = reader;
            byte[] line = reader.next();
            if (line == null) {
                finishFile(at);
            } else {
                split = new JsonLinesSplit(at.files(), at.file(), at.line() + 1, reader.position());
                output.collect(new RawRecord(
                        name, RawRecord.FILE_PARTITION, at.line() + 1, RawRecord.NO_TIMESTAMP, null, line));
            }
            return InputStatus.MORE_AVAILABLE;
        } catch (IOException e) {
            // Reading it again would fail again.
            throw new SuppressRestartsException(new IOException(
                    at.files().get(at.file()) + ": cannot be read on after line " + at.line() + ": " + e.getMessage(),
                    e));
        }
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
    }

    @Override
    public void addSplits(List<JsonLinesSplit> splits) {
        JsonLinesSplit added = splits.get(0);
        split = added;
        try {
            bytesTotal = sizes(added.files());
            bytesReadBefore = sizes(added.files().subList(0, added.file()));
        } catch (IOException e) {
            throw new SuppressRestartsException(e);
        }
        assigned.complete(null);
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
    public List<JsonLinesSplit> snapshotState(long checkpointId) {
        JsonLinesSplit at = split;
        return at == null ? List.of() : List.of(at);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return assigned;
    }

    @Override
    public void notifyNoMoreSplits() {
        assigned.complete(null);
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
