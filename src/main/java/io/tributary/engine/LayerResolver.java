package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what an event has of one collection: leaves out what is marked, counts who shares values, finds whom the rest
 * leads to, and joins them.
 */
final class LayerResolver {
    final Layer layer;
    private final SharedValues shared;
    private final Matcher matcher;

    LayerResolver(Layer layer) {
        this.layer = layer;
        this.shared = new SharedValues(layer);
        this.matcher = new Matcher(layer);
    }

    /**
     * The external IDs of an event that nobody has taken out.
     *
     * @param ids those that are left, by priority
     * @param setAside those that are not, in this order
     */
    record Unmarked(List<ExternalId> ids, List<SetAside> setAside) {}

    /**
     * What an operator has blocked stays out whatever its type is for; what was shared too widely only where it would lead
     * to somebody: as a boundary it joins nobody, and keeps apart who must not be joined.
     *
     * @param ids of the event, of any collection
     */
    Unmarked unmarked(GraphDraft graph, List<ExternalId> ids) {
        List<ExternalId> its = new ArrayList<>(ids.size());
        for (ExternalId id : ids) {
            if (id.collection().equals(layer.collection) && layer.takes(id.type())) {
                its.add(id);
            }
        }
        if (its.isEmpty()) {
            return new Unmarked(List.of(), List.of());
        }
        its.sort(layer.byPriority);
        List<ExternalId> left = new ArrayList<>(its.size());
        List<SetAside> setAside = new ArrayList<>(0);
        for (ExternalId id : its) {
            if (graph.pointer(Layer.asTold(id)).is(Pointer.BLOCKED)) {
                setAside.add(SetAside.of(id, SetAside.Reason.BLOCKED));
            } else if (layer.matches(id.type()) && graph.pointer(id).is(Pointer.DISCARDED)) {
                setAside.add(SetAside.of(id, SetAside.Reason.SHARED_TOO_WIDELY));
            } else {
                left.add(id);
            }
        }
        return new Unmarked(left, setAside);
    }

    /**
     * Resolves an event in this graph.
     *
     * @param members first in priority and, but for the first of them, like any other external ID; none where the event's
     *     own are all there is
     * @param users the event's unmarked external IDs of users
     * @param traits of the event, JSON text by name
     * @return null if no external ID is left to match by
     */
    @Nullable
    Joined resolve(
            Happening now,
            Unmarked unmarked,
            List<ExternalId> members,
            List<ExternalId> users,
            Map<String, String> traits) {
        now.setAside.addAll(unmarked.setAside());
        List<ExternalId> counted = shared.count(now, unmarked.ids(), users);
        List<ExternalId> ids = members.isEmpty() ? counted : new ArrayList<>(members);
        if (!members.isEmpty()) {
            ids.addAll(counted);
        }
        if (!anyCanMatch(ids)) {
            return null;
        }
        Match match = matcher.match(now, ids, members.isEmpty() ? 0 : 1);
        return new Joining(now, layer, match).join(traits);
    }

    private boolean anyCanMatch(List<ExternalId> ids) {
        for (ExternalId id : ids) {
            if (layer.matches(id.type())) {
                return true;
            }
        }
        return false;
    }
}
