package io.tributary.reference;

import io.tributary.model.Command;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may happen to the graph. */
final class GraphCorners {
    /** Counts what has happened. */
    interface Tally {
        void reached(String corner, boolean really);
    }

    private final Graph graph;
    private final Tally tally;

    GraphCorners(Graph graph, Tally tally) {
        this.graph = graph;
        this.tally = tally;
    }

    /** @param command null for an event */
    void explore(Told told, Snapshot before, @Nullable Command command) {
        exploreMerges(told);
        exploreSplits(told);
        exploreExpiry(told);
        exploreRemovals(told, before);
        exploreGroups(told, before);
        exploreKeys(told, before, command);
        exploreMemberships(told);
    }

    private void exploreMerges(Told told) {
        int persons = 0;
        for (Merge merge : told.merges()) {
            boolean account = merge.into().kind() == ProfileId.Kind.ACCOUNT;
            persons += account ? 0 : 1;
            tally.reached("merge of accounts", account);
            tally.reached(
                    "older merged into younger",
                    graph.node(merge.from()).createdSequence < graph.node(merge.into()).createdSequence);
            tally.reached("children with children", !graph.behind(merge.from()).isEmpty());
        }
        tally.reached("several merges", persons > 1);
        tally.reached("aliases", !told.aliases().isEmpty());
    }

    private void exploreSplits(Told told) {
        Set<ProfileId> merged = new HashSet<>();
        told.merges().forEach(merge -> merged.add(merge.from()));
        for (Split split : told.splits()) {
            tally.reached(split.revived() ? "split revived" : "split new", true);
            tally.reached("split of accounts", split.from().kind() == ProfileId.Kind.ACCOUNT);
            tally.reached("revived and merged again", split.revived() && merged.contains(split.into()));
            tally.reached(
                    "boundary on two profiles",
                    !graph.node(split.into()).boundaries().isEmpty());
        }
        tally.reached("several splits", told.splits().size() > 1);
        for (DiscardedValue value : told.discarded()) {
            tally.reached("discarded" + Corners.in(value.externalId().collection()), true);
        }
    }

    private void exploreExpiry(Told told) {
        for (OwnerChange change : told.owners().values()) {
            ProfileId from = change.expiredFrom();
            if (from != null) {
                tally.reached("expired move", true);
                tally.reached(
                        "emptied by an expired move",
                        graph.node(from).identifiers().isEmpty());
            }
        }
    }

    private void exploreRemovals(Told told, Snapshot before) {
        Set<ProfileId> losers = new HashSet<>();
        for (OwnerChange change : told.owners().values()) {
            ProfileId was = before.owners().get(change.externalId());
            if (was != null && change.profileId() == null) {
                losers.add(was);
            }
        }
        for (ProfileId loser : losers) {
            Node node = graph.node(loser);
            tally.reached(
                    "emptied by a removal",
                    node.isCanonical() && node.identifiers().isEmpty());
        }
    }

    private void exploreGroups(Told told, Snapshot before) {
        Resolution resolution = told.resolution();
        Set<ProfileId> resolved = new HashSet<>(
                resolution == null ? List.of() : resolution.groups().values());
        for (Node node : graph.nodes.values()) {
            if (!node.collection.isLevel()) {
                continue;
            }
            Snapshot.Visible was = before.profiles().get(node.id);
            boolean wasCanonical = was != null && was.canonical().equals(node.id);
            tally.reached("group merge", wasCanonical && node.parent != null);
            tally.reached("group revived", was != null && !wasCanonical && node.parent == null);
            tally.reached(
                    "group split",
                    was == null
                            && !resolved.contains(node.id)
                            && !node.identifiers().isEmpty());
            boolean memberless = node.externalIds().stream().noneMatch(ReferenceRules::isMember);
            tally.reached(
                    "group without members",
                    memberless && !node.identifiers().isEmpty() && was != null && hadMember(was.identifiers()));
        }
    }

    private static boolean hadMember(List<Identifier> identifiers) {
        return identifiers.stream().anyMatch(one -> ReferenceRules.isMember(one.externalId()));
    }

    private void exploreKeys(Told told, Snapshot before, @Nullable Command command) {
        before.owners().forEach((id, owner) -> {
            ProfileId now = graph.owners.get(id);
            if (!id.collection().isLevel() || ReferenceRules.isMember(id) || owner.equals(now)) {
                return;
            }
            boolean removed = graph.discarded.contains(id) || isNamed(id, command);
            tally.reached("group dissolved in part", now == null && !removed);
            tally.reached(
                    "expired move in a level",
                    now != null
                            && command == null
                            && told.discarded().isEmpty()
                            && graph.node(owner).isCanonical());
        });
    }

    private static boolean isNamed(ExternalId key, @Nullable Command command) {
        ExternalId named = command == null ? null : command.externalId();
        return named != null && named.type().equals(key.type()) && named.value().equals(key.value());
    }

    private void exploreMemberships(Told told) {
        Resolution resolution = told.resolution();
        Set<ProfileId> parted = new HashSet<>();
        told.splits().forEach(split -> parted.add(split.into()));
        for (Membership one : told.memberships().values()) {
            boolean account = one.level().equals(Membership.ACCOUNT);
            String change = one.change().wireName();
            if (!account) {
                tally.reached("member " + change, true);
                tally.reached(
                        "carried into a group",
                        one.change() == Membership.Change.JOINED && parted.contains(one.profileId()));
            } else if (one.change() == Membership.Change.JOINED) {
                boolean related = resolution != null && one.groupId().equals(resolution.accountId());
                tally.reached("relation", related);
                tally.reached("relation inherited", resolution != null && !related);
                tally.reached("relation given back", resolution == null);
            } else {
                tally.reached("relation deleted", one.change() == Membership.Change.DELETED);
            }
        }
    }
}
