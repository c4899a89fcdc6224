package io.tributary.bench;

import io.tributary.bench.BarPlot.Bar;
import io.tributary.bench.BarPlot.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One picture for each suite. */
final class Plots {
    private static final List<String> PERCENTILES = List.of("P50", "P95", "P99", "P99.9");

    private Plots() {}

    static String of(Throughput throughput) {
        List<Group> groups = Arrays.stream(Kind.values())
                .map(kind -> new Group(
                        kind.words(),
                        List.of(
                                bar(throughput.spread(kind, Figures::jobMicros)),
                                bar(throughput.spread(kind, Figures::brokerMicros)))))
                .toList();
        return new BarPlot("CPU an event, microseconds: median, lowest and highest", List.of("job", "broker"), groups)
                .svg();
    }

    static String of(Sustained sustained) {
        List<Group> groups = new ArrayList<>();
        for (Sustained.Step step : sustained.steps()) {
            groups.add(new Group(
                    rate(step.rate()),
                    List.of(Bar.of(step.rate() / 1000.0), Bar.of(step.figures().rate() / 1000.0))));
        }
        return new BarPlot("Thousand events a second, by what was offered", List.of("offered", "resolved"), groups)
                .svg();
    }

    static String of(Latency latency) {
        List<Group> groups = latency.rates().stream()
                .map(offered -> new Group(rate(offered.rate()), bars(offered.resolutions())))
                .toList();
        return new BarPlot("From due to resolution, milliseconds, by events a second", PERCENTILES, groups).svg();
    }

    private static List<Bar> bars(Latency.Percentiles percentiles) {
        return List.of(
                Bar.of(percentiles.p50()),
                Bar.of(percentiles.p95()),
                Bar.of(percentiles.p99()),
                Bar.of(percentiles.p999()));
    }

    private static Bar bar(Spread spread) {
        return new Bar(spread.median(), spread.min(), spread.max());
    }

    private static String rate(int rate) {
        return String.format(Locale.ROOT, "%,d/s", rate);
    }
}
