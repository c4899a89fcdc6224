package io.tributary.savepoint;

import io.tributary.engine.Pointer;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.Level;
import io.tributary.state.GraphPart;
import io.tributary.state.StoredGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks an external ID up. Its value is taken as it is stored, that is normalised, and also in lower case, as most
 * types are normalised to, and as one that is stored as its SHA-256. What nothing points to may be a boundary; that takes a pass over all profiles.
 */
public final class LookupReader implements SpaceVisitor {
    private final Set<String> only;
    private final @Nullable Collection collection;
    private final String type;
    private final String value;
    private final Progress progress;
    private final List<Found> found = new ArrayList<>();
    private final List<String> spaces = new ArrayList<>();

    /**
     * @param only spaces to look into, empty for all
     * @param collection to look into, null for all: users, accounts and levels
     */
    public LookupReader(
            Set<String> only, @Nullable Collection collection, String type, String value, Progress progress) {
        this.only = Set.copyOf(only);
        this.collection = collection;
        this.type = type;
        this.value = value;
        this.progress = progress;
    }

    public List<Found> found() {
        return Collections.unmodifiableList(found);
    }

    /** All that there are, whether looked into or not. */
    public List<String> spaces() {
        return spaces.stream().sorted().toList();
    }

    @Override
    public void visit(String space, StoredGraph graph) {
        spaces.add(space);
        if (!only.isEmpty() && !only.contains(space)) {
            return;
        }
        Map<ExternalId, Boolean> candidates = candidates(graph);
        int before = found.size();
        candidates.forEach((id, hashed) -> lookUp(space, graph, id, hashed));
        if (found.size() == before) {
            lookForBoundary(space, graph, candidates);
        }
    }

    /** Each with whether it is hashed. */
    private Map<ExternalId, Boolean> candidates(StoredGraph graph) {
        List<Collection> collections = new ArrayList<>();
        if (collection != null) {
            collections.add(collection);
        } else {
            collections.add(Collection.USERS);
            collections.add(Collection.ACCOUNTS);
            graph.names().forEach(name -> collections.add(Collection.level(name)));
        }
        Map<ExternalId, Boolean> candidates = new LinkedHashMap<>();
        for (Collection its : collections) {
            for (String one : List.of(value, value.toLowerCase(Locale.ROOT))) {
                candidates.put(new ExternalId(its, type, one), false);
                candidates.put(new ExternalId(its, type, Fingerprint.sha256(one)), true);
            }
        }
        return candidates;
    }

    private void lookUp(String space, StoredGraph graph, ExternalId id, boolean hashed) {
        Pointer pointer = graph.pointer(id);
        int sharedBy = graph.anchors(id).size();
        if (pointer == null && sharedBy == 0) {
            return;
        }
        Pointer its = pointer == null ? Pointer.NONE : pointer;
        Profile holder = its.profile() == null ? null : graph.profile(its.profile());
        found.add(found(space, graph, id, hashed, its, sharedBy, holder, 0));
    }

    private void lookForBoundary(String space, StoredGraph graph, Map<ExternalId, Boolean> candidates) {
        Profile first = null;
        ExternalId id = null;
        long holders = 0;
        for (StoredGraph.Entry entry : progress.watch(space + ": profiles", graph.entries(GraphPart.PROFILES))) {
            Profile profile = graph.profile(entry);
            for (Identifier boundary : profile.boundaries()) {
                if (candidates.containsKey(boundary.externalId())) {
                    holders++;
                    first = first == null ? profile : first;
                    id = boundary.externalId();
                }
            }
        }
        if (id != null) {
            boolean hashed = candidates.getOrDefault(id, false);
            found.add(found(space, graph, id, hashed, Pointer.NONE, 0, first, holders));
        }
    }

    private static Found found(
            String space,
            StoredGraph graph,
            ExternalId id,
            boolean hashed,
            Pointer pointer,
            int sharedBy,
            @Nullable Profile holder,
            long holders) {
        return new Found(
                space,
                id,
                hashed,
                graph.sequence(),
                pointer,
                sharedBy,
                holder,
                holders,
                holder == null ? Collections.emptySortedMap() : groups(graph, holder.id()),
                holder == null ? List.of() : members(holder),
                holder == null
                        ? List.of()
                        : List.copyOf(graph.traits(holder.id()).keySet()));
    }

    /** Which names are those of levels is not kept; a person can only have a group under one that is. */
    private static SortedMap<String, ProfileId> groups(StoredGraph graph, ProfileId person) {
        SortedMap<String, ProfileId> groups = new TreeMap<>();
        for (String name : graph.names()) {
            Pointer pointer = graph.pointer(new ExternalId(Collection.level(name), Level.MEMBER, person.toString()));
            ProfileId group = pointer == null ? null : pointer.profile();
            if (group != null) {
                groups.put(name, group);
            }
        }
        return groups;
    }

    private static List<ProfileId> members(Profile holder) {
        List<ProfileId> members = new ArrayList<>();
        for (Identifier identifier : holder.identifiers()) {
            ExternalId id = identifier.externalId();
            if (id.collection().isLevel() && id.type().equals(Level.MEMBER)) {
                members.add(ProfileId.parse(id.value()));
            }
        }
        return members;
    }
}
