package io.tributary.state;

import io.tributary.engine.Pointer;

/**
 * The bytes of a pointer; its key is the external ID, see {@link ExternalIdFormat}.
 *
 * <pre>
 *   | version 1, flags 0 | profile: 21 bytes |
 * </pre>
 */
final class PointerFormat {
    private static final int VERSION = 1;

    private PointerFormat() {}

    static Bytes encode(Pointer pointer, ByteWriter out) {
        out.clear();
        out.head(VERSION, 0);
        ProfileIdFormat.write(pointer.profile(), out);
        return out.toBytes();
    }

    static Pointer decode(Bytes value) {
        ByteReader in = new ByteReader(value.content(), "a pointer");
        in.head(VERSION, 0);
        Pointer pointer = new Pointer(ProfileIdFormat.read(in));
        in.end();
        return pointer;
    }
}
