package io.tributary.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Iso8601Test {
    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, 0",
        "2026-03-01t12:00:00z, 0",
        "2026-03-01 12:00:00, 0",
        "2026-03-01T12:00:00, 0",
        "2026-03-01T12:00, 0",
        "2026-03-01T12:00Z, 0",
        "2026-03-01T14:00:00+02:00, 0",
        "2026-03-01T14:00:00+0200, 0",
        "2026-03-01T14:00:00+02, 0",
        "2026-03-01T06:30:00-05:30, 0",
        "2026-03-01T12:00:00.1Z, 100",
        "2026-03-01T12:00:00.12Z, 120",
        "'2026-03-01T12:00:00,123Z', 123",
        "2026-03-01T12:00:00.123999999999Z, 123",
        "2026-03-01T14:00:00.5+02:00, 500",
        "2026-03-01T12:00:00-00:00, 0",
        "2026-03-02T06:00:00+18:00, 0",
    })
    void reads_every_spelling_of_noon(String text, long millisAfterNoon) {
        assertThat(Iso8601.parse(text)).isEqualTo(NOON + millisAfterNoon);
    }

    @Test
    void a_date_alone_is_its_midnight_in_utc() {
        assertThat(Iso8601.parse("2024-02-29"))
                .isEqualTo(LocalDate.of(2024, 2, 29).toEpochDay() * 86_400_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "2026",
                "2026-03",
                "2026-3-1",
                "2026-00-01",
                "2026-13-01",
                "2026-02-29",
                "2026-04-31",
                "2026-03-00",
                "20260301",
                "2026/03/01",
                "+2026-03-01",
                "2026-03-01T",
                "2026-03-01X12:00:00Z",
                "2026-03-01T12",
                "2026-03-01T24:00:00Z",
                "2026-03-01T12:60:00Z",
                "2026-03-01T12:00:60Z",
                "2026-03-01T12:00:0Z",
                "2026-03-01T12:00:00.Z",
                "2026-03-01T12:00:00.1x",
                "2026-03-01T12:00:00ZZ",
                "2026-03-01T12:00:00+",
                "2026-03-01T12:00:00+2",
                "2026-03-01T12:00:00+020",
                "2026-03-01T12:00:00+02:0",
                "2026-03-01T12:00:00+02:",
                "2026-03-01T12:00:00+02:60",
                "2026-03-01T12:00:00+18:01",
                "2026-03-01T12:00:00+02:00:00",
                "2026-03-01T12:00:00 Z",
                "２０２６-03-01",
                "now",
                "1772366400000"
            })
    void what_is_no_time_is_unreadable(String text) {
        assertThat(Iso8601.parse(text)).isEqualTo(Iso8601.UNREADABLE);
    }

    @Test
    void reads_and_writes_what_java_time_does() {
        long seed = 20260301;
        System.out.println("Iso8601Test seed " + seed);
        Random random = new Random(seed);
        DateTimeFormatter millis =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        byte[] written = new byte[Iso8601.FORMATTED_CHARS];
        for (int i = 0; i < 50_000; i++) {
            long time = (long) (random.nextDouble() * Iso8601.LATEST);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60));
            OffsetDateTime moment = Instant.ofEpochMilli(time)
                    .plusNanos(random.nextInt(1_000_000))
                    .atOffset(offset);
            if (moment.getYear() > 9999) {
                continue;
            }
            assertThat(Iso8601.parse(moment.toString())).as(moment.toString()).isEqualTo(time);
            Iso8601.format(time, written, 0);
            assertThat(new String(written, StandardCharsets.US_ASCII))
                    .isEqualTo(millis.format(Instant.ofEpochMilli(time)));
        }
    }

    @Test
    void writes_both_ends_of_its_range() {
        byte[] written = new byte[Iso8601.FORMATTED_CHARS];
        Iso8601.format(0, written, 0);
        assertThat(new String(written, StandardCharsets.US_ASCII)).isEqualTo("1970-01-01T00:00:00.000Z");
        Iso8601.format(Iso8601.LATEST, written, 0);
        assertThat(new String(written, StandardCharsets.US_ASCII)).isEqualTo("9999-12-31T23:59:59.999Z");
    }
}
