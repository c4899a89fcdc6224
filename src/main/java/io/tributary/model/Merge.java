package io.tributary.model;

import java.util.List;

/**
 * One profile became part of another.
 *
 * @param ordinal place among the merges and splits of this sequence, from 0
 * @param externalIds those of {@code from}, oldest first: they belong to {@code into} from now on
 * @param because the external IDs of the event that led to either profile, by priority
 */
public record Merge(
        String space,
        long sequence,
        int ordinal,
        ProfileId from,
        ProfileId into,
        List<ExternalId> externalIds,
        String messageId,
        List<Evidence> because,
        long timestamp)
        implements MergeOrSplit {

    /** An external ID and the profile that it led to. */
    public record Evidence(ExternalId externalId, ProfileId profileId) {}
}
