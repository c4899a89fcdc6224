package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Merge;
import io.tributary.model.Outcome;
import io.tributary.model.Relation;
import io.tributary.model.SetAside;
import io.tributary.model.Trait;
import io.tributary.rules.Limit;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The second half of section 4: one profile of an event's candidates and external IDs. */
final class ReferenceJoin {
    /**
     * What came of it.
     *
     * @param children what was merged into the profile, in the order of the merges
     * @param admitted the external IDs that it has now and that the event had, boundaries included, by priority
     */
    record Joined(Node profile, Outcome outcome, List<Node> children, List<ExternalId> admitted) {}

    static final int MAX_ACCOUNTS = 1000;

    private static final Comparator<Node> BY_CREATION =
            Comparator.<Node>comparingLong(node -> node.createdSequence).thenComparing(node -> node.id);

    private final ReferenceRules rules;
    private final Graph graph;
    private final Collection collection;
    private final Happening now;

    ReferenceJoin(ReferenceRules rules, Graph graph, Collection collection, Happening now) {
        this.rules = rules;
        this.graph = graph;
        this.collection = collection;
        this.now = now;
    }

    Joined join(ReferenceMatch match) {
        List<Node> candidates = match.candidates().stream().sorted(BY_CREATION).toList();
        Node profile = candidates.isEmpty() ? graph.create(collection, now) : survivor(candidates);
        List<Node> children = new ArrayList<>(candidates);
        children.remove(profile);
        if (!collection.isLevel()) {
            tellMerges(match, children, profile);
        }
        children.forEach(child -> merge(child, profile));
        List<ExternalId> admitted = new ArrayList<>();
        boolean added = false;
        for (ExternalId id : match.ids) {
            boolean fresh = !profile.holds(id);
            if (fresh && profile.size() >= rules.space.maxIdentifiers()) {
                now.setAside(id, SetAside.Reason.IDENTIFIER_QUOTA);
            } else {
                admit(id, profile, fresh);
                admitted.add(id);
                added |= fresh;
            }
        }
        profile.linkAll(admitted.stream().filter(id -> !rules.neverMatches(id)).toList());
        return new Joined(profile, outcome(candidates.size(), added), children, admitted);
    }

    private static Outcome outcome(int candidates, boolean added) {
        return switch (candidates) {
            case 0 -> Outcome.CREATED;
            case 1 -> added ? Outcome.EXTENDED : Outcome.MATCHED;
            default -> Outcome.MERGED;
        };
    }

    /** @param candidates in order of creation, at least one */
    private Node survivor(List<Node> candidates) {
        Node survivor = candidates.get(0);
        if (rules.space.survivor() == Survivor.EARLIEST_SEEN) {
            for (Node candidate : candidates) {
                if (candidate.firstSeen() < survivor.firstSeen()) {
                    survivor = candidate;
                }
            }
        }
        return survivor;
    }

    private void tellMerges(ReferenceMatch match, List<Node> children, Node profile) {
        for (Node child : children) {
            List<Merge.Evidence> because = new ArrayList<>();
            for (ExternalId id : match.ids) {
                Node owner = match.owner(id);
                if (owner != null && (owner.equals(child) || owner.equals(profile))) {
                    because.add(new Merge.Evidence(id, owner.id));
                }
            }
            now.mergesAndSplits.add(new Merge(
                    now.space,
                    now.sequence,
                    now.mergesAndSplits.size(),
                    child.id,
                    profile.id,
                    child.externalIds(),
                    now.messageId,
                    because,
                    now.time));
        }
    }

    /** All that the child has goes to the survivor; only where it went, and how many merges it had taken, stays. */
    private void merge(Node child, Node survivor) {
        graph.move(child.identifiers(), child, survivor);
        child.boundaries().forEach(survivor::addBoundary);
        child.clearBoundaries();
        survivor.merged.add(child.id);
        survivor.merged.addAll(child.merged);
        child.merged.clear();
        survivor.merges += child.merges + 1;
        survivor.lastSeen = Math.max(survivor.lastSeen, child.lastSeen);
        for (KeptApart pair : child.keptApart) {
            if (!survivor.keptApart.contains(pair)) {
                survivor.keptApart.add(pair);
            }
        }
        child.keptApart.clear();
        for (Relation relation : child.accounts) {
            relate(survivor, relation);
        }
        child.accounts.clear();
        child.traits.forEach((name, trait) -> {
            Trait mine = survivor.traits.get(name);
            if (mine == null || isNewer(trait, mine)) {
                survivor.traits.put(name, trait);
            }
        });
        child.traits.clear();
        child.parent = survivor.id;
    }

    static boolean isNewer(Trait trait, Trait than) {
        return trait.time() > than.time() || (trait.time() == than.time() && trait.sequence() > than.sequence());
    }

    /** A profile that has the account already keeps the relation as it is. */
    static void relate(Node profile, Relation relation) {
        boolean known = profile.accounts.stream().anyMatch(one -> one.account().equals(relation.account()));
        if (!known && profile.accounts.size() < MAX_ACCOUNTS) {
            profile.accounts.add(relation);
        }
    }

    private void admit(ExternalId id, Node profile, boolean fresh) {
        if (rules.neverMatches(id)) {
            if (fresh) {
                profile.addBoundary(now.evidence(id, profile.id));
            }
            profile.see(id, now.time);
            return;
        }
        boolean windowed = rules.of(id).matchWithinMillis() != Limit.EVER;
        Node holder = graph.owner(id);
        if (!profile.equals(holder)) {
            if (holder != null) {
                graph.takeExpired(id);
                now.expiredFrom.put(id, holder.id);
            }
            // What stood on the profile as a boundary, under earlier rules, is as old as it is.
            Identifier boundary = profile.find(id);
            graph.give(boundary != null ? boundary : now.evidence(id, profile.id), profile);
            if (windowed && fresh) {
                graph.lastSeen.put(id, now.time);
            }
        }
        profile.see(id, now.time);
        if (windowed && now.time > graph.lastSeen(id)) {
            graph.lastSeen.put(id, now.time);
        }
    }
}
