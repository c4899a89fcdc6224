package io.tributary.reference;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A profile or group with its links as what they are, pairs of external IDs: the form in which engine and reference
 * compare.
 *
 * @param firstSeen the creating event's time for a profile that was merged
 */
record Person(
        ProfileId id,
        long createdSequence,
        long createdAt,
        long firstSeen,
        long lastSeen,
        List<Identifier> identifiers,
        Set<Set<ExternalId>> links,
        List<Identifier> boundaries,
        List<ProfileId> merged,
        int merges,
        @Nullable ProfileId parent,
        List<Relation> accounts,
        List<KeptApart> keptApart,
        boolean hasTraits,
        boolean deleted) {

    static Person of(Profile profile) {
        return new Person(
                profile.id(),
                profile.createdSequence(),
                profile.createdAt(),
                profile.firstSeen(),
                profile.lastSeen(),
                profile.identifiers(),
                links(profile),
                profile.boundaries(),
                profile.merged(),
                profile.merges(),
                profile.parent(),
                profile.accounts(),
                profile.keptApart(),
                profile.hasTraits(),
                profile.deleted());
    }

    static Person of(Node node) {
        if (node.deleted) {
            return of(Profile.deleted(node.id));
        }
        return new Person(
                node.id,
                node.createdSequence,
                node.createdAt,
                node.firstSeen(),
                node.lastSeen,
                node.identifiers(),
                Set.copyOf(node.links),
                node.boundaries(),
                List.copyOf(node.merged),
                node.merges,
                node.parent,
                List.copyOf(node.accounts),
                List.copyOf(node.keptApart),
                !node.traits.isEmpty(),
                false);
    }

    private static Set<Set<ExternalId>> links(Profile profile) {
        List<Identifier> identifiers = profile.identifiers();
        Set<Set<ExternalId>> pairs = new HashSet<>();
        int rows = 0;
        for (int i = 0; i < identifiers.size(); i++) {
            for (int older : profile.links().olderThan(i)) {
                pairs.add(Set.of(
                        identifiers.get(i).externalId(), identifiers.get(older).externalId()));
                rows++;
            }
        }
        if (rows != profile.links().size()) {
            throw new AssertionError(profile.id() + " has links of positions beyond its last: " + profile.links());
        }
        return pairs;
    }
}
