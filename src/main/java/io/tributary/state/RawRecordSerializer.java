package io.tributary.state;

import io.tributary.model.RawRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of an input record between source and decode.
 *
 * <pre>
 *   | version 1, flags: 1 has a timestamp | topic: text | ± partition | ± offset | ± timestamp, if it has one |
 *   | source header: nullable text | value: nullable bytes |
 * </pre>
 */
public final class RawRecordSerializer extends ImmutableSerializer<RawRecord> {
    private static final RawRecordSerializer INSTANCE = new RawRecordSerializer();

    public static final ImmutableTypeInfo<RawRecord> TYPE = new ImmutableTypeInfo<>(RawRecord.class, INSTANCE);

    private static final int VERSION = 1;
    private static final int HAS_TIMESTAMP = 1;
    private static final RawRecord EMPTY = new RawRecord("", 0, 0, RawRecord.NO_TIMESTAMP, null, null);

    private RawRecordSerializer() {}

    @Override
    public RawRecord createInstance() {
        return EMPTY;
    }

    @Override
    public void serialize(RawRecord raw, DataOutputView target) throws IOException {
        byte[] value = raw.value();
        ByteWriter out = new ByteWriter(128 + (value == null ? 0 : value.length));
        boolean hasTimestamp = raw.timestamp() != RawRecord.NO_TIMESTAMP;
        out.head(VERSION, hasTimestamp ? HAS_TIMESTAMP : 0);
        out.text(raw.topic());
        out.signed(raw.partition());
        out.signed(raw.offset());
        if (hasTimestamp) {
            out.signed(raw.timestamp());
        }
        out.nullableText(raw.sourceHeader());
        out.nullableBytes(value);
        writeFrame(out, target);
    }

    @Override
    public RawRecord deserialize(DataInputView source) throws IOException {
        ByteReader in = new ByteReader(readFrame(source), "an input record");
        int flags = in.head(VERSION, HAS_TIMESTAMP);
        RawRecord raw = new RawRecord(
                in.text(),
                (int) in.signed(),
                in.signed(),
                (flags & HAS_TIMESTAMP) == 0 ? RawRecord.NO_TIMESTAMP : in.signed(),
                in.nullableText(),
                in.nullableBytes());
        in.end();
        return raw;
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends FormatSnapshot<RawRecord> {
        public Snapshot() {
            super(INSTANCE, VERSION);
        }
    }
}
