package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.rules.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Section 10 of the spec: the groups that persons are in. */
final class ReferenceLevels {
    private final ReferenceRules rules;
    private final Graph graph;
    private final Happening now;

    ReferenceLevels(ReferenceRules rules, Graph graph, Happening now) {
        this.rules = rules;
        this.graph = graph;
        this.now = now;
    }

    static ExternalId member(Collection level, ProfileId person) {
        return new ExternalId(level, "profile", person.toString());
    }

    /** Levels in which persons still are, and which the rules have no more. */
    List<Collection> asleep() {
        Map<String, Collection> asleep = new TreeMap<>();
        for (ExternalId id : graph.owners.keySet()) {
            if (id.collection().isLevel()) {
                asleep.put(id.collection().wireName(), id.collection());
            }
        }
        rules.space.levels().forEach(level -> asleep.remove(level.name()));
        return List.copyOf(asleep.values());
    }

    /** All levels, those that sleep last. */
    List<Collection> all() {
        List<Collection> all = new ArrayList<>();
        rules.space.levels().forEach(level -> all.add(level.collection()));
        all.addAll(asleep());
        return all;
    }

    /** Those who are persons of their own no more leave their groups; nobody is parted by that. */
    void leave(Collection level, List<Node> gone) {
        gone.forEach(person -> graph.takeExpired(member(level, person.id)));
    }

    /** Who was parted from a person stays in the person's group, linked with all that the person is linked with. */
    void carrySplits(Collection level) {
        for (Split split : now.splitsOfUsers()) {
            ExternalId from = member(level, split.from());
            ExternalId into = member(level, split.into());
            Node group = graph.owner(from);
            if (group != null && group.size() < rules.space.maxIdentifiers()) {
                Set<ExternalId> neighbours = group.neighbours(from);
                if (!neighbours.isEmpty()) {
                    Identifier identifier = now.evidence(into, group.id);
                    graph.give(identifier, group);
                    neighbours.forEach(neighbour -> group.linkAll(List.of(into, neighbour)));
                }
            }
        }
    }

    /**
     * Resolves an event whose person is known.
     *
     * @param keys the event's external IDs of the level
     * @param users the event's unmarked external IDs of users
     * @return the person's group, null if there was no room in it
     */
    @Nullable
    ProfileId resolve(Level level, ReferenceJoin.Joined person, List<ExternalId> keys, List<ExternalId> users) {
        Collection collection = level.collection();
        ExternalId self = member(collection, person.profile().id);
        List<ExternalId> ids = new ArrayList<>();
        ids.add(self);
        for (Node child : person.children()) {
            ExternalId member = member(collection, child.id);
            if (graph.owner(member) != null) {
                ids.add(member);
            }
        }
        SharedKeys shared = new SharedKeys(rules, graph, now);
        ids.addAll(shared.withoutShared(shared.withoutMarked(keys), users));
        ReferenceMatch match = new ReferenceMatch(rules, graph, collection, now, ids);
        match.demote();
        ReferenceJoin.Joined joined = new ReferenceJoin(rules, graph, collection, now).join(match);
        leave(collection, person.children());
        now.because.put(
                level.name(),
                joined.admitted().stream()
                        .filter(id -> !ReferenceRules.isMember(id))
                        .toList());
        Node group = graph.owner(self);
        return group == null ? null : group.id;
    }
}
