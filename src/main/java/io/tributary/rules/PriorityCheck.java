package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two types may not claim the same number: which of them is more trusted would be an accident. */
final class PriorityCheck {
    private PriorityCheck() {}

    /** @param space with its preset applied */
    static void check(SpaceDraft space) {
        for (Collection collection : List.of(Collection.USERS, Collection.ACCOUNTS)) {
            check(space.identifiers().stream()
                    .filter(identifier -> identifier.collection().equals(collection))
                    .filter(IdentifierDraft::isEnabled)
                    .toList());
        }
        space.levels().stream().filter(LevelDraft::isEnabled).forEach(level -> check(level.keys()));
    }

    private static void check(List<IdentifierDraft> types) {
        Map<Integer, IdentifierDraft> holders = new HashMap<>();
        for (IdentifierDraft type : types) {
            Integer priority = type.effectivePriority();
            IdentifierDraft holder = priority == null ? null : holders.putIfAbsent(priority, type);
            if (priority != null && holder != null) {
                report(priority, holder, type);
            }
        }
    }

    /** At the later of two places in this file; a number that is written down is better changed than one that is not. */
    private static void report(int priority, IdentifierDraft a, IdentifierDraft b) {
        boolean first;
        if (a.claimsPriority() && b.claimsPriority()) {
            first = line(a) > line(b);
        } else if (a.claimsPriority() || b.claimsPriority()) {
            first = a.claimsPriority();
        } else {
            first = b.at() == null;
        }
        reportAt(priority, first ? a : b, first ? b : a);
    }

    private static void reportAt(int priority, IdentifierDraft type, IdentifierDraft holder) {
        YamlValue at = type.at("priority");
        if (at == null) {
            throw new IllegalStateException("a preset gives two types the priority " + priority);
        }
        String which = "priority " + priority
                + (type.claimsPriority() ? "" : ", which " + Report.quote(type.type()) + " has unless told otherwise,");
        String why = holder.claimsPriority() ? "on line " + line(holder) : "which has it unless told otherwise";
        at.problem(which + " is already that of " + Report.quote(holder.type()) + ", " + why
                + ": give one of them another number");
    }

    private static int line(IdentifierDraft type) {
        YamlValue at = type.at("priority");
        return at == null ? 0 : at.line();
    }
}
