package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.model.Trait;
import io.tributary.rules.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A profile or a group as the reference has it: links are pairs of external IDs, everything else is what it says. */
final class Node {
    private static final Comparator<Identifier> BY_AGE = Comparator.comparingLong(Identifier::age);

    final ProfileId id;
    final Collection collection;
    final long createdSequence;
    final long createdAt;
    final Set<Set<ExternalId>> links = new HashSet<>();
    final List<ProfileId> merged = new ArrayList<>();
    final List<Relation> accounts = new ArrayList<>();
    final List<KeptApart> keptApart = new ArrayList<>();
    final Map<String, Trait> traits = new HashMap<>();

    long lastSeen;
    int merges;

    @Nullable
    ProfileId parent;

    boolean deleted;
    /** Oldest first; replaced, never changed. */
    private List<Identifier> identifiers = List.of();
    /** Oldest first; replaced, never changed. */
    private List<Identifier> boundaries = List.of();

    Node(ProfileId id, Collection collection, long createdSequence, long createdAt) {
        this.id = id;
        this.collection = collection;
        this.createdSequence = createdSequence;
        this.createdAt = createdAt;
        this.lastSeen = createdAt;
    }

    boolean isCanonical() {
        return parent == null && !deleted;
    }

    List<Identifier> identifiers() {
        return identifiers;
    }

    List<ExternalId> externalIds() {
        return identifiers.stream().map(Identifier::externalId).toList();
    }

    List<Identifier> boundaries() {
        return boundaries;
    }

    int size() {
        return identifiers.size() + boundaries.size();
    }

    /** Its record of an external ID, boundary or not; null if it has none. */
    @Nullable
    Identifier find(ExternalId externalId) {
        for (Identifier identifier : identifiers) {
            if (identifier.externalId().equals(externalId)) {
                return identifier;
            }
        }
        for (Identifier boundary : boundaries) {
            if (boundary.externalId().equals(externalId)) {
                return boundary;
            }
        }
        return null;
    }

    boolean holds(ExternalId externalId) {
        return find(externalId) != null;
    }

    /** Its values of a type that were added less than a limit's window ago. */
    Set<String> active(String type, Limit limit, long time) {
        Set<String> active = new HashSet<>();
        List<Identifier> all = new ArrayList<>(identifiers);
        all.addAll(boundaries);
        for (Identifier one : all) {
            boolean counts = limit.windowMillis() == Limit.EVER || one.addedAt() > time - limit.windowMillis();
            if (counts && one.externalId().type().equals(type)) {
                active.add(one.externalId().value());
            }
        }
        return active;
    }

    /** The lowest event time that it remembers. */
    long firstSeen() {
        long first = createdAt;
        for (Identifier identifier : identifiers) {
            first = Math.min(first, identifier.firstSeen());
        }
        return first;
    }

    /** In place of a boundary of the same value, if there is one: seen first when either was. */
    void addIdentifier(Identifier identifier) {
        Identifier boundary = find(identifier.externalId());
        boundaries = without(boundaries, identifier.externalId());
        identifiers = with(identifiers, boundary == null ? identifier : identifier.seenAt(boundary.firstSeen()));
    }

    /** Adds a boundary, or unites it with the one that is there: the older one stays, seen first when either was. */
    void addBoundary(Identifier boundary) {
        Identifier mine = find(boundary.externalId());
        if (mine != null && identifiers.contains(mine)) {
            see(boundary.externalId(), boundary.firstSeen());
            return;
        }
        if (mine == null) {
            boundaries = with(boundaries, boundary);
            return;
        }
        Identifier older = mine.age() <= boundary.age() ? mine : boundary;
        boundaries = with(
                without(boundaries, boundary.externalId()),
                older.seenAt(Math.min(mine.firstSeen(), boundary.firstSeen())));
    }

    boolean removeBoundary(ExternalId externalId) {
        int before = boundaries.size();
        boundaries = without(boundaries, externalId);
        return boundaries.size() < before;
    }

    void clearBoundaries() {
        boundaries = List.of();
    }

    /** Takes an external ID away, with its links. */
    void removeIdentifier(ExternalId externalId) {
        identifiers = without(identifiers, externalId);
        links.removeIf(pair -> pair.contains(externalId));
    }

    Set<ExternalId> neighbours(ExternalId externalId) {
        Set<ExternalId> neighbours = new LinkedHashSet<>();
        for (Set<ExternalId> pair : links) {
            if (pair.contains(externalId)) {
                neighbours.addAll(pair);
            }
        }
        neighbours.remove(externalId);
        return neighbours;
    }

    void linkAll(java.util.Collection<ExternalId> ids) {
        for (ExternalId a : ids) {
            for (ExternalId b : ids) {
                if (!a.equals(b)) {
                    links.add(Set.of(a, b));
                }
            }
        }
    }

    /** Notes that an event of that time resolved by an external ID. */
    void see(ExternalId externalId, long time) {
        Identifier seen = find(externalId);
        if (seen != null && time < seen.firstSeen()) {
            replaceAll(one -> one.equals(seen) ? one.seenAt(time) : one);
        }
    }

    /** What was added to none of these profiles counts as added to this one. */
    void adoptAllBut(Set<ProfileId> behind) {
        replaceAll(one -> one.origin().equals(id) || behind.contains(one.origin()) ? one : ofOrigin(one));
    }

    private Identifier ofOrigin(Identifier one) {
        return new Identifier(
                one.externalId(), one.age(), one.addedAt(), one.firstSeen(), id, one.messageId(), one.source());
    }

    private void replaceAll(UnaryOperator<Identifier> change) {
        identifiers = identifiers.stream().map(change).toList();
        boundaries = boundaries.stream().map(change).toList();
    }

    /** The connected components of its links, the one with the oldest external ID first, each oldest first. */
    List<List<Identifier>> components() {
        List<List<Identifier>> components = new ArrayList<>();
        Set<ExternalId> reached = new HashSet<>();
        for (Identifier oldest : identifiers) {
            if (!reached.contains(oldest.externalId())) {
                Set<ExternalId> component = connectedWith(oldest.externalId());
                reached.addAll(component);
                components.add(identifiers.stream()
                        .filter(one -> component.contains(one.externalId()))
                        .toList());
            }
        }
        return components;
    }

    private Set<ExternalId> connectedWith(ExternalId start) {
        Set<ExternalId> reached = new HashSet<>();
        Deque<ExternalId> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            ExternalId next = open.remove();
            if (reached.add(next)) {
                open.addAll(neighbours(next));
            }
        }
        return reached;
    }

    /** Its traits as the world sees them: without those that were removed. */
    SortedMap<String, String> visibleTraits() {
        SortedMap<String, String> visible = new TreeMap<>();
        traits.forEach((name, trait) -> {
            String value = trait.value();
            if (value != null) {
                visible.put(name, value);
            }
        });
        return visible;
    }

    private static List<Identifier> with(List<Identifier> list, Identifier one) {
        List<Identifier> longer = new ArrayList<>(list);
        longer.add(one);
        longer.sort(BY_AGE);
        return List.copyOf(longer);
    }

    private static List<Identifier> without(List<Identifier> list, ExternalId externalId) {
        return list.stream().filter(one -> !one.externalId().equals(externalId)).toList();
    }
}
