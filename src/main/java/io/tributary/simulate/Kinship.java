package io.tributary.simulate;

import io.tributary.model.Merge;
import io.tributary.model.ProfileId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose story is part of whose: that of a profile before it was merged into another is part of the other's, until a
 * split parts them again. It takes memory for merges.
 */
final class Kinship {
    /** By child: the sequence of each time that it was merged, and into what. */
    private final Map<ProfileId, TreeMap<Long, ProfileId>> parents = new HashMap<>();

    void add(Merge merge) {
        parents.computeIfAbsent(merge.from(), from -> new TreeMap<>()).put(merge.sequence(), merge.into());
    }

    /** Whether what happened to a profile at a sequence is part of what {@code root} came to be. */
    boolean isPartOf(ProfileId root, ProfileId profile, long sequence) {
        ProfileId at = profile;
        long since = sequence;
        while (!at.equals(root)) {
            TreeMap<Long, ProfileId> merges = parents.get(at);
            Map.Entry<Long, ProfileId> next = merges == null ? null : merges.ceilingEntry(since);
            if (next == null) {
                return false;
            }
            since = next.getKey();
            at = next.getValue();
        }
        return true;
    }
}
