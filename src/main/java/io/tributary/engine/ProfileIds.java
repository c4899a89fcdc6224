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
     * So it is found by halving, and a sender that gives all its events the same messageId makes none of them dear.
     */
    static ProfileId next(GraphDraft graph, Collection collection, Occasion at) {
        int taken = -1;
        int free = 0;
        while (graph.profile(derive(collection, at, free)) != null) {
            taken = free;
            free = free * 2 + 1;
        }
        while (free - taken > 1) {
            int middle = (taken + free) >>> 1;
            if (graph.profile(derive(collection, at, middle)) != null) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        return derive(collection, at, free);
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
