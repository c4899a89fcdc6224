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
 * <p>A job that runs out of events has its window end at the last look at which there were some left. If it was not even
 * warm by then, the second half of what there was is taken. Both are told ({@link Figures#cut}).
 *
 * @param begin how many records are out when the warm-up begins, at least 1: where the first events only fill the state,
 *     all of these
 * @param known how many records are out at least when it is over, however long that takes: by then the job has met
 *     everybody
 * @param available how many events there are
 * @param warmUp how long it takes at least
 */
record Window(long begin, long known, long available, Duration warmUp, Duration measure) {

    /**
     * What it holds.
     *
     * @param samples in order
     * @throws BenchException if nothing came out, or between no two looks
     */
    Figures of(List<Sample> samples) {
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
        int from = warm(samples, first);
        if (from >= last) {
            int half = firstAfter(
                    samples, (samples.get(first).nanos() + samples.get(last).nanos()) / 2);
            return Figures.between(samples.get(Math.min(half, last - 1)), samples.get(last), true);
        }
        int to = firstAfter(samples, samples.get(from).nanos() + measure.toNanos());
        return Figures.between(samples.get(from), samples.get(Math.min(to, last)), to > last);
    }

    /** Whether it is complete, so that the run can end. */
    boolean isOver(List<Sample> samples) {
        int first = firstWith(samples, begin);
        if (firstWith(samples, available) < samples.size()) {
            return true;
        }
        if (first == samples.size()) {
            return false;
        }
        int from = warm(samples, first);
        return from < samples.size()
                && firstAfter(samples, samples.get(from).nanos() + measure.toNanos()) < samples.size();
    }

    /** Which look is the first after the warm-up. */
    private int warm(List<Sample> samples, int first) {
        return Math.max(firstAfter(samples, samples.get(first).nanos() + warmUp.toNanos()), firstWith(samples, known));
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
