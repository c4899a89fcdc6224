package io.tributary.bench;

/**
 * When each event of an open loop is due. It does not depend on what became of those before: an event that could not be
 * sent in time is late from then on, and its latency counts from when it was due. Otherwise a job that hangs would hold
 * up the very events that would have shown it.
 *
 * @param startMicros when the first one is due, microseconds since the epoch
 * @param first its number
 * @param count how many there are
 * @param rate of them a second
 */
record Schedule(long startMicros, long first, long count, int rate) {
    private static final long MICROS_A_SECOND = 1_000_000;

    /** When an event is due, microseconds since the epoch. */
    long dueMicros(long number) {
        return startMicros + (number - first) * MICROS_A_SECOND / rate;
    }

    /** Whether the event is one of these. */
    boolean holds(long number) {
        return number >= first && number < first + count;
    }

    /**
     * How far behind all of it is: what the last event was sent late, and what those that wait take at this rate.
     *
     * @param sentMicros when the last event had been sent
     * @param waiting how many had not come out by then
     */
    double lagSeconds(long sentMicros, long waiting) {
        double late = Math.max(0, sentMicros - dueMicros(first + count - 1));
        return late / MICROS_A_SECOND + (double) waiting / rate;
    }

    /** How many are due by then, that moment included. */
    long dueBy(long micros) {
        if (micros < startMicros) {
            return 0;
        }
        // Event i is due at i * 1,000,000 / rate, rounded down, so at micros or before if i * 1,000,000 / rate < micros
        // + 1.
        long elapsed = micros - startMicros;
        return Math.min(count, ((elapsed + 1) * rate - 1) / MICROS_A_SECOND + 1);
    }
}
