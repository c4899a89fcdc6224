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

    /** The first such ID, counting up from 0, that no profile of the space has or had. */
    static ProfileId next(GraphDraft graph, Collection collection, Occasion at) {
        for (int counter = 0; ; counter++) {
            ProfileId id = derive(at.space(), collection, at.messageId(), counter, at.time());
            if (graph.profile(id) == null) {
                return id;
            }
        }
    }

    private static ProfileId derive(String space, Collection collection, String messageId, int counter, long time) {
        String name = space + "\n" + collection.wireName() + "\n" + messageId + "\n" + counter;
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
        return ProfileId.at(collection.profileKind(), time, digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
