package io.tributary.bench;

/**
 * What a stretch of a run says.
 *
 * @param events that came out of the job
 * @param seconds that it lasted
 * @param rate events a second
 * @param jobMicros CPU time of the job's process an event, microseconds
 * @param brokerMicros CPU time of the broker an event, microseconds
 * @param cut whether there were too few events to warm up and measure as long as was asked for
 */
record Figures(long events, double seconds, double rate, double jobMicros, double brokerMicros, boolean cut) {
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MICRO = 1e3;

    static Figures between(Sample from, Sample to, boolean cut) {
        long events = to.records() - from.records();
        double seconds = (to.nanos() - from.nanos()) / NANOS_A_SECOND;
        double counted = Math.max(1, events);
        return new Figures(
                events,
                seconds,
                events / Math.max(seconds, 1e-9),
                (to.jobNanos() - from.jobNanos()) / counted / NANOS_A_MICRO,
                (to.brokerNanos() - from.brokerNanos()) / counted / NANOS_A_MICRO,
                cut);
    }
}
