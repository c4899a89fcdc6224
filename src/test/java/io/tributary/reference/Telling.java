package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileId;
import io.tributary.reference.Snapshot.Seat;
import io.tributary.reference.Told.PersonChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the world is told of a change: the differences between the graph before and after it. */
final class Telling {
    private final Graph graph;
    private final Happening now;
    private final Snapshot before;
    private final Snapshot after;
    private final Set<ExternalId> changedOwners;

    Telling(Graph graph, Happening now, Snapshot before, Snapshot after) {
        this.graph = graph;
        this.now = now;
        this.before = before;
        this.after = after;
        this.changedOwners = changedOwners(before.owners(), after.owners());
    }

    /** Also notes when each of them was last seen. */
    Map<ProfileId, PersonChange> profiles() {
        Map<ProfileId, PersonChange> changes = new HashMap<>();
        after.profiles().forEach((id, visible) -> {
            Node node = graph.node(id);
            if (!visible.equals(before.profiles().get(id))) {
                if (node.isCanonical()) {
                    node.lastSeen = Math.max(node.lastSeen, now.time);
                }
                if (!node.collection.isLevel()) {
                    changes.put(
                            id,
                            new PersonChange(
                                    now.space,
                                    now.sequence,
                                    Person.of(node),
                                    node.parent == null ? null : visible.canonical(),
                                    new TreeMap<>(visible.traits())));
                }
            }
        });
        return changes;
    }

    Map<ExternalId, OwnerChange> owners() {
        Map<ExternalId, OwnerChange> changes = new HashMap<>();
        Set<ExternalId> told = new HashSet<>(changedOwners);
        // Parted from its owner and come back on the same event, it counts anew.
        told.addAll(now.expiredFrom.keySet());
        for (ExternalId id : told) {
            if (!id.collection().isLevel()) {
                changes.put(id, owner(id, after.owners().get(id)));
            }
        }
        return changes;
    }

    private static Set<ExternalId> changedOwners(Map<ExternalId, ProfileId> before, Map<ExternalId, ProfileId> after) {
        Set<ExternalId> ids = new HashSet<>();
        after.forEach((id, owner) -> {
            if (!owner.equals(before.get(id))) {
                ids.add(id);
            }
        });
        before.forEach((id, owner) -> {
            if (!after.containsKey(id)) {
                ids.add(id);
            }
        });
        return ids;
    }

    private OwnerChange owner(ExternalId id, @Nullable ProfileId owner) {
        if (owner == null) {
            return new OwnerChange(now.space, now.sequence, id, null, 0, "", null);
        }
        Identifier identifier = requireNonNull(graph.node(owner).find(id));
        return new OwnerChange(
                now.space,
                now.sequence,
                id,
                owner,
                identifier.addedAt(),
                identifier.messageId(),
                now.expiredFrom.get(id));
    }

    Map<Seat, Membership> memberships() {
        Set<Seat> left = new HashSet<>(before.accounts());
        left.removeAll(after.accounts());
        Set<Seat> joined = new HashSet<>(after.accounts());
        joined.removeAll(before.accounts());
        for (ExternalId id : changedOwners) {
            if (ReferenceRules.isMember(id)) {
                addSeat(id, before.owners().get(id), left);
                addSeat(id, after.owners().get(id), joined);
            }
        }
        Map<Seat, Membership> memberships = new HashMap<>();
        for (Seat seat : left) {
            boolean deleted = graph.node(seat.profile()).deleted;
            Membership.Change change = deleted ? Membership.Change.DELETED : Membership.Change.LEFT;
            memberships.put(seat, membership(seat, change, List.of()));
        }
        for (Seat seat : joined) {
            List<ExternalId> because = now.because.getOrDefault(seat.level(), List.of());
            memberships.put(seat, membership(seat, Membership.Change.JOINED, because));
        }
        return memberships;
    }

    private static void addSeat(ExternalId member, @Nullable ProfileId group, Set<Seat> seats) {
        if (group != null) {
            seats.add(new Seat(member.collection().wireName(), group, ProfileId.parse(member.value())));
        }
    }

    private Membership membership(Seat seat, Membership.Change change, List<ExternalId> because) {
        return new Membership(
                now.space,
                now.sequence,
                seat.level(),
                seat.group(),
                seat.profile(),
                change,
                because,
                now.messageId,
                now.time);
    }
}
