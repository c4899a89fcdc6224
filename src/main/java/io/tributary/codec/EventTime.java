package io.tributary.codec;

import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import io.tributary.rules.Path;
import io.tributary.rules.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When an event happened, of all the times that it and its record give. */
final class EventTime {
    /** Where an event says it, the most trusted first. */
    static final List<Path> PATHS = List.of(
            new Path(List.of("timestamp")),
            new Path(List.of("originalTimestamp")),
            new Path(List.of("receivedAt")),
            new Path(List.of("sentAt")));

    /** What {@link #of} returns for an event without any usable time. */
    static final long NONE = RawRecord.NO_TIMESTAMP;

    private final int[] slots;

    EventTime(PathTrie trie) {
        this.slots = PATHS.stream().mapToInt(trie::slot).toArray();
    }

    /**
     * Event time in epoch milliseconds, 0 to 9999-12-31T23:59:59.999Z, or {@link #NONE}.
     *
     * @param recordTime as {@link #recordTime} gives it
     */
    long of(EventReader event, long recordTime) {
        for (int slot : slots) {
            long time = usable(event.value(slot));
            if (time != NONE) {
                return clamped(time, recordTime);
            }
        }
        return recordTime;
    }

    /** The record's timestamp, {@link #NONE} if it has no usable one: producers may set any number. */
    static long recordTime(RawRecord raw) {
        return inRange(raw.timestamp());
    }

    /** A usable time, or the record's timestamp if that is too far behind it. */
    static long clamped(long time, long recordTime) {
        boolean ahead = recordTime != NONE && time > recordTime + Bounds.MAX_CLOCK_AHEAD_MILLIS;
        return ahead ? recordTime : time;
    }

    /** The time that a value says, {@link #NONE} if it says no usable one. */
    static long usable(@Nullable Scalar value) {
        if (value == null) {
            return NONE;
        }
        return switch (value.kind()) {
            case STRING -> inRange(Iso8601.parse(value.text()));
            case NUMBER -> inRange(truncated(value.text()));
            case BOOLEAN, NULL -> NONE;
        };
    }

    private static long inRange(long time) {
        return time >= 0 && time <= Iso8601.LATEST ? time : NONE;
    }

    /** A number without its decimals, -1 for one that is no usable time. */
    private static long truncated(String number) {
        int point = number.indexOf('.');
        int digits = point < 0 ? number.length() : point;
        if (digits > 15 || !PlainDecimal.isPlain(number)) {
            return -1;
        }
        return Long.parseLong(number.substring(0, digits));
    }
}
