package io.tributary.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of an {@link ImmutableSerializer}: its class and the version of its format. A subclass a
 * serializer, with a public constructor without parameters; its name persists.
 */
public abstract class FormatSnapshot<T> implements TypeSerializerSnapshot<T> {
    private final TypeSerializer<T> serializer;
    private final int version;

    /** @param version of the format that the serializer writes; it reads all lower ones too, from 1 */
    protected FormatSnapshot(TypeSerializer<T> serializer, int version) {
        this.serializer = serializer;
        this.version = version;
    }

    @Override
    public final int getCurrentVersion() {
        return version;
    }

    @Override
    public final void writeSnapshot(DataOutputView target) {}

    @Override
    public final void readSnapshot(int readVersion, DataInputView source, ClassLoader classLoader) throws IOException {
        if (readVersion < 1 || readVersion > version) {
            throw new IOException(serializer.getClass().getSimpleName() + " wrote this state in version " + readVersion
                    + ", this release reads up to version " + version
                    + ": start the release that wrote it or a newer one");
        }
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return serializer;
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old.getClass() == getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
