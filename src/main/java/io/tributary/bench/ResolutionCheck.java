package io.tributary.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Holds what a job said in {@code resolutions} to what it was given: every event has one, and one sequence. */
final class ResolutionCheck {
    private final BitSet seen = new BitSet();
    private long[] events = new long[1 << 16];
    private long contradictions;

    /**
     * @param sequence of a resolution; one that is there twice was sent twice, which is allowed
     * @param event that it is of, a number that stands for its messageId
     */
    void add(long sequence, long event) {
        int index = Math.toIntExact(sequence);
        if (index >= events.length) {
            events = Arrays.copyOf(events, Math.max(index + 1, events.length * 2));
        }
        if (seen.get(index) && events[index] != event) {
            contradictions++;
        }
        seen.set(index);
        events[index] = event;
    }

    /**
     * Takes what the job said after it was started again. From its first sequence on that is what counts: what was said
     * before but came after the checkpoint is decided once more, and may be in another order.
     */
    void goOn(ResolutionCheck again) {
        int from = again.seen.nextSetBit(0);
        if (from >= 0) {
            seen.clear(from, Math.max(from, seen.length()));
            again.seen.stream().forEach(sequence -> add(sequence, again.events[sequence]));
            contradictions += again.contradictions;
        }
    }

    /** The highest sequence there is. */
    long last() {
        return Math.max(0, seen.length() - 1);
    }

    /**
     * @param from the sequence up to which there must be no gap: a job that is ended may lose what it has not yet sent
     * @param sent what stands for the messageId of each event, sorted
     * @param times how often all of them were sent
     * @return what is wrong, empty if nothing is
     */
    List<String> problems(long from, long[] sent, int times) {
        List<String> problems = problems(from);
        problems.addAll(surplus(events(), sent, times));
        return problems;
    }

    /** What is wrong with the sequences. */
    List<String> problems(long from) {
        List<String> problems = new ArrayList<>();
        if (contradictions > 0) {
            problems.add("resolutions: %,d sequences are given to two events".formatted(contradictions));
        }
        int hole = seen.nextClearBit(1);
        if (hole <= from) {
            problems.add("resolutions: there is no sequence %,d, but state is at %,d".formatted(hole, from));
        }
        if (seen.get(0)) {
            problems.add("resolutions: there is a sequence 0");
        }
        return problems;
    }

    /** What stands for the event of each sequence. */
    long[] events() {
        return seen.stream().mapToLong(index -> events[index]).toArray();
    }

    /** @param resolved what stands for the events that were resolved; it is sorted */
    static List<String> surplus(long[] resolved, long[] sent, int times) {
        Arrays.sort(resolved);
        long surplus = 0;
        int at = 0;
        int taken = 0;
        for (long event : resolved) {
            while (at < sent.length && (sent[at] < event || taken == times)) {
                at++;
                taken = 0;
            }
            if (at < sent.length && sent[at] == event) {
                taken++;
            } else {
                surplus++;
            }
        }
        return surplus == 0
                ? List.of()
                : List.of(
                        "resolutions: %,d are of events that have one already, or were never sent".formatted(surplus));
    }
}
