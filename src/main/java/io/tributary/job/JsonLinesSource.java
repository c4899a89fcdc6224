package io.tributary.job;

import io.tributary.model.RawRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Files of JSON lines, plain or gzip, as events. Every line is a record, in the order of the lines and of the files, so
 * the source runs with parallelism 1. A line longer than an event may be is handed on up to one byte more than that.
 */
public final class JsonLinesSource implements Source<RawRecord, JsonLinesSplit, List<JsonLinesSplit>> {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> files;

    /** @param files paths or URIs of file systems that Flink knows, in the order in which they are read */
    public JsonLinesSource(List<String> files) {
        this.files = new ArrayList<>(files);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RawRecord, JsonLinesSplit> createReader(SourceReaderContext context) {
        return new JsonLinesReader(context.metricGroup());
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, List<JsonLinesSplit>> createEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context) {
        return new Enumerator(context, List.of(new JsonLinesSplit(files, 0, 0, 0)));
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, List<JsonLinesSplit>> restoreEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context, List<JsonLinesSplit> unassigned) {
        return new Enumerator(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesSplit> getSplitSerializer() {
        return new JsonLinesSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<List<JsonLinesSplit>> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer();
    }

    /** Gives the split to the only reader there is. */
    private static final class Enumerator implements SplitEnumerator<JsonLinesSplit, List<JsonLinesSplit>> {
        private final SplitEnumeratorContext<JsonLinesSplit> context;
        private final List<JsonLinesSplit> unassigned;

        Enumerator(SplitEnumeratorContext<JsonLinesSplit> context, List<JsonLinesSplit> unassigned) {
            this.context = context;
            this.unassigned = new ArrayList<>(unassigned);
        }

        @Override
        public void start() {}

        @Override
        public void addReader(int subtask) {
            unassigned.forEach(split -> context.assignSplit(split, subtask));
            unassigned.clear();
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String hostname) {}

        @Override
        public void addSplitsBack(List<JsonLinesSplit> splits, int subtask) {
            unassigned.addAll(splits);
        }

        @Override
        public List<JsonLinesSplit> snapshotState(long checkpointId) {
            return List.copyOf(unassigned);
        }

        @Override
        public void close() {}
    }

    /** The enumerator's part of a checkpoint: the split, or nothing once it has been assigned. */
    private static final class UnassignedSerializer implements SimpleVersionedSerializer<List<JsonLinesSplit>> {
        private final JsonLinesSplit.Serializer serializer = new JsonLinesSplit.Serializer();

        @Override
        public int getVersion() {
            return serializer.getVersion();
        }

        @Override
        public byte[] serialize(List<JsonLinesSplit> unassigned) throws IOException {
            return unassigned.isEmpty() ? new byte[0] : serializer.serialize(unassigned.get(0));
        }

        @Override
        public List<JsonLinesSplit> deserialize(int version, byte[] bytes) throws IOException {
            return bytes.length == 0 ? List.of() : List.of(serializer.deserialize(version, bytes));
        }
    }
}
