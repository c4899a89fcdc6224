package io.tributary.cli;

import io.tributary.model.Topic;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows how the demo goes: on a terminal a few lines that are painted over, otherwise one line a step and the merges of
 * the end.
 */
final class DemoScreen {
    private static final int BAR = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final long events;
    private int painted;

    DemoScreen(PrintWriter out, boolean terminal, long events) {
        this.out = out;
        this.terminal = terminal;
        this.events = events;
    }

    /** Something that stays. */
    void say(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * How far it is.
     *
     * @param rate events that got an outcome, a second
     */
    void progress(long sent, DemoWatch watch, long rate) {
        int filled = (int) (BAR * Math.min(events, watch.accountedFor()) / Math.max(1, events));
        String bar = "#".repeat(filled) + ".".repeat(BAR - filled);
        String summary = "[%s] sent %,d  resolved %,d  rejected %,d  %,d/s  merges %,d"
                .formatted(
                        bar,
                        sent,
                        watch.count(Topic.RESOLUTIONS),
                        watch.count(Topic.REJECTED),
                        rate,
                        watch.count(Topic.MERGES));
        if (!terminal) {
            say(summary);
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(summary);
        lines.add(counts(watch.outcomes()));
        watch.latestMerges().forEach(merge -> lines.add("  merged " + merge));
        repaint(lines);
    }

    private void repaint(List<String> lines) {
        if (painted > 0) {
            out.print("\033[" + painted + "A");
        }
        for (String line : lines) {
            out.print("\033[2K" + line + "\n");
        }
        painted = lines.size();
        out.flush();
    }

    /** {@code created 12, merged 3}. */
    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }
}
