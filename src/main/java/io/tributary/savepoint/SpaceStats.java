package io.tributary.savepoint;

import io.tributary.model.Collection;
import io.tributary.model.ProfileId;
import java.util.List;
import java.util.SortedMap;

/**
 * How much of what there is of one space.
 *
 * @param sequence position of its last event or command
 * @param profiles by {@code users}, {@code accounts} and levels
 * @param types of external IDs, most frequent first within a collection
 * @param otherTypes external IDs of types that are too many to be told apart
 * @param largest profiles and groups by external IDs, largest first
 * @param links pairs of external IDs
 * @param members persons in groups
 * @param relations of users to accounts
 * @param keptApart pairs of profiles, each counted at both
 * @param blocked external IDs that an operator has blocked
 * @param discarded external IDs that too many share
 * @param suppressed external IDs whose events stay unresolved
 * @param anchored external IDs of which it is known who shares them
 * @param commands that were answered
 * @param sizes by the name of the state
 */
public record SpaceStats(
        String space,
        long sequence,
        SortedMap<String, Profiles> profiles,
        List<TypeCount> types,
        long otherTypes,
        List<Large> largest,
        long links,
        long members,
        long relations,
        long keptApart,
        long blocked,
        long discarded,
        long suppressed,
        long anchored,
        long commands,
        SortedMap<String, Size> sizes) {

    public record Profiles(long live, long merged, long deleted) {}

    /**
     * @param owned external IDs that somebody owns
     * @param boundaries on profiles, the same value counted on each
     */
    public record TypeCount(Collection collection, String type, long owned, long boundaries) {}

    /**
     * @param externalIds boundaries included
     * @param merges behind it
     */
    public record Large(ProfileId profile, int externalIds, int merges) {}

    /** @param bytes of keys and values, without what RocksDB and Flink add to each */
    public record Size(long entries, long bytes) {}

    /** External IDs that somebody owns. */
    public long owned() {
        return types.stream().mapToLong(TypeCount::owned).sum() + otherTypes;
    }

    /** Bytes of a pointer and of its part of a profile, on average. */
    public double bytesAnId() {
        long bytes = sizes.getOrDefault("pointers", new Size(0, 0)).bytes()
                + sizes.getOrDefault("profiles", new Size(0, 0)).bytes();
        return owned() == 0 ? 0 : (double) bytes / owned();
    }
}
