package io.tributary.bench;

import java.time.Instant;

/** The time that all processes on this machine share. */
final class WallClock {
    private WallClock() {}

    /** Microseconds since the epoch. */
    static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
}
