package io.tributary.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The resolutions of one space, which may come again: by their sequence, against those that are expected. */
final class Resolutions {
    private final String name;
    private final int first;
    /** Those that have not been seen. */
    private final Map<Integer, String> expected = new HashMap<>();

    private final Map<Integer, List<String>> early = new HashMap<>();
    private final BitSet seen = new BitSet();
    private final List<Integer> hashes = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int seenInOrder;
    private long repeated;
    private long wrong;

    /** @param first the first sequence that there is */
    Resolutions(String name, int first) {
        this.name = name;
        this.first = first;
    }

    void expect(int sequence, String record) {
        if (sequence != first + hashes.size()) {
            throw new IllegalStateException(name + ": " + sequence + " follows " + (first + hashes.size() - 1));
        }
        hashes.add(record.hashCode());
        expected.put(sequence, record);
        List<String> waiting = early.remove(sequence);
        if (waiting != null) {
            waiting.forEach(each -> arrive(sequence, each));
        }
    }

    /** @return whether this is the first time that it comes, as far as can be told */
    boolean arrive(int sequence, String record) {
        int index = sequence - first;
        if (index >= hashes.size()) {
            List<String> waiting = early.computeIfAbsent(sequence, any -> new ArrayList<>());
            waiting.add(record);
            return waiting.size() == 1;
        }
        String wanted = expected.get(sequence);
        if (wanted == null ? hashes.get(index) != record.hashCode() : !wanted.equals(record)) {
            wrong++;
            differences.add(name + ": " + record + "\n  instead of " + wanted);
        }
        if (seen.get(index)) {
            repeated++;
            return false;
        }
        seen.set(index);
        expected.remove(sequence);
        seenInOrder = seen.nextClearBit(0);
        return true;
    }

    int told() {
        return hashes.size();
    }

    /** How many have been seen without a gap. */
    int passed() {
        return seenInOrder;
    }

    long repeated() {
        return repeated;
    }

    long wrong() {
        return wrong;
    }

    List<String> differences() {
        return differences;
    }
}
