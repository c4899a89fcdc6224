package io.tributary.reference;

import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import io.tributary.rules.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Section 8 of the spec, and what earlier events and operators have marked: which external IDs identify nobody. */
final class SharedKeys {
    private final ReferenceRules rules;
    private final Graph graph;
    private final Happening now;
    private final TakingApart takingApart;

    SharedKeys(ReferenceRules rules, Graph graph, Happening now) {
        this.rules = rules;
        this.graph = graph;
        this.now = now;
        this.takingApart = new TakingApart(graph, now);
    }

    /** Sets aside what is blocked, and what was discarded as far as it would be matched. */
    List<ExternalId> withoutMarked(List<ExternalId> ids) {
        List<ExternalId> left = new ArrayList<>();
        for (ExternalId id : ids) {
            if (graph.blocked.contains(ReferenceRules.asOperatorsSay(id))) {
                now.setAside(id, SetAside.Reason.BLOCKED);
            } else if (graph.discarded.contains(id) && !rules.neverMatches(id)) {
                now.setAside(id, SetAside.Reason.SHARED_TOO_WIDELY);
            } else {
                left.add(id);
            }
        }
        return left;
    }

    /**
     * Counts who shares the external IDs and discards those that too many share.
     *
     * @param ids of one collection, unmarked, by priority
     * @param users the event's unmarked external IDs of users
     */
    List<ExternalId> withoutShared(List<ExternalId> ids, List<ExternalId> users) {
        List<ExternalId> left = new ArrayList<>();
        for (ExternalId id : ids) {
            Sharing sharing = rules.of(id).sharing();
            if (sharing == null || rules.neverMatches(id) || !isSharedTooWidely(id, sharing, users)) {
                left.add(id);
            }
        }
        return left;
    }

    private boolean isSharedTooWidely(ExternalId id, Sharing sharing, List<ExternalId> users) {
        Set<String> anchors = new TreeSet<>(graph.anchors.getOrDefault(id, Set.of()));
        for (ExternalId user : users) {
            if (user.type().equals(sharing.anchor())) {
                anchors.add(user.value());
            }
        }
        if (anchors.size() <= sharing.max()) {
            if (!anchors.isEmpty()) {
                graph.anchors.put(id, anchors);
            }
            return false;
        }
        graph.anchors.remove(id);
        graph.discarded.add(id);
        now.discarded.add(new DiscardedValue(
                now.space, now.sequence, id, anchors.size(), sharing.anchor(), now.messageId, now.time));
        takingApart.remove(id, Split.Reason.SHARED_TOO_WIDELY);
        now.setAside(id, SetAside.Reason.SHARED_TOO_WIDELY);
        return true;
    }
}
