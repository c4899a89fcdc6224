package io.tributary.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The records of one space in one topic of facts, against those that are expected, one by one and in order. */
final class Facts {
    /** How far back a record is known again: many more than a checkpoint holds. */
    private static final int REMEMBERED = 20_000;

    private final String name;
    private final ArrayDeque<String> expected = new ArrayDeque<>();
    private final ArrayDeque<String> actual = new ArrayDeque<>();
    private final Set<Long> recent = new LinkedHashSet<>();
    private final List<String> differences = new ArrayList<>();
    private long told;
    private long passed;
    private long lost;
    private long doubled;
    private long wrong;

    Facts(String name) {
        this.name = name;
    }

    void expect(String record) {
        told++;
        expected.add(record);
    }

    void arrive(String record) {
        actual.add(record);
    }

    /** Compares what is there on both sides. */
    void compare() {
        while (!actual.isEmpty() && !expected.isEmpty()) {
            String record = actual.remove();
            if (record.equals(expected.peek())) {
                pass();
            } else if (recent.contains(hash(record))) {
                doubled++;
                differences.add(name + ": again " + record);
            } else if (expected.contains(record)) {
                while (!record.equals(expected.peek())) {
                    lost++;
                    differences.add(name + ": lost " + expected.peek());
                    pass();
                }
                pass();
            } else {
                wrong++;
                differences.add(name + ": " + record + "\n  instead of " + expected.peek());
                pass();
            }
        }
        // What came twice last may have nothing expected behind it.
        while (!actual.isEmpty() && recent.contains(hash(actual.peek()))) {
            doubled++;
            differences.add(name + ": again " + actual.remove());
        }
    }

    private void pass() {
        recent.add(hash(expected.remove()));
        passed++;
        if (recent.size() > REMEMBERED) {
            Iterator<Long> oldest = recent.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static long hash(String text) {
        long hash = text.hashCode();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1_099_511_628_211L + text.charAt(i);
        }
        return hash;
    }

    /** How many were expected by now. */
    long told() {
        return told;
    }

    /** How many of those have been met, or been found to be lost. */
    long passed() {
        return passed;
    }

    long lost() {
        return lost;
    }

    long doubled() {
        return doubled;
    }

    long wrong() {
        return wrong;
    }

    /** How many have come that nothing was expected for, by now. */
    int extra() {
        return actual.size();
    }

    List<String> differences() {
        return differences;
    }
}
