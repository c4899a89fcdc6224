package io.tributary.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as one space sees it, after intake: everything that resolution needs, and nothing else.
 *
 * @param messageId of the event; with the space it names this observation
 * @param time event time, epoch milliseconds
 * @param recordTime the record's timestamp, epoch milliseconds, {@link RawRecord#NO_TIMESTAMP} if it has none; only
 *     for metrics, resolution does not look at it
 * @param source which source sent it, if it says so
 * @param denied why the event must not be resolved, null if it may be
 * @param ids distinct external IDs: at most {@link Bounds#MAX_IDS} of users and accounts, and those of users that are a
 *     level's keys once more for each such level
 * @param setAside external IDs that intake took out, in the order in which it met them
 * @param setAsideOmitted how many more were set aside than {@code setAside} lists
 * @param traits JSON text by trait, in the order of the event; {@code null} as JSON removes the trait
 * @param traitsOmitted how many traits were left out because they go over a bound
 * @param event the event's own JSON, where the resolution is to carry it
 */
@SuppressWarnings("ArrayRecordComponent") // the event's bytes pass through untouched and are never compared
public record Observation(
        String space,
        String messageId,
        EventType type,
        long time,
        long recordTime,
        @Nullable String source,
        @Nullable UnresolvedReason denied,
        List<ExternalId> ids,
        List<SetAside> setAside,
        int setAsideOmitted,
        Map<String, String> traits,
        int traitsOmitted,
        byte @Nullable [] event) {}
