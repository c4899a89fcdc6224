package io.tributary.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What external IDs resolve to.
 *
 * @param createdSequence of the event that created it: profiles of a space compare by it
 * @param createdAt event time of that event, epoch milliseconds
 * @param lastSeen latest event time among the events that changed what the profile's record says, epoch milliseconds
 * @param identifiers its external IDs, oldest first; empty once it is merged
 * @param links between positions in {@code identifiers}
 * @param merged every profile behind this one, those behind its children included, in the order of the merges
 * @param parent the profile that it was merged into, null while it is canonical
 * @param hasTraits whether any trait was ever set on it
 */
public record Profile(
        ProfileId id,
        long createdSequence,
        long createdAt,
        long lastSeen,
        List<Identifier> identifiers,
        Links links,
        List<ProfileId> merged,
        @Nullable ProfileId parent,
        boolean hasTraits) {

    /** Lowest event time at which one of its external IDs was resolved, epoch milliseconds. */
    public long firstSeen() {
        long first = createdAt;
        for (Identifier identifier : identifiers) {
            first = Math.min(first, identifier.firstSeen());
        }
        return first;
    }
}
