package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ProfileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Derives profile IDs from the events that create the profiles, so that a replay makes the same ones.
 *
 * <p>The ID is a KSUID: its time is the event's, its payload the first 128 bits of SHA-256 over space, collection,
 * messageId and a counter, in UTF-8, joined by line feeds.
 */
final class ProfileIds {
    private ProfileIds() {}

    /**
     * The first such ID, counting up from 0, that no profile of the space has or had.
     *
     * <p>Those that are taken are the first ones: each was given when all before it were, and none is ever given back.
     * So it is found by halving, from the one on that the event was given last, and a sender that gives all its events the same messageId makes none of them dear.
     */
    static ProfileId next(Happening now, Collection collection) {
        int taken = now.countersGiven.getOrDefault(collection, -1);
        int free = taken + 1;
        for (int step = 2; isTaken(now, collection, free); step *= 2) {
            taken = free;
            free = taken + step;
        }
        while (free - taken > 1) {
            int middle = (taken + free) >>> 1;
            if (isTaken(now, collection, middle)) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        now.countersGiven.put(collection, free);
        return derive(collection, now.at, free);
    }

    private static boolean isTaken(Happening now, Collection collection, int counter) {
        return now.graph.profile(derive(collection, now.at, counter)) != null;
    }

    private static ProfileId derive(Collection collection, Occasion at, int counter) {
        String name = at.space() + "\n" + collection.wireName() + "\n" + at.messageId() + "\n" + counter;
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
        return ProfileId.at(collection.profileKind(), at.time(), digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
