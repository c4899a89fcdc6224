package io.tributary.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be true after a worked example; what it does not list is not checked.
 *
 * @param outcomes by event
 * @param setAside {@code type:value reason} by event, in the order in which they are set aside
 * @param merges child and parent, in order; a profile is named by the event that created it
 * @param profiles the external IDs of every canonical profile, in any order
 */
record Expectation(
        Map<String, String> outcomes,
        Map<String, List<String>> setAside,
        @Nullable List<List<String>> merges,
        @Nullable List<List<String>> profiles) {

    static final Expectation NONE = new Expectation(Map.of(), Map.of(), null, null);

    /** A sentence for each difference, none if everything is as expected. */
    List<String> differences(Emitted emitted) {
        List<String> differences = new ArrayList<>();
        outcomes.forEach((event, expected) -> {
            String actual = emitted.outcome(event);
            if (actual == null) {
                differences.add(event + ": expected " + expected + ", has no resolution");
            } else if (!actual.equals(expected)) {
                differences.add(event + ": expected " + expected + ", was " + actual);
            }
        });
        setAside.forEach((event, expected) -> {
            List<String> actual = emitted.setAside(event);
            if (!actual.equals(expected)) {
                differences.add(event + ": expected to be set aside " + expected + ", was " + actual);
            }
        });
        if (merges != null && !merges.equals(emitted.merges())) {
            differences.add("expected merges " + merges + ", were " + emitted.merges());
        }
        if (profiles != null) {
            compareProfiles(profiles, emitted.profiles(), differences);
        }
        return differences;
    }

    private static void compareProfiles(
            List<List<String>> expected, List<List<String>> actual, List<String> differences) {
        List<List<String>> missing = sorted(expected);
        List<List<String>> surplus = new ArrayList<>();
        for (List<String> profile : sorted(actual)) {
            if (!missing.remove(profile)) {
                surplus.add(profile);
            }
        }
        for (List<String> profile : missing) {
            differences.add(
                    "profile " + profile + " missing; found " + (surplus.isEmpty() ? "no other" : join(surplus)));
        }
        if (missing.isEmpty() && !surplus.isEmpty()) {
            differences.add("not expected: profile " + join(surplus));
        }
    }

    private static List<List<String>> sorted(List<List<String>> profiles) {
        List<List<String>> sorted = new ArrayList<>();
        for (List<String> profile : profiles) {
            sorted.add(List.copyOf(new TreeSet<>(profile)));
        }
        return sorted;
    }

    private static String join(Collection<List<String>> profiles) {
        List<String> texts = new ArrayList<>();
        profiles.forEach(profile -> texts.add(profile.toString()));
        return String.join(", ", texts);
    }
}
