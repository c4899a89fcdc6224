package io.tributary.bench;

import java.util.List;
import java.util.Locale;

/** A page of Markdown while it is written. Numbers look the same whatever the machine's language is. */
final class Page {
    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line).append('\n');
    }

    void line(String format, Object... values) {
        line(number(format, values));
    }

    /** A heading, its picture and an empty line after each. */
    void heading(String heading, String picture, String alternative) {
        line("");
        line("## " + heading);
        line("");
        line("![" + alternative + "](" + picture + ")");
        line("");
    }

    void add(String lines) {
        text.append(lines);
    }

    /** Says which windows ran out of events, and what that means. */
    void ranOut(List<String> windows) {
        if (!windows.isEmpty()) {
            line("");
            line("There were too few events to warm up and measure as long as was asked for: "
                    + String.join(", ", windows)
                    + ". Such a window ends with the events; where the warm-up was not over by then it is the second"
                    + " half of the run, which makes the figure too high.");
        }
    }

    static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Median (lowest–highest). */
    static String spread(String format, Spread spread) {
        return number(format + " (" + format + "–" + format + ")", spread.median(), spread.min(), spread.max());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
