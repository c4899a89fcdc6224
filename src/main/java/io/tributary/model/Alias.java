package io.tributary.model;

/**
 * A Segment-spec {@code alias} call for destinations that know nobody's profile ID.
 *
 * @param ordinal place among the aliases of this sequence, from 0
 * @param userId the merged profile's own ID
 * @param previousId what the own ID of one of its parts was before
 */
public record Alias(
        String space, long sequence, int ordinal, ProfileId profileId, String userId, String previousId, long timestamp)
        implements OutputRecord {

    /** Derived from what it says, so that a repeat can be told. */
    public String messageId() {
        return "alias-" + space + "-" + sequence + "-" + ordinal;
    }
}
