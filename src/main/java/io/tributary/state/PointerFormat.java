package io.tributary.state;

import io.tributary.engine.Pointer;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a pointer; its key is the external ID, see {@link ExternalIdFormat}.
 *
 * <pre>
 *   | version 1, flags: 1 has lastSeen, 2 has marks, 4 has no owner | profile: 21 bytes, if it has an owner |
 *   | marks, if it has some | signed varint: lastSeen - the time in the owner's ID, if it has one |
 * </pre>
 *
 * The time in the owner's ID is the second in which the owner was created, 0 without an owner. An external ID is mostly
 * seen within months of that, so that what says when takes 5 bytes or less, where the time itself would take 6.
 */
final class PointerFormat {
    private static final int VERSION = 1;
    private static final int HAS_LAST_SEEN = 1;
    private static final int HAS_MARKS = 2;
    private static final int NO_OWNER = 4;

    private PointerFormat() {}

    static Bytes encode(Pointer pointer, ByteWriter out) {
        out.clear();
        ProfileId owner = pointer.profile();
        boolean hasLastSeen = pointer.lastSeen() != Pointer.NEVER;
        out.head(
                VERSION,
                (hasLastSeen ? HAS_LAST_SEEN : 0)
                        | (pointer.marks() != 0 ? HAS_MARKS : 0)
                        | (owner == null ? NO_OWNER : 0));
        if (owner != null) {
            ProfileIdFormat.write(owner, out);
        }
        if (pointer.marks() != 0) {
            out.octet(pointer.marks());
        }
        if (hasLastSeen) {
            out.signed(pointer.lastSeen() - timeOf(owner));
        }
        return out.toBytes();
    }

    static Pointer decode(Bytes value) {
        ByteReader in = new ByteReader(value.content(), "a pointer");
        int flags = in.head(VERSION, HAS_LAST_SEEN | HAS_MARKS | NO_OWNER);
        ProfileId owner = (flags & NO_OWNER) != 0 ? null : ProfileIdFormat.read(in);
        int marks = (flags & HAS_MARKS) == 0 ? 0 : in.octet();
        long lastSeen = (flags & HAS_LAST_SEEN) == 0 ? Pointer.NEVER : timeOf(owner) + in.signed();
        in.end();
        return new Pointer(owner, lastSeen, marks);
    }

    /** Epoch milliseconds. */
    private static long timeOf(@Nullable ProfileId owner) {
        return owner == null ? 0 : (ProfileId.EPOCH_SECONDS + Integer.toUnsignedLong(owner.seconds())) * 1000;
    }
}
