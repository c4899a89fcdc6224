package io.tributary.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects the problems of one file while it is read. */
final class Report {
    /** A file that is junk from end to end has as many problems as words. */
    static final int MAX_PROBLEMS = 1000;

    private static final int MAX_QUOTED_CHARS = 64;

    private final List<Problem> problems = new ArrayList<>();
    private int omitted;

    void add(int line, int column, String path, String message, @Nullable String suggestion) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(line, column, path, message, suggestion));
        } else {
            omitted++;
        }
    }

    /** @param mark where; a file's first character if there is none */
    void add(Optional<Mark> mark, String path, String message, @Nullable String suggestion) {
        add(
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                path,
                message,
                suggestion);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** In the order of the file; if some were left out, the last one says how many. */
    List<Problem> problems() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (omitted > 0) {
            Problem last = sorted.get(sorted.size() - 1);
            sorted.add(new Problem(
                    last.line(),
                    last.column(),
                    "",
                    omitted + " more problems are not listed; solve these first",
                    null));
        }
        return sorted;
    }

    /** Text of the file as a message shows it: on one line, shortened, in backticks. */
    static String quote(String text) {
        return "`" + shorten(text) + "`";
    }

    static String shorten(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_QUOTED_CHARS).forEach(c -> shown.appendCodePoint(isVisible(c) ? c : '?'));
        boolean cut = text.codePointCount(0, text.length()) > MAX_QUOTED_CHARS;
        return cut ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
