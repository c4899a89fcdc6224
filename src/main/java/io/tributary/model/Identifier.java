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

    /** More than an event or a command can add to a graph, which is no more than a profile may hold and an event may have. */
    private static final long AGES_PER_SEQUENCE = 1L << 14;

    /**
     * @param sequence of the event or command
     * @param ordinal the external ID's place among those that were added to the graph by it
     */
    public static long age(long sequence, int ordinal) {
        return sequence * AGES_PER_SEQUENCE + ordinal;
    }

    /** The sequence of the event or command by which it was added to the graph. */
    public long sequence() {
        return age / AGES_PER_SEQUENCE;
    }

    /** The same with another origin. */
    public Identifier from(ProfileId otherOrigin) {
        return origin.equals(otherOrigin)
                ? this
                : new Identifier(externalId, age, addedAt, firstSeen, otherOrigin, messageId, source);
    }

    /** The same with {@code firstSeen} lowered to the given event time if that is earlier. */
    public Identifier seenAt(long time) {
        return time >= firstSeen ? this : new Identifier(externalId, age, addedAt, time, origin, messageId, source);
    }
}
