package io.tributary.job;

import io.tributary.rules.ChangeClass;
import io.tributary.rules.RuleChange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Which changes of the rules a job may start with. Relaxing ones are always allowed; each of the others by itself. */
public record Allowance(boolean restrictive, boolean breaking) implements Serializable {
    /** What is allowed unless it is asked for more. */
    public static final Allowance RELAXING_ONLY = new Allowance(false, false);

    private static final int MAX_LISTED = 1000;

    boolean allows(ChangeClass changeClass) {
        return switch (changeClass) {
            case RELAXING -> true;
            case RESTRICTIVE -> restrictive;
            case BREAKING -> breaking;
        };
    }

    /**
     * Why a job must not start with these changes, as lines: what is needed, every change with its class, what to do.
     * Empty if it may.
     */
    List<String> refusal(List<RuleChange> changes) {
        List<String> missing = new ArrayList<>();
        for (ChangeClass its : ChangeClass.values()) {
            boolean asked = changes.stream().anyMatch(change -> change.changeClass() == its);
            if (asked && !allows(its)) {
                missing.add("--allow-" + its.word());
            }
        }
        if (missing.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("the rules are not those that the state was written under, and the change needs "
                + String.join(" and ", missing) + ":");
        lines.addAll(lines(changes));
        lines.add("start with the rules as they were; or look at what it means (`rules impact`), then start with "
                + String.join(" ", missing));
        return lines;
    }

    /** One line a change, the farthest-reaching first. */
    static List<String> lines(List<RuleChange> changes) {
        List<String> lines = new ArrayList<>();
        changes.stream()
                .sorted((a, b) -> b.changeClass().compareTo(a.changeClass()))
                .limit(MAX_LISTED)
                .forEach(change -> lines.add(
                        "  %-11s  space %s: %s".formatted(change.changeClass().word(), change.space(), change.text())));
        if (changes.size() > MAX_LISTED) {
            lines.add("  and " + (changes.size() - MAX_LISTED) + " more");
        }
        return lines;
    }
}
