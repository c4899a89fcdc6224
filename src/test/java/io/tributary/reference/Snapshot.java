package io.tributary.reference;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The whole graph as its readers see it at one moment: what is told of an event is the difference between two of these.
 *
 * @param owners also of the members of groups
 */
record Snapshot(Map<ProfileId, Visible> profiles, Map<ExternalId, ProfileId> owners, Set<Seat> accounts) {

    /** What a profile's record says. */
    record Visible(
            List<Identifier> identifiers,
            List<Identifier> boundaries,
            SortedMap<String, String> traits,
            List<ProfileId> merged,
            ProfileId canonical,
            boolean deleted) {}

    /** A profile's place in an account or in a group of a level. */
    record Seat(String level, ProfileId group, ProfileId profile) {}

    static Snapshot of(Graph graph) {
        Map<ProfileId, Visible> profiles = new HashMap<>();
        Set<Seat> accounts = new HashSet<>();
        for (Node node : graph.nodes.values()) {
            profiles.put(
                    node.id,
                    new Visible(
                            node.identifiers(),
                            node.boundaries(),
                            node.visibleTraits(),
                            List.copyOf(node.merged),
                            graph.canonical(node.id),
                            node.deleted));
            for (Relation relation : node.accounts) {
                accounts.add(new Seat("account", relation.account(), node.id));
            }
        }
        return new Snapshot(profiles, new HashMap<>(graph.owners), accounts);
    }
}
