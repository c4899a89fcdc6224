package io.tributary.rules;

import io.tributary.model.Collection;
import io.tributary.rules.RuleChange.Aspect;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the order of trust among the types of a collection has changed: a change for each type that both files know and
 * whose number is another. What both know is what both list, or one of them lists and the other lets join as a custom
 * type, and the types that have a number unless told otherwise.
 */
final class PriorityDiff {
    private final SpaceRules before;
    private final SpaceRules after;
    private final Collection collection;

    /** Whether types that no file lists can have come, which follow those with a number. */
    private final boolean others;

    private PriorityDiff(SpaceRules before, SpaceRules after, Collection collection) {
        this.before = before;
        this.after = after;
        this.collection = collection;
        this.others = before.autoAddTypes() && !collection.isLevel();
    }

    static void compare(SpaceRules before, SpaceRules after, Collection collection, Changes changes) {
        PriorityDiff diff = new PriorityDiff(before, after, collection);
        Set<String> known = diff.known();
        for (String type : known) {
            Integer old = before.priority(collection, type);
            Integer now = after.priority(collection, type);
            if (!Objects.equals(old, now)) {
                boolean moved = ((old == null || now == null) && diff.others) || diff.moves(type, known);
                changes.add(
                        moved ? ChangeClass.RESTRICTIVE : ChangeClass.RELAXING,
                        Aspect.PRIORITY,
                        after.identifier(collection, type),
                        text(old),
                        text(now));
            }
        }
    }

    private Set<String> known() {
        Set<String> types = new TreeSet<>();
        for (IdentifierRule type : before.identifiers()) {
            addIfKnown(type, types);
        }
        for (IdentifierRule type : after.identifiers()) {
            addIfKnown(type, types);
        }
        before.levels().stream().flatMap(level -> level.keys().stream()).forEach(key -> addIfKnown(key, types));
        if (others && collection.equals(Collection.USERS)) {
            IdentifierRule.DEFAULT_PRIORITIES.keySet().stream()
                    .filter(type -> !before.lists(collection, type) && !after.lists(collection, type))
                    .forEach(types::add);
        }
        return types;
    }

    private void addIfKnown(IdentifierRule rule, Set<String> types) {
        boolean was = before.lists(collection, rule.type()) || others;
        boolean is = after.lists(collection, rule.type());
        if (rule.collection().equals(collection) && was && is) {
            types.add(rule.type());
        }
    }

    private boolean moves(String type, Set<String> known) {
        var old = before.typesByPriority(collection);
        var now = after.typesByPriority(collection);
        return known.stream()
                .anyMatch(
                        other -> Integer.signum(old.compare(type, other)) != Integer.signum(now.compare(type, other)));
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }
}
