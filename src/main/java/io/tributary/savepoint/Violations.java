package io.tributary.savepoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was found not to hold: all of it counted, the first of each kind and space told. */
public final class Violations {
    /** Told of each invariant and space. */
    static final int TOLD = 20;

    private final List<Violation> told = new ArrayList<>();
    private final List<Count> counts = new ArrayList<>();

    /** @param where which profile or external ID, the latter by its fingerprint */
    public record Violation(String space, Invariant invariant, String where) {}

    public record Count(String space, Invariant invariant, long violations) {}

    void add(String space, Invariant invariant, String where) {
        for (int i = 0; i < counts.size(); i++) {
            Count count = counts.get(i);
            if (count.invariant == invariant && count.space.equals(space)) {
                counts.set(i, new Count(space, invariant, count.violations + 1));
                if (count.violations < TOLD) {
                    told.add(new Violation(space, invariant, where));
                }
                return;
            }
        }
        counts.add(new Count(space, invariant, 1));
        told.add(new Violation(space, invariant, where));
    }

    public List<Violation> told() {
        return Collections.unmodifiableList(told);
    }

    public List<Count> counts() {
        return Collections.unmodifiableList(counts);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
