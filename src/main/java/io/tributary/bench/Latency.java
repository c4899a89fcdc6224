package io.tributary.bench;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long events took. */
record Latency(List<Offered> rates, List<String> problems, List<Sample> samples) {

    /**
     * One rate.
     *
     * @param behindMillis that an event was sent late at most
     * @param again whether the job knew some events already
     * @param resolutions from when an event was due to when its resolution was appended, milliseconds
     * @param merges from when an event was due to when a reader was told of a merge that it led to, milliseconds
     * @param resolve inside the resolving operator, microseconds; null if the job could not be asked
     */
    record Offered(
            int rate,
            Figures figures,
            double behindMillis,
            boolean again,
            Percentiles resolutions,
            Percentiles merges,
            @Nullable Percentiles resolve) {}

    /** @param count of what was measured; all others are 0 if it is */
    record Percentiles(long count, double p50, double p95, double p99, double p999, double max) {
        private static final double MICROS_A_MILLI = 1000;

        static Percentiles ofMicros(Histogram micros) {
            return new Percentiles(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / MICROS_A_MILLI,
                    micros.getValueAtPercentile(95) / MICROS_A_MILLI,
                    micros.getValueAtPercentile(99) / MICROS_A_MILLI,
                    micros.getValueAtPercentile(99.9) / MICROS_A_MILLI,
                    micros.getMaxValue() / MICROS_A_MILLI);
        }
    }
}
