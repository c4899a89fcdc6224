package io.tributary.model;

/**
 * A value that more share than its type may be shared by: from now on it identifies nobody.
 *
 * @param externalId in the collection that discarded it, which may be a level's
 * @param sharedBy distinct values of the anchor type that were seen with it
 * @param anchor the type that they are of
 */
public record DiscardedValue(
        String space,
        long sequence,
        ExternalId externalId,
        int sharedBy,
        String anchor,
        String messageId,
        long timestamp)
        implements OutputRecord {}
