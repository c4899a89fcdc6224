package io.tributary.rules;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the window of a limit is written: a word, or an ISO 8601 duration. */
final class WindowSyntax {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final String EVER = "ever";

    /** In the order in which messages list them. */
    static final Map<String, Duration> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("daily", Duration.ofDays(1));
        WORDS.put("weekly", Duration.ofDays(7));
        WORDS.put("monthly", Duration.ofDays(30));
        WORDS.put("annually", Duration.ofDays(365));
    }

    private WindowSyntax() {}

    /** In milliseconds. */
    static @Nullable Long read(YamlValue value) {
        String text = value.string(64);
        if (text == null || text.equals(EVER)) {
            return text == null ? null : Limit.EVER;
        }
        Duration window = WORDS.containsKey(text) ? WORDS.get(text) : duration(text);
        if (window == null) {
            String words = EVER + ", " + String.join(", ", WORDS.keySet());
            value.problem(
                    "must be one of " + words
                            + ", or an ISO 8601 duration in weeks, days or less (`P14D`, `PT12H`), not "
                            + Report.quote(text),
                    closestWord(text));
            return null;
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            value.problem("must be from 1 second to 36500 days, not " + Report.quote(text));
            return null;
        }
        return window.toMillis();
    }

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

    private static @Nullable String closestWord(String text) {
        List<String> words = new ArrayList<>(WORDS.keySet());
        words.add(EVER);
        return Spelling.closest(text, words);
    }

    private static @Nullable Duration duration(String text) {
        try {
            if (text.matches("P[0-9]{1,5}W")) {
                return Duration.ofDays(7L * Integer.parseInt(text.substring(1, text.length() - 1)));
            }
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
