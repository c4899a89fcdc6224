package io.tributary.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What external IDs resolve to: a person, an account, or a group of a level.
 *
 * @param createdSequence of the event that created it: profiles of a space compare by it
 * @param createdAt event time of that event, epoch milliseconds
 * @param lastSeen latest event time among the events that changed what the profile's record says, epoch milliseconds
 * @param identifiers its external IDs, oldest first; empty once it is merged
 * @param links between positions in {@code identifiers}
 * @param boundaries external IDs that say with whom it must not be joined, oldest first; nothing points to them, and
 *     other profiles may have them too
 * @param merged every profile behind this one, those behind its children included, in the order of the merges
 * @param merges how many merges it has taken, those that its children had taken included; a split takes none back
 * @param parent the profile that it was merged into, null while it is canonical
 * @param accounts those that it belongs to, in the order in which they were related
 * @param keptApart whom it must never be joined with again
 * @param hasTraits whether any trait was ever set on it
 * @param deleted whether an operator has deleted it: nothing of it is left but its ID, which is never given again
 */
public record Profile(
        ProfileId id,
        long createdSequence,
        long createdAt,
        long lastSeen,
        List<Identifier> identifiers,
        Links links,
        List<Identifier> boundaries,
        List<ProfileId> merged,
        int merges,
        @Nullable ProfileId parent,
        List<Relation> accounts,
        List<KeptApart> keptApart,
        boolean hasTraits,
        boolean deleted) {

    /** A profile that has external IDs, merges and traits at the most. */
    public Profile(
            ProfileId id,
            long createdSequence,
            long createdAt,
            long lastSeen,
            List<Identifier> identifiers,
            Links links,
            List<ProfileId> merged,
            @Nullable ProfileId parent,
            boolean hasTraits) {
        this(
                id,
                createdSequence,
                createdAt,
                lastSeen,
                identifiers,
                links,
                List.of(),
                merged,
                merged.size(),
                parent,
                List.of(),
                List.of(),
                hasTraits,
                false);
    }

    /** What is left of a profile that was deleted. */
    public static Profile deleted(ProfileId id) {
        return new Profile(
                id, 0, 0, 0, List.of(), Links.NONE, List.of(), List.of(), 0, null, List.of(), List.of(), false, true);
    }

    /** The same with another {@code lastSeen}, in epoch milliseconds. */
    public Profile seenAt(long time) {
        return new Profile(
                id,
                createdSequence,
                createdAt,
                time,
                identifiers,
                links,
                boundaries,
                merged,
                merges,
                parent,
                accounts,
                keptApart,
                hasTraits,
                deleted);
    }

    /** Whether external IDs can lead to it. */
    public boolean isCanonical() {
        return parent == null && !deleted;
    }

    /** Lowest event time at which one of its external IDs was resolved, epoch milliseconds. */
    public long firstSeen() {
        long first = createdAt;
        for (Identifier identifier : identifiers) {
            first = Math.min(first, identifier.firstSeen());
        }
        return first;
    }
}
