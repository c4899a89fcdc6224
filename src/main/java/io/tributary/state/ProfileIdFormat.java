package io.tributary.state;

import io.tributary.model.ProfileId;

/**
 * The bytes of a profile ID: the code of its kind, then the 20 bytes of its KSUID, big-endian. As a key they sort as the
 * IDs do. There is no version, as a key cannot have one.
 */
final class ProfileIdFormat {
    private ProfileIdFormat() {}

    static void write(ProfileId id, ByteWriter out) {
        out.octet(id.kind().code());
        writeKsuid(id, out);
    }

    /** A whole key. */
    static void writeKey(GraphPart part, ProfileId id, ByteWriter out) {
        out.varint(part.tag(id.kind().code()));
        writeKsuid(id, out);
    }

    private static void writeKsuid(ProfileId id, ByteWriter out) {
        out.fixedInt(id.seconds());
        out.fixedLong(id.high());
        out.fixedLong(id.low());
    }

    static ProfileId read(ByteReader in) {
        return read(in.octet(), in);
    }

    /** What {@link #writeKey} has written. */
    static ProfileId readKey(ByteReader in) {
        return read(GraphPart.untag(in), in);
    }

    private static ProfileId read(int kind, ByteReader in) {
        return new ProfileId(in.meant(kind, ProfileId.Kind::fromCode), in.fixedInt(), in.fixedLong(), in.fixedLong());
    }
}
