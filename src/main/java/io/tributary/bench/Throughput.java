package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an event costs each kind of job.
 *
 * @param runs kinds alternate, round by round
 */
record Throughput(List<Run> runs) {

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

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Run run : runs) {
            run.problems()
                    .forEach(problem ->
                            problems.add("%s, round %d: %s".formatted(run.kind().words(), run.round(), problem)));
        }
        return problems;
    }
}
