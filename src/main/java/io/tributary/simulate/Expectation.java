package io.tributary.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be true after a worked example; what it does not list is not checked. A profile is named by the event that
 * created it, one that a split created by its ID.
 *
 * @param outcomes by event
 * @param setAside {@code type:value reason} by event, in the order in which they are set aside
 * @param merges child and parent, in order
 * @param splits whole and part, in order
 * @param profiles the external IDs of every canonical person that has any, in any order
 * @param groups by level the members of every group that has any, in any order
 * @param accounts by the value of an account's external ID its members, in any order
 */
record Expectation(
        Map<String, String> outcomes,
        Map<String, List<String>> setAside,
        @Nullable List<List<String>> merges,
        @Nullable List<List<String>> splits,
        @Nullable List<List<String>> profiles,
        Map<String, List<List<String>>> groups,
        Map<String, List<String>> accounts) {

    static final Expectation NONE = new Expectation(Map.of(), Map.of(), null, null, null, Map.of(), Map.of());

    /** A sentence for each difference, none if everything is as expected. */
    List<String> differences(Emitted emitted) {
        List<String> differences = new ArrayList<>();
        compareResolutions(emitted, differences);
        if (merges != null && !merges.equals(emitted.changes("merge"))) {
            differences.add("expected merges " + merges + ", were " + emitted.changes("merge"));
        }
        if (splits != null && !splits.equals(emitted.changes("split"))) {
            differences.add("expected splits " + splits + ", were " + emitted.changes("split"));
        }
        if (profiles != null) {
            compareSets("profile", profiles, emitted.profiles(), differences);
        }
        groups.forEach((level, expected) -> compareSets(level, expected, emitted.groups(level), differences));
        accounts.forEach((account, expected) -> {
            List<String> actual = emitted.account(account);
            if (actual == null) {
                differences.add("account " + account + ": expected " + sorted(expected) + ", there is no such account");
            } else if (!sorted(actual).equals(sorted(expected))) {
                differences.add("account " + account + ": expected " + sorted(expected) + ", was " + sorted(actual));
            }
        });
        return differences;
    }

    private void compareResolutions(Emitted emitted, List<String> differences) {
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
    }

    private static void compareSets(
            String what, List<List<String>> expected, List<List<String>> actual, List<String> differences) {
        List<List<String>> missing = allSorted(expected);
        List<List<String>> surplus = new ArrayList<>();
        for (List<String> set : allSorted(actual)) {
            if (!missing.remove(set)) {
                surplus.add(set);
            }
        }
        for (List<String> set : missing) {
            differences.add(what + " " + set + " missing; found " + (surplus.isEmpty() ? "no other" : join(surplus)));
        }
        if (missing.isEmpty() && !surplus.isEmpty()) {
            differences.add("not expected: " + what + " " + join(surplus));
        }
    }

    private static List<List<String>> allSorted(List<List<String>> sets) {
        List<List<String>> sorted = new ArrayList<>();
        for (List<String> set : sets) {
            sorted.add(sorted(set));
        }
        return sorted;
    }

    private static List<String> sorted(List<String> set) {
        return List.copyOf(new TreeSet<>(set));
    }

    private static String join(Collection<List<String>> sets) {
        List<String> texts = new ArrayList<>();
        sets.forEach(set -> texts.add(set.toString()));
        return String.join(", ", texts);
    }
}
