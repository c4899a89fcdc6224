package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sections 5 and 6 of the spec in its own words: priority, limits, merge quota, demotion. */
final class ReferenceLimits {
    /**
     * A rule that an event would break.
     *
     * @param type whose limit it is, null for the merge quota
     */
    record Violation(SetAside.Reason reason, @Nullable String type) {}

    private static final Map<String, Integer> NUMBERS_BY_DEFAULT = Map.of("user_id", 1, "email", 2);
    private static final Limit FIVE_EVER = new Limit(5, Limit.EVER);

    private final SpaceRules rules;
    private final Ledger ledger;

    ReferenceLimits(SpaceRules rules, Ledger ledger) {
        this.rules = rules;
        this.ledger = ledger;
    }

    Comparator<ExternalId> byPriority() {
        return (a, b) -> {
            int order = compareTypes(a.type(), b.type());
            return order != 0 ? order : a.value().compareTo(b.value());
        };
    }

    /** Types with a number first, by number; all others follow alphabetically. */
    private int compareTypes(String a, String b) {
        Integer rankA = priority(a);
        Integer rankB = priority(b);
        if (rankA != null && rankB != null) {
            return rankA.compareTo(rankB);
        }
        if (rankA != null || rankB != null) {
            return rankA != null ? -1 : 1;
        }
        return a.compareTo(b);
    }

    /** What is not listed and has a number by default keeps it unless the rules gave it to another type. */
    private @Nullable Integer priority(String type) {
        IdentifierRule rule = rule(type);
        if (rule != null) {
            return rule.priority();
        }
        Integer number = NUMBERS_BY_DEFAULT.get(type);
        return number == null || isTaken(number) ? null : number;
    }

    private boolean isTaken(Integer number) {
        return rules.identifiers().stream()
                .anyMatch(rule -> rule.collection() == Collection.USERS && number.equals(rule.priority()));
    }

    private Limit limit(String type) {
        IdentifierRule rule = rule(type);
        return rule == null ? FIVE_EVER : rule.limit();
    }

    private @Nullable IdentifierRule rule(String type) {
        for (IdentifierRule rule : rules.identifiers()) {
            if (rule.collection() == Collection.USERS && rule.type().equals(type)) {
                return rule;
            }
        }
        return null;
    }

    Set<ProfileId> candidates(List<ExternalId> ids) {
        Set<ProfileId> candidates = new LinkedHashSet<>();
        for (ExternalId id : ids) {
            ProfileId owner = ledger.owner(id);
            if (owner != null) {
                candidates.add(owner);
            }
        }
        return candidates;
    }

    /** Limits of types in priority order, then the merge quota. */
    @Nullable
    Violation firstViolation(List<ExternalId> ids, long time) {
        Set<ProfileId> candidates = candidates(ids);
        for (String type : types(ids, candidates)) {
            if (isViolated(type, ids, candidates, time)) {
                return new Violation(SetAside.Reason.LIMIT_EXCEEDED, type);
            }
        }
        int behind = 0;
        for (ProfileId candidate : candidates) {
            behind += ledger.merged(candidate).size();
        }
        if (candidates.size() >= 2 && behind + candidates.size() - 1 > rules.maxMerges()) {
            return new Violation(SetAside.Reason.MERGE_QUOTA, null);
        }
        return null;
    }

    private Set<String> types(List<ExternalId> ids, Set<ProfileId> candidates) {
        Set<String> types = new TreeSet<>(this::compareTypes);
        ids.forEach(id -> types.add(id.type()));
        for (Ledger.Addition addition : ledger.additions) {
            if (candidates.contains(ledger.canonical(addition.origin()))) {
                types.add(addition.id().type());
            }
        }
        return types;
    }

    private boolean isViolated(String type, List<ExternalId> ids, Set<ProfileId> candidates, long time) {
        Set<String> known = new HashSet<>();
        boolean oneHoldsAll = false;
        for (ProfileId candidate : candidates) {
            known.addAll(active(candidate, type, time));
        }
        for (ProfileId candidate : candidates) {
            oneHoldsAll |= active(candidate, type, time).size() == known.size();
        }
        Set<String> fresh = new HashSet<>();
        for (ExternalId id : ids) {
            if (isNew(id, type, candidates)) {
                fresh.add(id.value());
            }
        }
        boolean grows = !fresh.isEmpty() || !oneHoldsAll;
        return known.size() + fresh.size() > limit(type).max() && grows;
    }

    Set<String> active(ProfileId candidate, String type, long time) {
        long window = limit(type).windowMillis();
        Set<String> active = new HashSet<>();
        for (Ledger.Addition addition : ledger.additions) {
            if (ledger.canonical(addition.origin()).equals(candidate)
                    && addition.id().type().equals(type)
                    && (window == Limit.EVER || addition.addedAt() > time - window)) {
                active.add(addition.id().value());
            }
        }
        return active;
    }

    private boolean isNew(ExternalId id, String type, Set<ProfileId> candidates) {
        ProfileId owner = ledger.owner(id);
        return id.type().equals(type) && (owner == null || !candidates.contains(owner));
    }

    ExternalId toDemote(Violation violation, List<ExternalId> ids, long time) {
        List<ExternalId> eligible = ids;
        String type = violation.type();
        if (rules.demotion() == Demotion.CONTRIBUTING && type != null) {
            Set<ProfileId> candidates = candidates(ids);
            List<ExternalId> contributing = ids.stream()
                    .filter(id -> isNew(id, type, candidates) || ownerHolds(id, type, time))
                    .toList();
            eligible = contributing.isEmpty() ? ids : contributing;
        }
        return eligible.get(eligible.size() - 1);
    }

    private boolean ownerHolds(ExternalId id, String type, long time) {
        ProfileId owner = ledger.owner(id);
        return owner != null && !active(owner, type, time).isEmpty();
    }
}
