package io.tributary.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Input files that are read one after the other, and how far they have been read.
 *
 * @param files paths or URIs, in the order in which they are read
 * @param file place in {@code files} of the one that is being read; their number when all have been
 * @param line of that file that was read last, 0 before the first
 * @param offset bytes of that file, unpacked, up to the end of that line
 */
record JsonLinesSplit(List<String> files, int file, long line, long offset) implements SourceSplit {
    JsonLinesSplit {
        files = List.copyOf(files);
    }

    /** Files of which nothing has been read. */
    static JsonLinesSplit of(List<String> files) {
        return new JsonLinesSplit(files, 0, 0, 0);
    }

    /** Whether all of its files have been read to their end. */
    boolean isRead() {
        return file == files.size();
    }

    /** No file is in two splits. */
    @Override
    public String splitId() {
        return files.isEmpty() ? "no files" : files.get(0);
    }

    /** What a checkpoint holds of a split. */
    static final class Serializer implements SimpleVersionedSerializer<JsonLinesSplit> {
        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(JsonLinesSplit split) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeInt(split.files().size());
            for (String file : split.files()) {
                out.writeUTF(file);
            }
            out.writeInt(split.file());
            out.writeLong(split.line());
            out.writeLong(split.offset());
            return out.getCopyOfBuffer();
        }

        @Override
        public JsonLinesSplit deserialize(int version, byte[] bytes) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "a position in input files of version " + version + "; this job reads " + VERSION);
            }
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            int size = in.readInt();
            List<String> files = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                files.add(in.readUTF());
            }
            return new JsonLinesSplit(files, in.readInt(), in.readLong(), in.readLong());
        }
    }
}
