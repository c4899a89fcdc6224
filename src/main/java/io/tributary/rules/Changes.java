package io.tributary.rules;

import io.tributary.model.Collection;
import io.tributary.rules.RuleChange.Aspect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The changes of one space as they are found. */
final class Changes {
    private final String space;
    private final List<RuleChange> found = new ArrayList<>();

    /** What is written in another order without meaning anything else. */
    private final List<RuleChange> reordered = new ArrayList<>();

    Changes(String space) {
        this.space = space;
    }

    /** What was found; what is only written in another order if there is nothing else. */
    List<RuleChange> all() {
        return found.isEmpty() ? reordered : found;
    }

    /** One of the whole space. */
    void add(ChangeClass changeClass, Aspect aspect, @Nullable String before, @Nullable String after) {
        found.add(new RuleChange(changeClass, space, aspect, null, null, before, after));
    }

    /** One of a collection. */
    void add(
            ChangeClass changeClass,
            Aspect aspect,
            Collection collection,
            @Nullable String before,
            @Nullable String after) {
        found.add(new RuleChange(changeClass, space, aspect, collection, null, before, after));
    }

    /** One of a type. */
    void add(
            ChangeClass changeClass,
            Aspect aspect,
            IdentifierRule type,
            @Nullable String before,
            @Nullable String after) {
        found.add(new RuleChange(changeClass, space, aspect, type.collection(), type.type(), before, after));
    }

    /** One of the whole space if it is one: going up relaxes. */
    void addIfOther(Aspect aspect, int before, int after) {
        if (before != after) {
            ChangeClass its = after > before ? ChangeClass.RELAXING : ChangeClass.RESTRICTIVE;
            add(its, aspect, String.valueOf(before), String.valueOf(after));
        }
    }

    /** One of the whole space if it is one. */
    void addIfOther(ChangeClass changeClass, Aspect aspect, String before, String after) {
        if (!before.equals(after)) {
            add(changeClass, aspect, before, after);
        }
    }

    /**
     * One for each entry that is new, restrictive, and one for each that is gone, relaxing; where they stand in their list
     * means nothing.
     *
     * @param type that they are of, null for those of the whole space
     * @param text of an entry; equal ones are the same
     */
    <T> void addEntries(
            Aspect aspect, @Nullable IdentifierRule type, List<T> before, List<T> after, Function<T, String> text) {
        List<String> old = before.stream().map(text).toList();
        List<String> now = after.stream().map(text).toList();
        HashSet<String> olds = new HashSet<>(old);
        HashSet<String> news = new HashSet<>(now);
        now.stream()
                .distinct()
                .filter(entry -> !olds.contains(entry))
                .forEach(entry -> found.add(change(ChangeClass.RESTRICTIVE, aspect, type, null, entry)));
        old.stream()
                .distinct()
                .filter(entry -> !news.contains(entry))
                .forEach(entry -> found.add(change(ChangeClass.RELAXING, aspect, type, entry, null)));
        if (!old.equals(now)) {
            reordered.add(change(ChangeClass.RELAXING, aspect, type, list(old), list(now)));
        }
    }

    /** Restrictive, if those that are in both lists do not come in the same order. */
    void addOrder(Aspect aspect, @Nullable Collection collection, List<String> before, List<String> after) {
        List<String> old =
                before.stream().filter(new HashSet<>(after)::contains).toList();
        List<String> now =
                after.stream().filter(new HashSet<>(before)::contains).toList();
        if (!old.equals(now)) {
            found.add(new RuleChange(ChangeClass.RESTRICTIVE, space, aspect, collection, null, list(old), list(now)));
        }
    }

    private RuleChange change(
            ChangeClass changeClass,
            Aspect aspect,
            @Nullable IdentifierRule type,
            @Nullable String before,
            @Nullable String after) {
        Collection collection = type == null ? null : type.collection();
        return new RuleChange(changeClass, space, aspect, collection, type == null ? null : type.type(), before, after);
    }

    static String list(List<String> texts) {
        return "[" + String.join(", ", texts) + "]";
    }
}
