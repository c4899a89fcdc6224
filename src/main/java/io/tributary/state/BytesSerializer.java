package io.tributary.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Length and bytes. */
public final class BytesSerializer extends ImmutableSerializer<Bytes> {
    public static final BytesSerializer INSTANCE = new BytesSerializer();

    private static final int VERSION = 1;

    private BytesSerializer() {}

    @Override
    public Bytes createInstance() {
        return Bytes.EMPTY;
    }

    @Override
    public void serialize(Bytes bytes, DataOutputView target) throws IOException {
        writeFrame(bytes.content(), target);
    }

    @Override
    public Bytes deserialize(DataInputView source) throws IOException {
        return new Bytes(readFrame(source));
    }

    @Override
    public TypeSerializerSnapshot<Bytes> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormatSnapshot<Bytes> {
        public Snapshot() {
            super(INSTANCE, VERSION);
        }
    }
}
