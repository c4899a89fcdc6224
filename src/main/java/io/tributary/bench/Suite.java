package io.tributary.bench;

import java.util.Locale;

/** What is measured. */
public enum Suite {
    /** What an event costs when there are always more. */
    THROUGHPUT("pass-through, decode and resolve in turn"),
    /** How many events a second it keeps up with. */
    SUSTAINED("rates one after the other"),
    /** How long an event takes at a given rate. */
    LATENCY("each event from when it was due"),
    /** What takes the CPU. */
    PROFILE("call stacks of a warm job"),
    /** What an event costs the more is known. */
    GROWTH("the same traffic on states of several sizes"),
    /** What an event costs where traffic or rules are unlike the others'. */
    SKEW("traffic and rules of several kinds"),
    /** What an event costs others. */
    PEERS("PostgreSQL and DuckDB with the same events");

    private final String words;

    Suite(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** As options are written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
