package io.tributary.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How long each space has had nothing new to say. */
final class Silence {
    private final Map<String, Long> last = new HashMap<>();
    private long longest;

    /** From now on it counts. */
    void start() {
        long now = System.nanoTime();
        last.replaceAll((space, before) -> now);
        longest = 0;
    }

    void broken(String space) {
        long now = System.nanoTime();
        Long before = last.put(space, now);
        if (before != null) {
            longest = Math.max(longest, now - before);
        }
    }

    /** Of any space. */
    Duration longest() {
        long now = System.nanoTime();
        long found = longest;
        for (long since : last.values()) {
            found = Math.max(found, now - since);
        }
        return Duration.ofNanos(found);
    }
}
