package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Pointer;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.ProfileId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that is known of a space: its persons, accounts and groups, and its external IDs. */
final class Graph {
    /** Every profile and group that ever was, in the order of creation. */
    final Map<ProfileId, Node> nodes = new LinkedHashMap<>();
    /** Who lists an external ID among what can lead to it. */
    final Map<ExternalId, ProfileId> owners = new HashMap<>();

    final Map<ExternalId, Long> lastSeen = new HashMap<>();
    final Set<ExternalId> blocked = new HashSet<>();
    final Set<ExternalId> discarded = new HashSet<>();
    final Set<ExternalId> suppressed = new HashSet<>();
    /** The values that were seen with an external ID, of the type that its rule counts. */
    final Map<ExternalId, Set<String>> anchors = new HashMap<>();
    /** The sequence at which a command had its answer. */
    final Map<String, Long> commands = new HashMap<>();

    long sequence;

    /** @throws AssertionError if there never was one of that ID */
    Node node(ProfileId id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new AssertionError("there is no " + id);
        }
        return node;
    }

    ProfileId canonical(ProfileId id) {
        ProfileId parent = node(id).parent;
        return parent == null ? id : canonical(parent);
    }

    /** The profiles that were merged into one, directly or not, wherever they now are canonical. */
    Set<ProfileId> behind(ProfileId id) {
        Set<ProfileId> behind = new LinkedHashSet<>();
        for (Node node : nodes.values()) {
            if (id.equals(node.parent)) {
                behind.add(node.id);
                behind.addAll(behind(node.id));
            }
        }
        return behind;
    }

    /** The profile that lists an external ID, whether or not that can still lead to it. */
    @Nullable
    Node owner(ExternalId id) {
        ProfileId owner = owners.get(id);
        return owner == null ? null : node(owner);
    }

    /** A new profile or group. */
    Node create(Collection collection, Happening now) {
        int counter = 0;
        ProfileId id;
        do {
            id = ReferenceIds.derive(collection, now.space, now.messageId, counter, now.time);
            counter++;
        } while (nodes.containsKey(id));
        Node node = new Node(id, collection, now.sequence, now.time);
        nodes.put(id, node);
        return node;
    }

    /** When an external ID that somebody owns was seen last, for all that is known: not before it was added. */
    long lastSeen(ExternalId id) {
        Long seen = lastSeen.get(id);
        return seen != null
                ? seen
                : requireNonNull(node(requireNonNull(owners.get(id))).find(id)).addedAt();
    }

    void give(Identifier identifier, Node to) {
        to.addIdentifier(identifier);
        owners.put(identifier.externalId(), to.id);
    }

    /** Takes an external ID from its owner: nobody owns it now, and what it was linked with has lost those links. */
    void take(ExternalId id) {
        Node owner = owner(id);
        if (owner != null) {
            owner.removeIdentifier(id);
            owners.remove(id);
            lastSeen.remove(id);
        }
    }

    /** The same, but nobody is parted by it: its neighbours are linked to each other in its stead. */
    void takeExpired(ExternalId id) {
        Node owner = owner(id);
        if (owner != null) {
            owner.linkAll(owner.neighbours(id));
            take(id);
        }
    }

    /** Moves external IDs, as they are, with the links that they have among themselves. */
    void move(List<Identifier> part, Node from, Node to) {
        Set<ExternalId> ids = new HashSet<>();
        part.forEach(identifier -> ids.add(identifier.externalId()));
        List<Set<ExternalId>> links =
                from.links.stream().filter(ids::containsAll).toList();
        to.links.addAll(links);
        for (Identifier identifier : part) {
            from.removeIdentifier(identifier.externalId());
            give(identifier, to);
        }
    }

    /** Every external ID of which anything is known. */
    Set<ExternalId> known() {
        Set<ExternalId> known = new HashSet<>(owners.keySet());
        known.addAll(blocked);
        known.addAll(discarded);
        known.addAll(suppressed);
        known.addAll(anchors.keySet());
        return known;
    }

    /** Profiles and groups of a kind for which something holds, in the order of creation. */
    List<ProfileId> ids(Predicate<Node> test) {
        List<ProfileId> ids = new ArrayList<>();
        for (Node node : nodes.values()) {
            if (test.test(node)) {
                ids.add(node.id);
            }
        }
        return ids;
    }

    /** How many are known to share an external ID. */
    int anchors(ExternalId id) {
        return anchors.getOrDefault(id, Set.of()).size();
    }

    /** What is known of an external ID by itself, null if nothing is. */
    @Nullable
    Pointer pointer(ExternalId id) {
        int marks = (blocked.contains(id) ? Pointer.BLOCKED : 0)
                + (discarded.contains(id) ? Pointer.DISCARDED : 0)
                + (suppressed.contains(id) ? Pointer.SUPPRESSED : 0);
        ProfileId owner = owners.get(id);
        return owner == null && marks == 0 ? null : new Pointer(owner, lastSeen.getOrDefault(id, Pointer.NEVER), marks);
    }
}
