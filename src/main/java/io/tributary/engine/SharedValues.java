package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Matching;
import io.tributary.rules.Sharing;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps count of who shares a value, and discards what too many share: that is what keeps an office's IP address from
 * becoming a person.
 */
final class SharedValues {
    private final Layer layer;

    SharedValues(Layer layer) {
        this.layer = layer;
    }

    /**
     * Counts the values of an event; one that is discarded is set aside, and whoever it alone held together is parted.
     *
     * @param ids by priority
     * @param users the event's external IDs of users, among which the anchors are
     * @return those that are left
     */
    List<ExternalId> count(Happening now, List<ExternalId> ids, List<ExternalId> users) {
        List<ExternalId> discarded = List.of();
        for (ExternalId id : ids) {
            IdentifierRule rule = layer.rule(id.type());
            Sharing sharing = rule.matching() == Matching.ALWAYS ? rule.sharing() : null;
            if (sharing != null && isSharedTooWidely(now, id, sharing, users)) {
                discarded = discarded.isEmpty() ? new ArrayList<>(1) : discarded;
                discarded.add(id);
            }
        }
        if (discarded.isEmpty()) {
            return ids;
        }
        List<ExternalId> left = new ArrayList<>(ids);
        left.removeAll(discarded);
        return left;
    }

    /** More than may can share it though the event has no anchor: rules may have become stricter since it was counted. */
    private boolean isSharedTooWidely(Happening now, ExternalId id, Sharing sharing, List<ExternalId> users) {
        Anchors before = now.graph.anchors(id);
        Anchors anchors = before;
        for (ExternalId user : users) {
            if (user.type().equals(sharing.anchor())) {
                anchors = anchors.with(user.value());
            }
        }
        if (anchors.size() > sharing.max()) {
            discard(now, id, anchors.size(), sharing.anchor());
            return true;
        }
        if (anchors.size() > before.size()) {
            now.graph.put(id, anchors);
        }
        return false;
    }

    private void discard(Happening now, ExternalId id, int sharedBy, String anchor) {
        now.graph.put(id, Anchors.NONE);
        now.graph.put(id, now.graph.pointer(id).marked(Pointer.DISCARDED));
        TakingApart.remove(now, layer, id, Split.Reason.SHARED_TOO_WIDELY);
        now.setAside(id, SetAside.Reason.SHARED_TOO_WIDELY);
        now.discarded.add(new DiscardedValue(
                now.at.space(), now.at.sequence(), id, sharedBy, anchor, now.at.messageId(), now.at.time()));
    }
}
