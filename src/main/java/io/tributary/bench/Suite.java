package io.tributary.bench;

import java.util.Locale;

/** What is measured. */
public enum Suite {
    /** What an event costs when there are always more. */
    THROUGHPUT,
    /** How many events a second it keeps up with. */
    SUSTAINED,
    /** How long an event takes at a given rate. */
    LATENCY;

    /** As options are written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
