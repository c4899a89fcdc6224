package io.tributary.job;

import io.tributary.model.RawRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Reads files, but half-way waits for a checkpoint, reads on a little, and fails; once. */
final class FailingSource implements Source<RawRecord, JsonLinesSplit, JsonLinesSource.Unassigned> {
    private static final long serialVersionUID = 1;
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private final JsonLinesSource files;
    private final int waitAfter;
    private final int failAfter;

    /**
     * @param waitAfter records that are read before a checkpoint has to come
     * @param failAfter records that are read after it
     */
    FailingSource(List<String> files, int waitAfter, int failAfter) {
        this.files = new JsonLinesSource(files, false);
        this.waitAfter = waitAfter;
        this.failAfter = failAfter;
        FAILED.set(false);
    }

    static boolean hasFailed() {
        return FAILED.get();
    }

    @Override
    public Boundedness getBoundedness() {
        return files.getBoundedness();
    }

    @Override
    public SourceReader<RawRecord, JsonLinesSplit> createReader(SourceReaderContext context) {
        return new Reader(files.createReader(context));
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, JsonLinesSource.Unassigned> createEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context) {
        return files.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, JsonLinesSource.Unassigned> restoreEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context, JsonLinesSource.Unassigned state) {
        return files.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesSplit> getSplitSerializer() {
        return files.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesSource.Unassigned> getEnumeratorCheckpointSerializer() {
        return files.getEnumeratorCheckpointSerializer();
    }

    @SuppressWarnings("try") // Flink declares close() so
    private final class Reader implements SourceReader<RawRecord, JsonLinesSplit> {
        private final SourceReader<RawRecord, JsonLinesSplit> reader;
        private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
        private int read;

        Reader(SourceReader<RawRecord, JsonLinesSplit> reader) {
            this.reader = reader;
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
            if (!FAILED.get() && read == waitAfter && !checkpoint.isDone()) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            if (read == waitAfter + failAfter && FAILED.compareAndSet(false, true)) {
                throw new IOException("a failure on purpose");
            }
            InputStatus status = reader.pollNext(output);
            read += status == InputStatus.MORE_AVAILABLE ? 1 : 0;
            return status;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return read == waitAfter ? checkpoint : reader.isAvailable();
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            if (read == waitAfter) {
                checkpoint.complete(null);
            }
        }

        @Override
        public List<JsonLinesSplit> snapshotState(long id) {
            return reader.snapshotState(id);
        }

        @Override
        public void addSplits(List<JsonLinesSplit> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }
}
