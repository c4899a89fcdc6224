package io.tributary.bench;

import io.tributary.bench.BarPlot.Bar;
import io.tributary.bench.BarPlot.Group;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long events took. */
record Latency(List<Offered> rates, List<String> problems, List<Sample> samples) implements Finding {
    private static final List<String> PERCENTILES = List.of("P50", "P95", "P99", "P99.9");

    /**
     * One rate.
     *
     * @param behindMillis that an event was sent late at most
     * @param again whether the job knew some events already
     * @param resolutions from when an event was due to when its resolution was appended, milliseconds
     * @param fromKafka from when its event was appended to when its resolution was, milliseconds
     * @param merges from when an event was due to when a reader was told of a merge that it led to, milliseconds
     * @param resolve inside the resolving operator, microseconds; null if the job could not be asked
     */
    record Offered(
            int rate,
            Figures figures,
            double behindMillis,
            boolean again,
            Percentiles resolutions,
            Percentiles fromKafka,
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

    @Override
    public Map<String, String> pictures() {
        List<Group> groups = rates.stream()
                .map(offered -> new Group(Page.number("%,d/s", offered.rate()), bars(offered.resolutions())))
                .toList();
        BarPlot plot = new BarPlot("From due to resolution, milliseconds, by events a second", PERCENTILES, groups);
        return Map.of("latency.svg", plot.svg());
    }

    private static List<Bar> bars(Percentiles percentiles) {
        return List.of(
                Bar.of(percentiles.p50()),
                Bar.of(percentiles.p95()),
                Bar.of(percentiles.p99()),
                Bar.of(percentiles.p999()));
    }

    @Override
    public void writeTo(Page page) {
        page.heading("How long an event takes", "latency.svg", "Latency");
        page.line("| offered/s | what | events | P50 | P95 | P99 | P99.9 | highest |");
        page.line("|---|---|---|---|---|---|---|---|");
        for (Offered offered : rates) {
            writeTo(page, offered.rate(), "`resolutions`, ms", offered.resolutions());
            writeTo(page, offered.rate(), "`resolutions` from Kafka to Kafka, ms", offered.fromKafka());
            writeTo(page, offered.rate(), "`merges`, ms", offered.merges());
            if (offered.resolve() != null) {
                writeTo(page, offered.rate(), "resolving operator, us", offered.resolve());
            }
        }
        page.line("");
        page.line(
                "| offered/s | resolved/s | CPU of the job, us/event | CPU of the broker, us/event | sent late, at most, ms |");
        page.line("|---|---|---|---|---|");
        for (Offered offered : rates) {
            page.line(
                    "| %,d | %,.0f | %.2f | %.2f | %.1f |",
                    offered.rate(),
                    offered.figures().rate(),
                    offered.figures().jobMicros(),
                    offered.figures().brokerMicros(),
                    offered.behindMillis());
        }
        LoadedJob.writeAgain(
                page, rates.stream().filter(Offered::again).map(Offered::rate).toList());
        if (rates.stream().anyMatch(offered -> offered.resolve() == null)) {
            page.line("");
            page.line("The job could not be asked for the time that its resolving operator takes.");
        }
    }

    private static void writeTo(Page page, int rate, String what, Percentiles of) {
        if (of.count() == 0) {
            page.line("| %,d | %s | none | | | | | |", rate, what);
        } else {
            page.line(
                    "| %,d | %s | %,d | %.1f | %.1f | %.1f | %.1f | %.1f |",
                    rate, what, of.count(), of.p50(), of.p95(), of.p99(), of.p999(), of.max());
        }
    }
}
