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
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Files of JSON lines, plain or gzip, as events or commands. Every line is a record, in the order of the lines, so the
 * source runs with parallelism 1. A line longer than an event may be is handed on up to one byte more than that.
 */
public final class JsonLinesSource implements Source<RawRecord, JsonLinesSplit, List<JsonLinesSplit>> {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> files;
    private final boolean sideBySide;

    /**
     * @param files paths or URIs of file systems that Flink knows; without any there is nothing to read
     * @param sideBySide whether each file has its own event time and the one that is furthest behind is always read on;
     *     otherwise they are read one after the other, in this order
     */
    public JsonLinesSource(List<String> files, boolean sideBySide) {
        this.files = new ArrayList<>(files);
        this.sideBySide = sideBySide;
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
        return new Enumerator(context, splits());
    }

    private List<JsonLinesSplit> splits() {
        if (!sideBySide) {
            return List.of(JsonLinesSplit.of(files));
        }
        return files.stream().map(file -> JsonLinesSplit.of(List.of(file))).toList();
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

    /** Gives the splits to the only reader there is. */
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

    /** The enumerator's part of a checkpoint: the splits, or nothing once they have been assigned. */
    static final class UnassignedSerializer implements SimpleVersionedSerializer<List<JsonLinesSplit>> {
        /** In which there was but one split, and no number of them. */
        private static final int ONE_SPLIT = 1;

        private static final int VERSION = 2;

        private final JsonLinesSplit.Serializer serializer = new JsonLinesSplit.Serializer();

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(List<JsonLinesSplit> unassigned) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeInt(serializer.getVersion());
            out.writeInt(unassigned.size());
            for (JsonLinesSplit split : unassigned) {
                byte[] bytes = serializer.serialize(split);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public List<JsonLinesSplit> deserialize(int version, byte[] bytes) throws IOException {
            if (version == ONE_SPLIT) {
                return bytes.length == 0 ? List.of() : List.of(serializer.deserialize(ONE_SPLIT, bytes));
            }
            if (version != VERSION) {
                throw new IOException(
                        "unassigned input files of version " + version + "; this job reads up to " + VERSION);
            }
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            int splitVersion = in.readInt();
            int size = in.readInt();
            List<JsonLinesSplit> splits = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                byte[] split = new byte[in.readInt()];
                in.readFully(split);
                splits.add(serializer.deserialize(splitVersion, split));
            }
            return splits;
        }
    }
}
