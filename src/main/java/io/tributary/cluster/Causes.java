package io.tributary.cluster;

import java.util.regex.Pattern;

/** What Flink says at length, in short. */
final class Causes {
    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern FRAME = Pattern.compile("\\R\\s+(at |\\.\\.\\. )");
    private static final Pattern CLASS = Pattern.compile("^[\\w.$]+(Exception|Error): ");

    private Causes() {}

    /** The message of the innermost cause of a printed exception, which may be several lines. */
    static String innermost(String stackTrace) {
        int last = stackTrace.lastIndexOf(CAUSED_BY);
        String from = last < 0 ? stackTrace : stackTrace.substring(last + CAUSED_BY.length());
        String message = FRAME.split(from, 2)[0].strip();
        return CLASS.matcher(message).replaceFirst("");
    }
}
