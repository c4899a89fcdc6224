package io.tributary.bench;

import io.tributary.bench.BarPlot.Bar;
import io.tributary.bench.BarPlot.Group;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many events a second the job keeps up with.
 *
 * @param steps rates that were offered, up to the first that it did not keep up with
 */
record Sustained(List<Step> steps, List<String> problems, List<Sample> samples) implements Finding {

    /**
     * One rate.
     *
     * @param lagSeconds how far behind all of it was at the end, load and job
     * @param behindMillis that an event was sent late at most
     * @param again whether the job knew some events already
     */
    record Step(int rate, Figures figures, double lagSeconds, double behindMillis, boolean again) {
        private static final double MAX_LAG_SECONDS = 1;

        boolean isKeptUp() {
            return lagSeconds < MAX_LAG_SECONDS;
        }
    }

    /** The highest rate that it kept up with; one of events that it knew, which cost it less, is none. */
    Optional<Step> highest() {
        return steps.stream().filter(step -> step.isKeptUp() && !step.again()).max(Comparator.comparingInt(Step::rate));
    }

    @Override
    public Map<String, String> pictures() {
        List<Group> groups = steps.stream()
                .map(step -> new Group(
                        Page.number("%,d/s", step.rate()),
                        List.of(
                                Bar.of(step.rate() / 1000.0),
                                Bar.of(step.figures().rate() / 1000.0))))
                .toList();
        BarPlot plot =
                new BarPlot("Thousand events a second, by what was offered", List.of("offered", "resolved"), groups);
        return Map.of("sustained.svg", plot.svg());
    }

    @Override
    public void writeTo(Page page) {
        page.heading("How much it keeps up with", "sustained.svg", "Events a second");
        page.line(
                "| offered/s | resolved/s | lag at the end, s | CPU of the job, us/event | sent late, at most, ms | |");
        page.line("|---|---|---|---|---|---|");
        for (Step step : steps) {
            page.line(
                    "| %,d | %,.0f | %.2f | %.2f | %.1f | %s |",
                    step.rate(),
                    step.figures().rate(),
                    step.lagSeconds(),
                    step.figures().jobMicros(),
                    step.behindMillis(),
                    step.isKeptUp() ? "kept up" : "did not keep up");
        }
        page.line("");
        LoadedJob.writeAgain(
                page, steps.stream().filter(Step::again).map(Step::rate).toList());
        page.line(highest()
                .map(step -> Page.number(
                        "The highest rate that it kept up with, of events that it had not been sent before, is %,d events/s.",
                        step.rate()))
                .orElse("It kept up with none of these, of events that it had not been sent before."));
    }
}
