package io.tributary.codec;

import static io.tributary.codec.Decoded.RECORD_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.RawRecord;
import io.tributary.model.RejectionCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    private static final long DAY = 86_400_000L;

    private static Decoded decode(String times, long recordTime) {
        String event = "{'type':'track','anonymousId':'a1'" + (times.isEmpty() ? "" : "," + times) + "}";
        byte[] bytes = event.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Decoded.of(
                SpaceBuilder.book(SpaceBuilder.usual()), new RawRecord("events", 0, 1, recordTime, null, bytes));
    }

    private static long time(String times) {
        return decode(times, RECORD_TIME).observation().time();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'timestamp':1000,'originalTimestamp':2000,'receivedAt':3000,'sentAt':4000          | 1000
            'sentAt':4000,'receivedAt':3000,'originalTimestamp':2000                            | 2000
            'timestamp':null,'originalTimestamp':[],'receivedAt':'1970-01-01T00:00:03Z'         | 3000
            'timestamp':'yesterday','originalTimestamp':{},'receivedAt':true,'sentAt':4000      | 4000
            'timestamp':-1,'originalTimestamp':'1969-12-31T23:59:59Z','sentAt':4000             | 4000
            'timestamp':253402300800000,'sentAt':4000                                           | 4000
            'timestamp':1e999999999,'sentAt':4000                                               | 4000
            'timestamp':'1000','sentAt':4000                                                    | 4000
            'timestamp':1000.999                                                                | 1000
            'timestamp':1.0009e3                                                                | 1000
            'timestamp':-0.5                                                                    | 0
            'timestamp':0                                                                       | 0
            """)
    void the_first_usable_time_counts(String times, long expected) {
        assertThat(time(times)).isEqualTo(expected);
    }

    @Test
    void without_any_usable_time_the_records_timestamp_counts() {
        assertThat(time("")).isEqualTo(RECORD_TIME);
        assertThat(time("'timestamp':'never'")).isEqualTo(RECORD_TIME);
    }

    @Test
    void a_time_more_than_a_day_ahead_is_replaced_by_the_records() {
        assertThat(time("'timestamp':" + (RECORD_TIME + DAY))).isEqualTo(RECORD_TIME + DAY);
        assertThat(time("'timestamp':" + (RECORD_TIME + DAY + 1))).isEqualTo(RECORD_TIME);
    }

    @Test
    void a_time_ahead_is_not_passed_over_for_a_later_candidate() {
        assertThat(time("'timestamp':" + (RECORD_TIME + 2 * DAY) + ",'sentAt':4000"))
                .isEqualTo(RECORD_TIME);
    }

    @ParameterizedTest
    @ValueSource(longs = {RawRecord.NO_TIMESTAMP, -1, Long.MAX_VALUE})
    void a_record_without_a_usable_timestamp_clamps_nothing(long recordTime) {
        Decoded decoded = decode("'timestamp':253402300799999", recordTime);
        assertThat(decoded.observation().time()).isEqualTo(253402300799999L);
        assertThat(decoded.observation().recordTime()).isEqualTo(RawRecord.NO_TIMESTAMP);
    }

    @Test
    void no_time_anywhere_is_rejected() {
        assertThat(decode("'timestamp':'never'", RawRecord.NO_TIMESTAMP)
                        .rejection()
                        .code())
                .isEqualTo(RejectionCode.NO_TIMESTAMP);
    }
}
