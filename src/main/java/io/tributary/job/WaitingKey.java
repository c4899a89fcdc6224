package io.tributary.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The place of an event among those of its space that happened in the same millisecond.
 *
 * @param messageId comes first in the order
 * @param arrival tells events of one {@code messageId} apart, in the order in which they came, from 0
 */
record WaitingKey(String messageId, long arrival) {

    /**
     * Its bytes sort as the key does, byte by byte and unsigned, which is how RocksDB sorts them.
     *
     * <pre>
     *   | messageId: UTF-8, each 0 as 0 255 | 0 0 | arrival: 8 bytes, the highest first |
     * </pre>
     */
    static final class Serializer extends TypeSerializerSingleton<WaitingKey> {
        static final Serializer INSTANCE = new Serializer();

        private static final long serialVersionUID = 1;
        private static final int ESCAPED_ZERO = 0xFF;

        private Serializer() {}

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public WaitingKey createInstance() {
            return new WaitingKey("", 0);
        }

        @Override
        public WaitingKey copy(WaitingKey from) {
            return from;
        }

        @Override
        public WaitingKey copy(WaitingKey from, WaitingKey reuse) {
            return from;
        }

        /** Variable. */
        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(WaitingKey key, DataOutputView target) throws IOException {
            for (byte octet : key.messageId.getBytes(StandardCharsets.UTF_8)) {
                target.writeByte(octet);
                if (octet == 0) {
                    target.writeByte(ESCAPED_ZERO);
                }
            }
            target.writeByte(0);
            target.writeByte(0);
            target.writeLong(key.arrival);
        }

        @Override
        public WaitingKey deserialize(DataInputView source) throws IOException {
            ByteArrayOutputStream messageId = new ByteArrayOutputStream(64);
            while (true) {
                int octet = source.readUnsignedByte();
                if (octet == 0 && source.readUnsignedByte() == 0) {
                    return new WaitingKey(messageId.toString(StandardCharsets.UTF_8), source.readLong());
                }
                messageId.write(octet);
            }
        }

        @Override
        public WaitingKey deserialize(WaitingKey reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            serialize(deserialize(source), target);
        }

        @Override
        public TypeSerializerSnapshot<WaitingKey> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WaitingKey> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
