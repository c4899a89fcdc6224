package io.tributary.codec;

import static io.tributary.codec.Decoded.RECORD_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That it agrees with intake for any event is what {@link DecoderFuzzTest} shows. */
class EventClockTest {
    private static final long DAY = 86_400_000L;

    private final EventClock clock = new EventClock();

    private long time(byte @Nullable [] event, long recordTime) {
        return clock.of(new RawRecord("events", 0, 1, recordTime, null, event));
    }

    private long time(String event) {
        return time(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECORD_TIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'timestamp':1000,'type':'track'}                                               | 1000
            {'a':{'timestamp':5},'timestamp':'1970-01-01T00:00:01Z'}                        | 1000
            {'timestamp':1000,'a':{'timestamp':5}}                                          | 1000
            {'timestamp':1000,'timestamp':2000}                                             | 2000
            {'timestamp':1000,'time\\u0073tamp':2000}                                       | 2000
            {'timestamp':1000,'timestamp':{},'sentAt':3000}                                 | 3000
            {'sentAt':4000,'receivedAt':3000,'originalTimestamp':2000,'timestamp':null}     | 2000
            {'sentAt':4000,'timestamp':'never'}                                             | 4000
            {'timestamp':[1],'sentAt':4000}                                                 | 4000
            {'originalTimestamp':2000,'originalTimestamp':[],'sentAt':4000}                 | 4000
            """)
    void the_first_usable_time_at_the_top_counts_as_it_was_said_last(String event, long expected) {
        assertThat(time(event)).isEqualTo(expected);
    }

    @Test
    void the_record_bounds_the_time_and_stands_in_for_it() {
        assertThat(time("{'timestamp':" + (RECORD_TIME + DAY) + "}")).isEqualTo(RECORD_TIME + DAY);
        assertThat(time("{'timestamp':" + (RECORD_TIME + DAY + 1) + "}")).isEqualTo(RECORD_TIME);
        assertThat(time("{'sentAt':" + (RECORD_TIME + DAY + 1) + "}")).isEqualTo(RECORD_TIME);
        assertThat(time("{}")).isEqualTo(RECORD_TIME);
        byte[] far = "{\"timestamp\":253402300799999}".getBytes(StandardCharsets.UTF_8);
        assertThat(time(far, RawRecord.NO_TIMESTAMP)).isEqualTo(253402300799999L);
        assertThat(time("{}".getBytes(StandardCharsets.UTF_8), -5)).isEqualTo(RawRecord.NO_TIMESTAMP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "17",
                "[{'timestamp':1000}]",
                "'timestamp'",
                "{'timestamp':",
                "{'timestamp'}",
                "{'timestamp':x}",
                "{'x':1}}",
                "{} {}",
                "{'sentAt':1000",
                "{'sentAt':1000]",
                "\uFEFF{'timestamp':1000}"
            })
    void what_is_no_object_has_no_time(String event) {
        assertThat(time(event)).isEqualTo(RawRecord.NO_TIMESTAMP);
    }

    @Test
    void tombstones_and_giants_have_no_time() {
        assertThat(time(null, RECORD_TIME)).isEqualTo(RawRecord.NO_TIMESTAMP);
        assertThat(time(new byte[10 << 20], RECORD_TIME)).isEqualTo(RawRecord.NO_TIMESTAMP);
        String event = "{'timestamp':1000}";
        assertThat(time(event + " ".repeat(Bounds.MAX_EVENT_BYTES - event.length())))
                .isEqualTo(1000);
        assertThat(time(event + " ".repeat(Bounds.MAX_EVENT_BYTES - event.length() + 1)))
                .isEqualTo(RawRecord.NO_TIMESTAMP);
    }

    @Test
    void what_follows_the_time_is_not_parsed() {
        assertThat(time("{'timestamp':1000,'a':oops")).isEqualTo(1000);
    }

    @Test
    void a_clock_remembers_nothing_of_the_record_before() {
        assertThat(time("{'sentAt':1000}")).isEqualTo(1000);
        assertThat(time("{}")).isEqualTo(RECORD_TIME);
    }
}
