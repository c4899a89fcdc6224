package io.tributary.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many events a second the job keeps up with.
 *
 * @param steps rates that were offered, up to the first that it did not keep up with
 */
record Sustained(List<Step> steps, List<String> problems, List<Sample> samples) {

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

    /** The highest rate that it kept up with. */
    Optional<Step> highest() {
        return steps.stream().filter(Step::isKeptUp).max(Comparator.comparingInt(Step::rate));
    }
}
