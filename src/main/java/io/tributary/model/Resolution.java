package io.tributary.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event resolved to.
 *
 * @param sequence the event's position in its space's order, 1 for the first
 * @param profileId the canonical profile at this sequence, null if unresolved
 * @param accountId the canonical account of the event, null if it has none
 * @param groups the profile's group by level
 * @param reason why it is unresolved, null if it is resolved
 * @param externalIds those that it resolved by, by priority
 * @param setAside those that it did not, in the order in which they were set aside
 * @param event the original event's JSON, where the job was told to pass it on
 */
@SuppressWarnings("ArrayRecordComponent") // the event's bytes pass through untouched and are never compared
public record Resolution(
        String space,
        long sequence,
        String messageId,
        EventType type,
        long timestamp,
        @Nullable ProfileId profileId,
        @Nullable ProfileId accountId,
        SortedMap<String, ProfileId> groups,
        Outcome outcome,
        @Nullable UnresolvedReason reason,
        List<ExternalId> externalIds,
        List<SetAside> setAside,
        int setAsideOmitted,
        int traitsOmitted,
        byte @Nullable [] event)
        implements OutputRecord {}
