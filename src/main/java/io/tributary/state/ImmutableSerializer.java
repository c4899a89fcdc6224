package io.tributary.state;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of immutable values, without state of its own: copies are the value itself. Each value is a frame, its
 * length as a varint and then that many bytes, so that bytes can be passed on without being understood. What the bytes
 * mean, and their version, is up to the subclass.
 *
 * @param <T> is never null
 */
public abstract class ImmutableSerializer<T> extends TypeSerializer<T> {
    private static final int AT_ONCE = 4 << 20;

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    /** Variable. */
    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        writeFrame(readFrame(source), target);
    }

    protected static void writeFrame(ByteWriter bytes, DataOutputView target) throws IOException {
        writeFrame(bytes.buffer(), bytes.size(), target);
    }

    protected static void writeFrame(byte[] bytes, DataOutputView target) throws IOException {
        writeFrame(bytes, bytes.length, target);
    }

    private static void writeFrame(byte[] bytes, int length, DataOutputView target) throws IOException {
        int rest = length;
        while (rest >= 0x80) {
            target.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        target.writeByte(rest);
        target.write(bytes, 0, length);
    }

    /** @throws IOException if the source ends within the frame or begins with no length */
    protected static byte[] readFrame(DataInputView source) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = source.readByte();
            length |= (next & 0x7F) << shift;
            if (next >= 0 && length >= 0) {
                return read(source, length);
            }
        }
        throw new IOException("the data is damaged: a value does not begin with its length");
    }

    /** Takes no more memory than there are bytes to fill it with, whatever a damaged length says. */
    private static byte[] read(DataInputView source, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, AT_ONCE)];
        int read = 0;
        while (true) {
            source.readFully(bytes, read, bytes.length - read);
            read = bytes.length;
            if (read == length) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
        }
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof ImmutableSerializer<?> that && getClass() == that.getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
