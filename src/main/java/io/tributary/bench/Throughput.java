package io.tributary.bench;

import io.tributary.bench.BarPlot.Bar;
import io.tributary.bench.BarPlot.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What an event costs each kind of job.
 *
 * @param runs kinds alternate, round by round
 */
record Throughput(List<Run> runs) implements Finding {

    /**
     * One job, from start to end.
     *
     * @param problems what its check found
     */
    record Run(Kind kind, int round, Figures figures, List<String> problems, List<Sample> samples) {}

    /** A figure of one kind of job over the rounds. */
    Spread spread(Kind kind, ToDoubleFunction<Figures> figure) {
        return Spread.of(of(kind).stream()
                .map(run -> figure.applyAsDouble(run.figures()))
                .toList());
    }

    /** How many times the CPU of another kind one takes, compared within each round. */
    Spread ratio(Kind kind, Kind other) {
        List<Double> ratios = new ArrayList<>();
        for (Run run : of(kind)) {
            of(other).stream()
                    .filter(its -> its.round() == run.round())
                    .forEach(its ->
                            ratios.add(run.figures().jobMicros() / its.figures().jobMicros()));
        }
        return Spread.of(ratios);
    }

    List<Run> of(Kind kind) {
        return runs.stream().filter(run -> run.kind() == kind).toList();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Run run : runs) {
            run.problems()
                    .forEach(problem ->
                            problems.add("%s, round %d: %s".formatted(run.kind().words(), run.round(), problem)));
        }
        return problems;
    }

    @Override
    public Map<String, String> pictures() {
        List<Group> groups = Arrays.stream(Kind.values())
                .map(kind -> new Group(
                        kind.words(),
                        List.of(Bar.of(spread(kind, Figures::jobMicros)), Bar.of(spread(kind, Figures::brokerMicros)))))
                .toList();
        BarPlot plot =
                new BarPlot("CPU an event, microseconds: median, lowest and highest", List.of("job", "broker"), groups);
        return Map.of("throughput.svg", plot.svg());
    }

    @Override
    public void writeTo(Page page) {
        page.heading("What an event costs", "throughput.svg", "CPU an event");
        page.line("| job | runs | CPU of the job, us/event | CPU of the broker, us/event | events/s |");
        page.line("|---|---|---|---|---|");
        for (Kind kind : Kind.values()) {
            page.line(
                    "| %s | %d | %s | %s | %s |",
                    kind.words(),
                    of(kind).size(),
                    Page.spread("%.2f", spread(kind, Figures::jobMicros)),
                    Page.spread("%.2f", spread(kind, Figures::brokerMicros)),
                    Page.spread("%,.0f", spread(kind, Figures::rate)));
        }
        page.line("");
        page.line("Median of the rounds (lowest–highest). Within each round, resolve takes "
                + Page.spread("%.2f", ratio(Kind.RESOLVE, Kind.DECODE)) + " times the CPU of decode and "
                + Page.spread("%.2f", ratio(Kind.RESOLVE, Kind.PASS_THROUGH)) + " times that of pass-through.");
        List<String> cut = runs.stream()
                .filter(run -> run.figures().cut())
                .map(run -> Page.number(
                        "%s in round %d (%,d events in %.1f s)",
                        run.kind().words(),
                        run.round(),
                        run.figures().events(),
                        run.figures().seconds()))
                .toList();
        page.ranOut(cut);
    }
}
