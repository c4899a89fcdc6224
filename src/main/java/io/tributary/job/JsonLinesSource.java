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
public final class JsonLinesSource implements Source<RawRecord, JsonLinesSplit, JsonLinesSource.Unassigned> {
    /** The run that goes on with whatever it is restored from. */
    static final String ANY_RUN = "";

    private static final long serialVersionUID = 1;

    private final ArrayList<String> files;
    private final boolean sideBySide;
    private final boolean stays;
    private final String run;

    /**
     * The enumerator's part of a checkpoint.
     *
     * @param run that wrote it, {@link #ANY_RUN} if it has no name
     * @param splits none once they have been assigned
     */
    record Unassigned(String run, List<JsonLinesSplit> splits) {
        Unassigned {
            splits = List.copyOf(splits);
        }
    }

    /**
     * @param files paths or URIs of file systems that Flink knows; without any there is nothing to read
     * @param sideBySide whether each file has its own event time and the one that is furthest behind is always read on;
     *     otherwise they are read one after the other, in this order
     */
    public JsonLinesSource(List<String> files, boolean sideBySide) {
        this(files, sideBySide, false, ANY_RUN);
    }

    /**
     * The same for a run whose state is kept.
     *
     * @param stays whether it waits to be stopped when everything has been read. A source that ends is never read again
     *     by a job that starts from a later checkpoint, whatever files it is given.
     * @param run a name of its own if it reads its files from their first line although it may start from the state of
     *     another run; what it wrote itself it goes on with
     */
    JsonLinesSource(List<String> files, boolean sideBySide, boolean stays, String run) {
        this.files = new ArrayList<>(files);
        this.sideBySide = sideBySide;
        this.stays = stays;
        this.run = run;
    }

    @Override
    public Boundedness getBoundedness() {
        return stays ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RawRecord, JsonLinesSplit> createReader(SourceReaderContext context) {
        return new JsonLinesReader(context.metricGroup(), stays);
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, Unassigned> createEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context) {
        return new Enumerator(context, run, splits());
    }

    private List<JsonLinesSplit> splits() {
        if (!sideBySide) {
            return List.of(JsonLinesSplit.of(files));
        }
        return files.stream().map(file -> JsonLinesSplit.of(List.of(file))).toList();
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, Unassigned> restoreEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context, Unassigned restored) {
        boolean itsOwn = run.equals(ANY_RUN) || run.equals(restored.run());
        return new Enumerator(context, run, itsOwn ? restored.splits() : splits());
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesSplit> getSplitSerializer() {
        return new JsonLinesSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Unassigned> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer();
    }

    /** Gives the splits to the only reader there is. */
    private static final class Enumerator implements SplitEnumerator<JsonLinesSplit, Unassigned> {
        private final SplitEnumeratorContext<JsonLinesSplit> context;
        private final String run;
        private final List<JsonLinesSplit> unassigned;

        Enumerator(SplitEnumeratorContext<JsonLinesSplit> context, String run, List<JsonLinesSplit> unassigned) {
            this.context = context;
            this.run = run;
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
        public Unassigned snapshotState(long checkpointId) {
            return new Unassigned(run, unassigned);
        }

        @Override
        public void close() {}
    }

    /** Writes the enumerator's part of a checkpoint. */
    static final class UnassignedSerializer implements SimpleVersionedSerializer<Unassigned> {
        /** In which there was but one split, and no number of them. */
        private static final int ONE_SPLIT = 1;

        /** In which no run had a name. */
        private static final int NO_RUN = 2;

        private static final int VERSION = 3;

        private final JsonLinesSplit.Serializer serializer = new JsonLinesSplit.Serializer();

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(Unassigned unassigned) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeUTF(unassigned.run());
            out.writeInt(serializer.getVersion());
            out.writeInt(unassigned.splits().size());
            for (JsonLinesSplit split : unassigned.splits()) {
                byte[] bytes = serializer.serialize(split);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public Unassigned deserialize(int version, byte[] bytes) throws IOException {
            if (version == ONE_SPLIT) {
                List<JsonLinesSplit> split =
                        bytes.length == 0 ? List.of() : List.of(serializer.deserialize(ONE_SPLIT, bytes));
                return new Unassigned(ANY_RUN, split);
            }
            if (version != NO_RUN && version != VERSION) {
                throw new IOException(
                        "unassigned input files of version " + version + "; this job reads up to " + VERSION);
            }
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            String run = version == NO_RUN ? ANY_RUN : in.readUTF();
            int splitVersion = in.readInt();
            int size = in.readInt();
            List<JsonLinesSplit> splits = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                byte[] split = new byte[in.readInt()];
                in.readFully(split);
                splits.add(serializer.deserialize(splitVersion, split));
            }
            return new Unassigned(run, splits);
        }
    }
}
