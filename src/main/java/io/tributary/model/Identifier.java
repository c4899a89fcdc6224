package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * An external ID on a profile, with the evidence of how it came there.
 *
 * @param age its place in the order in which external IDs were added to the space's graph: the sequence of the event
 *     and its place on it, see {@link #age(long, int)}; a merge keeps it
 * @param addedAt event time at which it was added to the graph, epoch milliseconds
 * @param firstSeen lowest event time at which it was resolved, epoch milliseconds
 * @param origin the profile that it was added to, before any merge
 * @param messageId the event that added it
 * @param source the source of that event
 */
public record Identifier(
        ExternalId externalId,
        long age,
        long addedAt,
        long firstSeen,
        ProfileId origin,
        String messageId,
        @Nullable String source) {

    /**
     * @param sequence of the event
     * @param ordinal the external ID's place among those that the event added, below {@link Bounds#MAX_IDS}
     */
    public static long age(long sequence, int ordinal) {
        return sequence * Bounds.MAX_IDS + ordinal;
    }

    /** The same with {@code firstSeen} lowered to the given event time if that is earlier. */
    public Identifier seenAt(long time) {
        return time >= firstSeen ? this : new Identifier(externalId, age, addedAt, time, origin, messageId, source);
    }
}
