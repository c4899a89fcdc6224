package io.tributary.reference;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A profile with its links as what they are, pairs of external IDs: the form in which engine and reference compare.
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
        List<ProfileId> merged,
        @Nullable ProfileId parent,
        boolean hasTraits) {

    static Person of(Profile profile) {
        return new Person(
                profile.id(),
                profile.createdSequence(),
                profile.createdAt(),
                profile.firstSeen(),
                profile.lastSeen(),
                profile.identifiers(),
                links(profile),
                profile.merged(),
                profile.parent(),
                profile.hasTraits());
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
