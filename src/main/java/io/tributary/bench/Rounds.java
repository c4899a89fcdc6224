package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Workloads that were measured in turn, each once a round.
 *
 * @param runs in order; the first is of the workload that the others are compared with
 */
record Rounds(List<Run> runs) {

    /**
     * One job, from start to end.
     *
     * @param name of the workload
     * @param problems what its check found
     */
    record Run(String name, int round, Figures figures, List<String> problems, List<Sample> samples) {}

    /** The names of the workloads, in order. */
    List<String> names() {
        return runs.stream().map(Run::name).distinct().toList();
    }

    List<Run> of(String name) {
        return runs.stream().filter(run -> run.name().equals(name)).toList();
    }

    /** A figure of one workload over the rounds. */
    Spread spread(String name, ToDoubleFunction<Figures> figure) {
        return Spread.of(of(name).stream()
                .map(run -> figure.applyAsDouble(run.figures()))
                .toList());
    }

    /** How many times the CPU of another workload this one takes, compared within each round. */
    Spread ratio(String name, String other) {
        List<Double> ratios = new ArrayList<>();
        for (Run run : of(name)) {
            of(other).stream()
                    .filter(its -> its.round() == run.round())
                    .forEach(its ->
                            ratios.add(run.figures().jobMicros() / its.figures().jobMicros()));
        }
        return Spread.of(ratios);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Run run : runs) {
            run.problems()
                    .forEach(problem -> problems.add("%s, round %d: %s".formatted(run.name(), run.round(), problem)));
        }
        return problems;
    }

    /** A group of bars for each workload: the job's CPU an event, and the broker's. */
    BarPlot plot(String by) {
        List<BarPlot.Group> groups = names().stream()
                .map(name -> new BarPlot.Group(
                        name,
                        List.of(
                                BarPlot.Bar.of(spread(name, Figures::jobMicros)),
                                BarPlot.Bar.of(spread(name, Figures::brokerMicros)))))
                .toList();
        return new BarPlot(
                "CPU an event, microseconds, by " + by + ": median, lowest and highest",
                List.of("job", "broker"),
                groups);
    }

    /** A line for each workload. */
    void writeTo(Page page, String what) {
        page.line(
                "| %s | runs | CPU of the job, us/event | times the first | CPU of the broker, us/event | events/s |",
                what);
        page.line("|---|---|---|---|---|---|");
        for (String name : names()) {
            page.line(
                    "| %s | %d | %s | %s | %s | %s |",
                    name,
                    of(name).size(),
                    Page.spread("%.2f", spread(name, Figures::jobMicros)),
                    Page.spread("%.2f", ratio(name, names().get(0))),
                    Page.spread("%.2f", spread(name, Figures::brokerMicros)),
                    Page.spread("%,.0f", spread(name, Figures::rate)));
        }
        page.line("");
        page.line("Median of the rounds (lowest–highest); how many times the first is compared within each round.");
        writeCut(page);
    }

    /** Which runs ran out of events, if any did. */
    private void writeCut(Page page) {
        page.ranOut(runs.stream()
                .filter(run -> run.figures().cut())
                .map(run -> Page.number(
                        "%s in round %d (%,d events in %.1f s)",
                        run.name(),
                        run.round(),
                        run.figures().events(),
                        run.figures().seconds()))
                .toList());
    }

    /** What is said of a run as soon as it is over. */
    static String words(Run run) {
        return "  round %d  %-12s  %,9.0f events/s  job %5.2f us/event  broker %5.2f us/event%s%s"
                .formatted(
                        run.round(),
                        run.name(),
                        run.figures().rate(),
                        run.figures().jobMicros(),
                        run.figures().brokerMicros(),
                        run.figures().cut() ? "  (ran out of events)" : "",
                        run.problems().isEmpty() ? "" : "  FAILED");
    }
}
