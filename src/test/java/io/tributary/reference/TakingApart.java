package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.model.Split;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Section 9 of the spec: what becomes of a profile or a group from which something is taken away. */
final class TakingApart {
    private final Graph graph;
    private final Happening now;
    /** What nobody owns any more because it was left in a group without a member. */
    final Set<ExternalId> dissolved = new LinkedHashSet<>();

    TakingApart(Graph graph, Happening now) {
        this.graph = graph;
        this.now = now;
    }

    /** Takes an external ID from its owner and parts whom it held together; whether anybody owned it. */
    boolean remove(ExternalId id, Split.Reason reason) {
        Node owner = graph.owner(id);
        if (owner == null) {
            return false;
        }
        graph.take(id);
        if (owner.collection.isLevel()) {
            dissolvePartsWithoutMember(owner);
        }
        List<List<Identifier>> parts = owner.components();
        for (int i = 1; i < parts.size(); i++) {
            List<Identifier> part = parts.get(i);
            ProfileId origin = part.get(0).origin();
            boolean comesBack = owner.merged.contains(origin);
            Node into = comesBack ? revive(graph.node(origin), owner) : graph.create(owner.collection, now);
            part(owner, part, into, comesBack, reason, id);
        }
        owner.adoptAllBut(graph.behind(owner.id));
        return true;
    }

    private void dissolvePartsWithoutMember(Node group) {
        for (List<Identifier> part : group.components()) {
            if (part.stream().noneMatch(one -> ReferenceRules.isMember(one.externalId()))) {
                for (Identifier one : part) {
                    graph.take(one.externalId());
                    dissolved.add(one.externalId());
                }
            }
        }
    }

    /** Gives back what came with a merged profile; false if nothing of it is left. */
    boolean unmerge(Node child) {
        Node parent = graph.node(graph.canonical(child.id));
        Set<ProfileId> back = new HashSet<>(graph.behind(child.id));
        back.add(child.id);
        Set<ExternalId> its = new HashSet<>();
        for (Identifier one : parent.identifiers()) {
            if (back.contains(one.origin())) {
                its.add(one.externalId());
            }
        }
        if (its.isEmpty()) {
            return false;
        }
        parent.links.removeIf(pair -> pair.stream().anyMatch(its::contains) && !its.containsAll(pair));
        List<List<Identifier>> parts = parent.components();
        revive(child, parent);
        List<Identifier> keeps = oldest(parts, its, false);
        List<Identifier> goes = requireNonNull(oldest(parts, its, true));
        for (List<Identifier> part : parts) {
            ProfileId origin = part.get(0).origin();
            if (part.equals(goes)) {
                part(parent, part, child, true, Split.Reason.UNMERGED, null);
            } else if (!part.equals(keeps)) {
                boolean comesBack = parent.merged.contains(origin);
                Node into = comesBack ? revive(graph.node(origin), parent) : graph.create(parent.collection, now);
                part(parent, part, into, comesBack, Split.Reason.UNMERGED, null);
            }
        }
        parent.adoptAllBut(graph.behind(parent.id));
        giveBack(child, parent, back);
        keepApart(parent, child);
        keepApart(child, parent);
        return true;
    }

    /** The first part, which has the oldest external ID, of one side. */
    private static @Nullable List<Identifier> oldest(
            List<List<Identifier>> parts, Set<ExternalId> its, boolean ofChild) {
        for (List<Identifier> part : parts) {
            if (its.contains(part.get(0).externalId()) == ofChild) {
                return part;
            }
        }
        return null;
    }

    private static void giveBack(Node child, Node parent, Set<ProfileId> back) {
        parent.traits.forEach((name, trait) -> {
            if (back.contains(trait.origin())) {
                child.traits.put(name, trait);
            }
        });
        parent.traits.keySet().removeAll(child.traits.keySet());
        List<Relation> relations = parent.accounts.stream()
                .filter(relation -> back.contains(relation.origin()))
                .toList();
        child.accounts.addAll(relations);
        parent.accounts.removeAll(relations);
    }

    private static void keepApart(Node own, Node other) {
        KeptApart pair = new KeptApart(own.id, other.id);
        if (!own.keptApart.contains(pair)) {
            own.keptApart.add(pair);
        }
    }

    /** Makes a merged profile canonical again, with all that were behind it when it was merged. */
    private Node revive(Node profile, Node from) {
        Set<ProfileId> behind = graph.behind(profile.id);
        profile.parent = null;
        for (ProfileId merged : List.copyOf(from.merged)) {
            if (behind.contains(merged)) {
                profile.merged.add(merged);
            }
        }
        from.merged.removeAll(behind);
        from.merged.remove(profile.id);
        for (KeptApart pair : List.copyOf(from.keptApart)) {
            if (pair.own().equals(profile.id) || behind.contains(pair.own())) {
                profile.keptApart.add(pair);
                from.keptApart.remove(pair);
            }
        }
        return profile;
    }

    private void part(
            Node from,
            List<Identifier> part,
            Node into,
            boolean revived,
            Split.Reason reason,
            @Nullable ExternalId cause) {
        graph.move(part, from, into);
        from.boundaries().forEach(into::addBoundary);
        into.adoptAllBut(graph.behind(into.id));
        if (from.collection.isLevel()) {
            return;
        }
        now.mergesAndSplits.add(new Split(
                now.space,
                now.sequence,
                now.mergesAndSplits.size(),
                from.id,
                into.id,
                revived,
                reason,
                cause,
                into.externalIds(),
                now.messageId,
                now.time));
    }
}
