package io.tributary.simulate;

import java.util.function.IntToLongFunction;

/**
 * When each person acts next, the earliest first: a binary heap with one entry a person, however many events there are.
 */
final class Agenda {
    /** Milliseconds and, in the lowest bits, the person: entries compare as numbers. */
    private final long[] heap;

    private final int personBits;

    /** @param firstTimes when each person acts first, in milliseconds, not negative */
    Agenda(int people, IntToLongFunction firstTimes) {
        heap = new long[people];
        personBits = 64 - Long.numberOfLeadingZeros(people - 1L);
        for (int person = 0; person < people; person++) {
            heap[person] = entry(firstTimes.applyAsLong(person), person);
        }
        for (int place = people / 2 - 1; place >= 0; place--) {
            sink(place, heap[place]);
        }
    }

    /** Whose turn it is. */
    int person() {
        return (int) (heap[0] & ((1L << personBits) - 1));
    }

    /** When, in milliseconds. */
    long time() {
        return heap[0] >>> personBits;
    }

    /** Whoever's turn it is has acted, and acts again then. */
    void reschedule(long time) {
        sink(0, entry(time, person()));
    }

    private long entry(long time, int person) {
        return (time << personBits) | person;
    }

    private void sink(int from, long entry) {
        int place = from;
        int child = 2 * place + 1;
        while (child < heap.length) {
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (entry <= heap[child]) {
                break;
            }
            heap[place] = heap[child];
            place = child;
            child = 2 * place + 1;
        }
        heap[place] = entry;
    }
}
