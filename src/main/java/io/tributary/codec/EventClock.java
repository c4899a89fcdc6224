package io.tributary.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tells the event time of a record and nothing else, for what must know it before the record is decoded. It tells what
 * {@link EventDecoder} will say.
 *
 * <p>Of a repeated key the last value counts, so the whole event would have to be parsed. It is not where its first
 * choice, {@code timestamp}, was found and what follows cannot hold that key again: neither its bytes nor a backslash
 * that could spell it otherwise. Looking for those costs a fraction of parsing.
 *
 * <p>Never throws on account of a record. Not thread-safe.
 */
public final class EventClock {
    private static final List<String> KEYS =
            EventTime.PATHS.stream().map(path -> path.keys().get(0)).toList();
    private static final byte[] FIRST_KEY = ('"' + KEYS.get(0) + '"').getBytes(StandardCharsets.UTF_8);

    private final long[] times = new long[KEYS.size()];

    /**
     * Event time in epoch milliseconds, {@link RawRecord#NO_TIMESTAMP} for a record that has none or that is no JSON
     * object. A record that is malformed behind its time may have it told all the same.
     */
    public long of(RawRecord raw) {
        byte[] event = raw.value();
        if (event == null || event.length > Bounds.MAX_EVENT_BYTES || EventReader.startsWithByteOrderMark(event)) {
            return RawRecord.NO_TIMESTAMP;
        }
        try (JsonParser parser = EventJson.FACTORY.createParser(event)) {
            return read(parser, event, EventTime.recordTime(raw));
        } catch (IOException malformed) {
            return RawRecord.NO_TIMESTAMP;
        }
    }

    private long read(JsonParser parser, byte[] event, long recordTime) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return RawRecord.NO_TIMESTAMP;
        }
        Arrays.fill(times, EventTime.NONE);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            int key = KEYS.indexOf(name);
            if (token.isStructStart()) {
                parser.skipChildren();
            }
            if (key >= 0) {
                times[key] =
                        token.isStructStart() ? EventTime.NONE : EventTime.usable(EventReader.scalar(parser, token));
            }
            if (key == 0 && times[0] != EventTime.NONE && isLast(event, parser)) {
                return EventTime.clamped(times[0], recordTime);
            }
        }
        return parser.nextToken() == null ? first(recordTime) : RawRecord.NO_TIMESTAMP;
    }

    private long first(long recordTime) {
        for (long time : times) {
            if (time != EventTime.NONE) {
                return EventTime.clamped(time, recordTime);
            }
        }
        return recordTime;
    }

    /** Whether nothing behind the parser can be the first key once more. */
    private static boolean isLast(byte[] event, JsonParser parser) {
        for (int i = (int) parser.currentLocation().getByteOffset(); i < event.length; i++) {
            if (event[i] == '\\') {
                return false;
            }
            int end = i + FIRST_KEY.length;
            if (event[i] == '"'
                    && end <= event.length
                    && Arrays.equals(event, i, end, FIRST_KEY, 0, FIRST_KEY.length)) {
                return false;
            }
        }
        return true;
    }
}
