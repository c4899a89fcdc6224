package io.tributary.job;

import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps an eye on persons and accounts that hold many external IDs: a rule that joins too much shows there. It sees those
 * that are changed, written by one thread and read by another.
 */
final class LargeProfiles {
    /** External IDs of a profile that is large: what few people have, and every shared device. */
    static final int LARGE = 100;

    /** The most that are remembered; whoever has more knows enough. */
    private static final int MOST = 100_000;

    private final Set<ProfileId> ids = new HashSet<>();
    private volatile int count;
    private volatile int largest;

    void look(List<Profile> changed) {
        for (Profile profile : changed) {
            int size = profile.identifiers().size();
            if (size > LARGE && isOfOne(profile)) {
                if (ids.size() < MOST && ids.add(profile.id())) {
                    count = ids.size();
                }
                largest = Math.max(largest, size);
            } else if (count > 0 && ids.remove(profile.id())) {
                count = ids.size();
            } else if (size > largest && isOfOne(profile)) {
                largest = size;
            }
        }
    }

    /** A level's groups are meant to hold many. */
    private static boolean isOfOne(Profile profile) {
        return profile.id().kind() == ProfileId.Kind.USER || profile.id().kind() == ProfileId.Kind.ACCOUNT;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** External IDs of the largest that was seen, large or not; 0 if none was. */
    int largest() {
        return largest;
    }
}
