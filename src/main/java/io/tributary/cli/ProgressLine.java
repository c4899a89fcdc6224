package io.tributary.cli;

import io.tributary.savepoint.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** How far reading has come: on a terminal a line that is painted over, elsewhere a line now and then. */
final class ProgressLine implements Progress {
    private final PrintWriter err;
    private final boolean terminal;
    private final long everyNanos;
    private long paintedAt = System.nanoTime();

    private ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        this.everyNanos = Duration.ofMillis(terminal ? 200 : 10_000).toNanos();
    }

    static ProgressLine on(PrintWriter err) {
        return new ProgressLine(err, Terminal.isAttached());
    }

    @Override
    public void at(String what, long done) {
        long now = System.nanoTime();
        if (now - paintedAt < everyNanos) {
            return;
        }
        paintedAt = now;
        err.print((terminal ? Terminal.CLEAR_LINE : "")
                + "%s %,d".formatted(what, done)
                + (terminal ? "" : System.lineSeparator()));
        err.flush();
    }

    /** What comes next stands alone. */
    void clear() {
        if (terminal) {
            err.print(Terminal.CLEAR_LINE);
            err.flush();
        }
    }
}
