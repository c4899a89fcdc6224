package io.tributary.cli;

/** Whether a person watches. */
final class Terminal {
    /** Printed to one, has what comes next painted over the line. */
    static final String CLEAR_LINE = "\r\033[2K";

    private Terminal() {}

    /** Whether standard input and output are a terminal, on which lines can be painted over. */
    @SuppressWarnings("SystemConsoleNull") // true of the one JDK that this runs on
    static boolean isAttached() {
        return System.console() != null;
    }
}
