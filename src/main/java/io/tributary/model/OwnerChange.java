package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * An external ID has another owner.
 *
 * @param profileId the canonical profile that owns it now, null if nobody does any more
 * @param addedAt event time at which it was added to the graph, epoch milliseconds; 0 if nobody owns it
 * @param messageId the event that added it to the graph; empty if nobody owns it
 * @param expiredFrom the profile that lost it because its type's window had run out, null if that is not why
 */
public record OwnerChange(
        String space,
        long sequence,
        ExternalId externalId,
        @Nullable ProfileId profileId,
        long addedAt,
        String messageId,
        @Nullable ProfileId expiredFrom)
        implements OutputRecord {}
