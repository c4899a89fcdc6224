package io.tributary.state;

import io.tributary.model.Anchors;

/**
 * The bytes of an external ID's anchors; the key is the external ID, see {@link ExternalIdFormat}.
 *
 * <pre>
 *   | version 1, flags 0 | varint: n | n anchors, 16 bytes each, ascending |
 * </pre>
 */
final class AnchorsFormat {
    private static final int VERSION = 1;

    private AnchorsFormat() {}

    static Bytes encode(Anchors anchors, ByteWriter out) {
        out.clear();
        out.head(VERSION, 0);
        out.varint(anchors.size());
        for (long half : anchors.halves()) {
            out.fixedLong(half);
        }
        return out.toBytes();
    }

    static Anchors decode(Bytes value) {
        ByteReader in = new ByteReader(value.content(), "a set of anchors");
        in.head(VERSION, 0);
        long[] halves = new long[2 * in.count()];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = in.fixedLong();
        }
        in.end();
        return Anchors.ofHalves(halves);
    }
}
