package io.tributary.bench;

import io.tributary.bench.Latency.Percentiles;
import io.tributary.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Offers each rate for a while, and finds out afterwards how long every single event took. */
final class LatencyRun {
    private static final int DIGITS = 3;
    private static final long MICROS_A_MILLI = 1000;

    /** The broker tells when it appended a record in whole milliseconds, rounded down: it may have been this much later. */
    private static final long APPEND_MICROS = 1000;

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Traffic traffic;
    private final Consumer<String> says;

    LatencyRun(Workshop workshop, BenchSettings settings, Traffic traffic, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.traffic = traffic;
        this.says = says;
    }

    /** One rate, while it is measured. */
    private static final class Rate {
        private final Load.Offer offer;
        private final @Nullable Percentiles resolve;
        private final long[] appended;
        private final Histogram resolutions = new Histogram(DIGITS);
        private final Histogram fromKafka = new Histogram(DIGITS);
        private final Histogram merges = new Histogram(DIGITS);

        Rate(Load.Offer offer, @Nullable Percentiles resolve, long[] appended) {
            this.offer = offer;
            this.resolve = resolve;
            this.appended = appended;
        }

        void resolved(long number, long atMicros) {
            resolutions.recordValue(Math.max(0, atMicros - offer.schedule().dueMicros(number)));
            long from = appended[(int) (number - offer.schedule().first())] * MICROS_A_MILLI;
            fromKafka.recordValue(Math.max(0, atMicros - from));
        }

        void merged(long number, long atMicros) {
            merges.recordValue(Math.max(0, atMicros - offer.schedule().dueMicros(number)));
        }

        Latency.Offered result() {
            return new Latency.Offered(
                    offer.schedule().rate(),
                    offer.figures(),
                    offer.behindMicros() / 1000.0,
                    offer.again(),
                    Percentiles.ofMicros(resolutions),
                    Percentiles.ofMicros(fromKafka),
                    Percentiles.ofMicros(merges),
                    resolve);
        }
    }

    Latency run() {
        int highest = settings.rates().stream().mapToInt(rate -> rate).max().orElseThrow();
        List<Rate> rates = new ArrayList<>();
        try (LoadedJob loaded = new LoadedJob(workshop, "latency", traffic);
                MergeWatch merges =
                        new MergeWatch(workshop.brokers(), loaded.job().topic(Topic.MERGES))) {
            loaded.warmUp(settings, highest);
            ResolveTimes times = new ResolveTimes(new JobRest(loaded.job().restPort()));
            for (int rate : settings.rates()) {
                Load.Offer offer = loaded.load().offer(loaded.job(), rate, settings.measure());
                Percentiles resolve = times.now();
                loaded.drain();
                long[] appended = loaded.load().appended(workshop.directory().resolve("appended"));
                rates.add(new Rate(offer, resolve, appended));
            }
            List<String> problems = loaded.end(record -> {
                long at = record.timestamp() * MICROS_A_MILLI + APPEND_MICROS;
                long number = MessageNumber.of(record.value());
                ofNumber(rates, number).ifPresent(rate -> rate.resolved(number, at));
            });
            merges.told()
                    .forEach(told -> ofNumber(rates, told.number())
                            .ifPresent(rate -> rate.merged(told.number(), told.atMicros())));
            List<Latency.Offered> results = rates.stream().map(Rate::result).toList();
            results.forEach(this::say);
            return new Latency(results, problems, loaded.job().samples());
        }
    }

    /** Empty for an event of the time before. */
    private static Optional<Rate> ofNumber(List<Rate> rates, long number) {
        return rates.stream()
                .filter(rate -> rate.offer.schedule().holds(number))
                .findFirst();
    }

    private void say(Latency.Offered offered) {
        Percentiles resolutions = offered.resolutions();
        says.accept("  %,9d/s  resolutions P50 %.1f  P95 %.1f  P99 %.1f  P99.9 %.1f ms  merges P50 %.0f  P95 %.0f ms"
                .formatted(
                        offered.rate(),
                        resolutions.p50(),
                        resolutions.p95(),
                        resolutions.p99(),
                        resolutions.p999(),
                        offered.merges().p50(),
                        offered.merges().p95()));
    }
}
