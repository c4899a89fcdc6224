package io.tributary.model;

/**
 * An external ID has another owner.
 *
 * @param profileId the canonical profile that owns it now
 * @param addedAt event time at which it was added to the graph, epoch milliseconds
 * @param messageId the event that added it to the graph
 */
public record OwnerChange(
        String space, long sequence, ExternalId externalId, ProfileId profileId, long addedAt, String messageId)
        implements OutputRecord {}
