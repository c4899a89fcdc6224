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
        out.fixedInt(id.seconds());
        out.fixedLong(id.high());
        out.fixedLong(id.low());
    }

    static ProfileId read(ByteReader in) {
        return new ProfileId(in.coded(ProfileId.Kind::fromCode), in.fixedInt(), in.fixedLong(), in.fixedLong());
    }

    static Bytes key(ProfileId id, ByteWriter out) {
        out.clear();
        write(id, out);
        return out.toBytes();
    }
}
