package io.tributary.reference;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a history first led to something else than it should.
 *
 * @param step its place in the history, from 0; the number of steps if only the graph at the end is not right
 * @param expected by what it is called
 * @param actual likewise
 */
record Difference(int step, Map<String, Object> expected, Map<String, Object> actual) {
    /** Null if both say the same. */
    static @Nullable Difference between(int step, Map<String, Object> expected, Map<String, Object> actual) {
        return expected.equals(actual) ? null : new Difference(step, expected, actual);
    }

    /** Only what differs, one below the other. */
    String describe() {
        StringBuilder text = new StringBuilder();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            Object should = expected.getOrDefault(name, "(nothing)");
            Object is = actual.getOrDefault(name, "(nothing)");
            if (!Objects.equals(should, is)) {
                text.append("  ").append(name).append('\n');
                text.append("    expected ").append(should).append('\n');
                text.append("    actual   ").append(is).append('\n');
            }
        }
        return text.toString();
    }
}
