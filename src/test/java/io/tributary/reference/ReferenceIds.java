package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ProfileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Section 12 of the spec: IDs of profiles are derived from what creates them. */
final class ReferenceIds {
    private static final long KSUID_EPOCH = 1_400_000_000L;
    private static final long LAST_KSUID_SECOND = 0xFFFF_FFFFL;

    private ReferenceIds() {}

    /** 32 bits of seconds since the KSUID epoch, the first 128 bits of a hash of everything else. */
    static ProfileId derive(Collection collection, String space, String messageId, int counter, long time) {
        String name = space + "\n" + collection.wireName() + "\n" + messageId + "\n" + counter;
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        long seconds = Math.floorDiv(time, 1000L) - KSUID_EPOCH;
        if (seconds < 0) {
            seconds = 0;
        } else if (seconds > LAST_KSUID_SECOND) {
            seconds = LAST_KSUID_SECOND;
        }
        ByteBuffer halves = ByteBuffer.wrap(hash);
        return new ProfileId(collection.profileKind(), (int) seconds, halves.getLong(), halves.getLong());
    }
}
