package io.tributary.bench;

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
