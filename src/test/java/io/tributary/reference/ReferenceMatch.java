package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import io.tributary.rules.Demotion;
import io.tributary.rules.Limit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sections 4, 6 and 7 of the spec: the candidates of an event in one collection, and what has to be set aside. */
final class ReferenceMatch {
    private final ReferenceRules rules;
    private final Graph graph;
    private final ReferenceLimits limits;
    private final Happening now;
    /** What is left of the event's external IDs, boundaries included, by priority. */
    final List<ExternalId> ids;

    /** @param ids by priority, in a level the event's own profile first */
    ReferenceMatch(ReferenceRules rules, Graph graph, Collection collection, Happening now, List<ExternalId> ids) {
        this.rules = rules;
        this.graph = graph;
        this.limits = new ReferenceLimits(rules, graph, collection);
        this.now = now;
        this.ids = new ArrayList<>(ids);
    }

    /** Demotes until the candidates can be joined. */
    void demote() {
        while (!demotable().isEmpty()) {
            ReferenceLimits.Violation violation = limits.firstViolation(ids, candidates(), now.time);
            if (violation == null) {
                return;
            }
            ExternalId demoted = toDemote(violation);
            ids.remove(demoted);
            now.setAside(demoted, violation.reason(), violation.type());
        }
        String type = limits.firstViolatedBoundary(ids, candidates(), now.time);
        while (type != null) {
            ExternalId last = lastNew(type);
            ids.remove(last);
            now.setAside(last, SetAside.Reason.BOUNDARY, type);
            type = limits.firstViolatedBoundary(ids, candidates(), now.time);
        }
    }

    /** The owners of what is left, as far as it can still lead to them. */
    Set<Node> candidates() {
        Set<Node> candidates = new LinkedHashSet<>();
        for (ExternalId id : ids) {
            Node owner = owner(id);
            if (owner != null) {
                candidates.add(owner);
            }
        }
        return candidates;
    }

    /** The profile that an external ID leads to at this time. */
    @Nullable
    Node owner(ExternalId id) {
        Node owner = rules.neverMatches(id) ? null : graph.owner(id);
        return owner == null || !isLive(id) ? null : owner;
    }

    private boolean isLive(ExternalId id) {
        long window = rules.of(id).matchWithinMillis();
        return window == Limit.EVER || Math.abs(now.time - graph.lastSeen(id)) <= window;
    }

    /** The last matching external ID always resolves; in a level that is the event's own profile. */
    private List<ExternalId> demotable() {
        List<ExternalId> matching =
                ids.stream().filter(id -> !rules.neverMatches(id)).toList();
        if (matching.size() == 1) {
            return List.of();
        }
        return ReferenceRules.isMember(matching.get(0)) ? matching.subList(1, matching.size()) : matching;
    }

    private ExternalId toDemote(ReferenceLimits.Violation violation) {
        List<ExternalId> eligible = demotable();
        String type = violation.type();
        if (rules.space.demotion() == Demotion.CONTRIBUTING && type != null) {
            List<ExternalId> contributing =
                    eligible.stream().filter(id -> contributes(id, type)).toList();
            eligible = contributing.isEmpty() ? eligible : contributing;
        }
        return eligible.get(eligible.size() - 1);
    }

    private boolean contributes(ExternalId id, String type) {
        Node owner = owner(id);
        return (id.type().equals(type) && ReferenceLimits.isNew(id, candidates()))
                || (owner != null && !limits.active(owner, type, now.time).isEmpty());
    }

    private ExternalId lastNew(String type) {
        List<ExternalId> fresh = ids.stream()
                .filter(id -> id.type().equals(type) && ReferenceLimits.isNew(id, candidates()))
                .toList();
        return fresh.get(fresh.size() - 1);
    }
}
