package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.rules.Matching;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Section 5 of the spec in its own words: limits, boundaries, the merge quota, who is kept apart. */
final class ReferenceLimits {
    /**
     * A rule that an event would break.
     *
     * @param type whose limit it is, null if it is not a type's
     */
    record Violation(SetAside.Reason reason, @Nullable String type) {}

    private final ReferenceRules rules;
    private final Graph graph;
    private final Collection collection;

    ReferenceLimits(ReferenceRules rules, Graph graph, Collection collection) {
        this.rules = rules;
        this.graph = graph;
        this.collection = collection;
    }

    /** Types in priority order, then the merge quota, then pairs that are kept apart. */
    @Nullable
    Violation firstViolation(List<ExternalId> ids, Set<Node> candidates, long time) {
        for (String type : types(ids, candidates)) {
            if (isViolated(type, ids, candidates, time)) {
                boolean boundary = rules.of(collection, type).matching() == Matching.NEVER;
                return new Violation(boundary ? SetAside.Reason.BOUNDARY : SetAside.Reason.LIMIT_EXCEEDED, type);
            }
        }
        if (candidates.size() >= 2 && mergesTogether(candidates) > rules.space.maxMerges()) {
            return new Violation(SetAside.Reason.MERGE_QUOTA, null);
        }
        if (holdsKeptApart(candidates)) {
            return new Violation(SetAside.Reason.KEPT_APART, null);
        }
        return null;
    }

    /** The first boundary type that is violated, in priority order; null if none is. */
    @Nullable
    String firstViolatedBoundary(List<ExternalId> ids, Set<Node> candidates, long time) {
        for (String type : types(ids, candidates)) {
            if (rules.of(collection, type).matching() == Matching.NEVER && isViolated(type, ids, candidates, time)) {
                return type;
            }
        }
        return null;
    }

    private Set<String> types(List<ExternalId> ids, Set<Node> candidates) {
        Set<String> types = new TreeSet<>((a, b) -> rules.compareTypes(collection, a, b));
        ids.forEach(id -> types.add(id.type()));
        for (Node candidate : candidates) {
            for (Identifier one : candidate.identifiers()) {
                types.add(one.externalId().type());
            }
            for (Identifier one : candidate.boundaries()) {
                types.add(one.externalId().type());
            }
        }
        return types;
    }

    private boolean isViolated(String type, List<ExternalId> ids, Set<Node> candidates, long time) {
        Set<String> known = new HashSet<>();
        int most = 0;
        for (Node candidate : candidates) {
            Set<String> active = active(candidate, type, time);
            known.addAll(active);
            most = Math.max(most, active.size());
        }
        boolean oneHoldsAll = !candidates.isEmpty() && most == known.size();
        Set<String> fresh = new HashSet<>();
        for (ExternalId id : ids) {
            if (id.type().equals(type) && isNew(id, candidates)) {
                fresh.add(id.value());
            }
        }
        boolean grows = !fresh.isEmpty() || !oneHoldsAll;
        return grows
                && known.size() + fresh.size() > rules.limit(collection, type).max();
    }

    Set<String> active(Node candidate, String type, long time) {
        return candidate.active(type, rules.limit(collection, type), time);
    }

    static boolean isNew(ExternalId id, Set<Node> candidates) {
        return candidates.stream().noneMatch(candidate -> candidate.holds(id));
    }

    private static int mergesTogether(Set<Node> candidates) {
        int merges = candidates.size() - 1;
        for (Node candidate : candidates) {
            merges += candidate.merges;
        }
        return merges;
    }

    private boolean holdsKeptApart(Set<Node> candidates) {
        Set<ProfileId> ids = new HashSet<>();
        candidates.forEach(candidate -> ids.add(candidate.id));
        for (Node candidate : candidates) {
            for (KeptApart pair : candidate.keptApart) {
                if (ids.contains(graph.canonical(pair.other()))) {
                    return true;
                }
            }
        }
        return false;
    }
}
