package io.tributary.rules;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How lengths of time are written: a number and its unit ({@code 30d}), an ISO 8601 duration, or a word. */
final class WindowSyntax {
    /** A number of seconds, minutes, hours, days or weeks. */
    static final String SHORT = "[0-9]{1,9}[smhdw]";

    /** The letters of an ISO 8601 duration without months and years, which have no fixed length. */
    static final String ISO = "[Pp][0-9DdTtHhMmSsWw.]+";

    /** In the order in which messages list them. */
    static final Map<String, Duration> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("daily", Duration.ofDays(1));
        WORDS.put("weekly", Duration.ofDays(7));
        WORDS.put("monthly", Duration.ofDays(30));
        WORDS.put("annually", Duration.ofDays(365));
    }

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    static final String EVER = "ever";

    private static final Pattern SHORT_PATTERN = Pattern.compile(SHORT);
    private static final Pattern ISO_PATTERN = Pattern.compile(ISO);
    private static final Pattern ISO_WEEKS = Pattern.compile("P[0-9]{1,5}W");

    private WindowSyntax() {}

    /** The window of a limit, which may be a word, in milliseconds. */
    static @Nullable Long read(YamlValue value) {
        String text = value.word();
        if (EVER.equals(text)) {
            return Limit.EVER;
        }
        Duration window = text == null ? null : WORDS.getOrDefault(text, duration(text));
        if (window == null) {
            List<String> words = new ArrayList<>(List.of(EVER));
            words.addAll(WORDS.keySet());
            value.mustBe(
                    "one of " + String.join(", ", words)
                            + ", or a duration in weeks, days or less (`14d`, `12h`, `P14D`)",
                    text == null ? null : Spelling.closest(text, words));
            return null;
        }
        return inRange(value, window);
    }

    /** A window that is a duration or {@code ever}, in milliseconds. */
    static @Nullable Long readWithin(YamlValue value) {
        String text = value.word();
        if (EVER.equals(text)) {
            return Limit.EVER;
        }
        Duration window = text == null ? null : duration(text);
        if (window == null) {
            value.mustBe("a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever");
            return null;
        }
        return inRange(value, window);
    }

    /** How long events wait for earlier ones, in milliseconds. */
    static @Nullable Long readDelay(YamlValue value) {
        String text = value.word();
        Duration delay = text == null ? null : duration(text);
        if (delay == null) {
            value.mustBe("a duration (`2s`, `1m`, `PT2S`)");
            return null;
        }
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            value.mustBe("from 0 seconds to 1 hour");
            return null;
        }
        return delay.toMillis();
    }

    /** The window of a limit, as a word if there is one. */
    static String write(long windowMillis) {
        if (windowMillis == Limit.EVER) {
            return EVER;
        }
        Duration window = Duration.ofMillis(windowMillis);
        for (Map.Entry<String, Duration> word : WORDS.entrySet()) {
            if (word.getValue().equals(window)) {
                return word.getKey();
            }
        }
        return window.equals(Duration.ofDays(window.toDays())) ? "P" + window.toDays() + "D" : window.toString();
    }

    /** A duration in its largest whole unit up to days, {@code 36h}. */
    static String writeShort(long millis) {
        for (char unit : new char[] {'d', 'h', 'm'}) {
            long length = ofUnit(unit, 1).toMillis();
            if (millis > 0 && millis % length == 0) {
                return millis / length + String.valueOf(unit);
            }
        }
        return millis % 1000 == 0
                ? millis / 1000 + "s"
                : Duration.ofMillis(millis).toString();
    }

    private static @Nullable Long inRange(YamlValue value, Duration window) {
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            value.mustBe("from 1 second to 36500 days");
            return null;
        }
        return window.toMillis();
    }

    private static @Nullable Duration duration(String text) {
        if (SHORT_PATTERN.matcher(text).matches()) {
            return ofUnit(text.charAt(text.length() - 1), Integer.parseInt(text.substring(0, text.length() - 1)));
        }
        if (ISO_WEEKS.matcher(text).matches()) {
            return ofUnit('w', Integer.parseInt(text.substring(1, text.length() - 1)));
        }
        try {
            return ISO_PATTERN.matcher(text).matches() ? Duration.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Duration ofUnit(char unit, int count) {
        return switch (unit) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            case 'w' -> Duration.ofDays(7L * count);
            default -> throw new IllegalArgumentException("no unit of time " + unit);
        };
    }
}
