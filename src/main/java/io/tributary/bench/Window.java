package io.tributary.bench;

import java.time.Duration;
import java.util.List;

/**
 * The part of a run that counts: from the end of the warm-up on, as long as is measured.
 *
 * <pre>
 *   starts   first record      warm-up is over          measured        all events are out
 *     |...........|...................|========================|..................|
 * </pre>
 *
 * <p>Where the first events only fill the state, the warm-up begins when they are out instead of with the first record.
 *
 * <p>A job that runs out of events has its window end at the last look at which there were some left. If it was not even
 * warm by then, the second half of what there was is taken. Both are told ({@link Figures#cut}).
 */
final class Window {
    private Window() {}

    /**
     * @param samples in order
     * @param available how many events there are
     * @throws BenchException if nothing came out, or between no two looks
     */
    static Figures of(List<Sample> samples, long available, Duration warmUp, Duration measure) {
        return of(samples, 1, available, warmUp, measure);
    }

    /**
     * The same of a job that is filled first.
     *
     * @param begin how many records are out when the warm-up begins, at least 1
     */
    static Figures of(List<Sample> samples, long begin, long available, Duration warmUp, Duration measure) {
        int first = firstWith(samples, begin);
        if (first == 0 || first == samples.size()) {
            throw new BenchException("nothing has come out of the job between two looks at it");
        }
        int last = firstWith(samples, available) - 1;
        if (last <= first) {
            // All came out between two looks or three: there is nothing to choose.
            int end = Math.min(firstWith(samples, available), samples.size() - 1);
            return Figures.between(samples.get(first - 1), samples.get(end), true);
        }
        long warmingAt = samples.get(first).nanos();
        int from = firstAfter(samples, warmingAt + warmUp.toNanos());
        if (from >= last) {
            int half = firstAfter(samples, (warmingAt + samples.get(last).nanos()) / 2);
            return Figures.between(samples.get(Math.min(half, last - 1)), samples.get(last), true);
        }
        int to = firstAfter(samples, samples.get(from).nanos() + measure.toNanos());
        return Figures.between(samples.get(from), samples.get(Math.min(to, last)), to > last);
    }

    /** Whether a window is complete, so that the run can end. */
    static boolean isOver(List<Sample> samples, long available, Duration warmUp, Duration measure) {
        return isOver(samples, 1, available, warmUp, measure);
    }

    /** The same of a job that is filled first. */
    static boolean isOver(List<Sample> samples, long begin, long available, Duration warmUp, Duration measure) {
        int first = firstWith(samples, begin);
        if (firstWith(samples, available) < samples.size()) {
            return true;
        }
        if (first == samples.size()) {
            return false;
        }
        int from = firstAfter(samples, samples.get(first).nanos() + warmUp.toNanos());
        return from < samples.size()
                && firstAfter(samples, samples.get(from).nanos() + measure.toNanos()) < samples.size();
    }

    private static int firstWith(List<Sample> samples, long records) {
        int i = 0;
        while (i < samples.size() && samples.get(i).records() < records) {
            i++;
        }
        return i;
    }

    private static int firstAfter(List<Sample> samples, long nanos) {
        int i = 0;
        while (i < samples.size() && samples.get(i).nanos() < nanos) {
            i++;
        }
        return i;
    }
}
