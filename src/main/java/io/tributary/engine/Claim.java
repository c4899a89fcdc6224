package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An external ID of an event, and what it leads to before the event.
 *
 * @param matching whether it can lead to a profile; a boundary cannot
 * @param kept whether it must not be demoted: the member that a group is looked for
 * @param holder the profile that lists it as one of its external IDs, null if none does; it may be that of a boundary
 *     whose type led to profiles under earlier rules
 * @param live whether it leads to its holder: not if its type's window has run out
 * @param lastSeen when it was resolved last, epoch milliseconds, {@link Pointer#NEVER} where that does not count
 */
record Claim(
        ExternalId id,
        boolean matching,
        boolean kept,
        @Nullable Profile holder,
        boolean live,
        long lastSeen) {

    /** Who owns it: its holder, as long as its window lasts. */
    @Nullable
    Profile owner() {
        return live ? holder : null;
    }

    /** Whether it may be set aside so that a rule is kept. */
    boolean isDemotable() {
        return matching && !kept;
    }

    /** Whether no candidate holds it, as whatever. */
    boolean isNewTo(List<Profile> candidates) {
        for (Profile candidate : candidates) {
            if ((holder != null && holder.id().equals(candidate.id())) || isBoundaryOf(candidate)) {
                return false;
            }
        }
        return true;
    }

    private boolean isBoundaryOf(Profile candidate) {
        for (Identifier boundary : candidate.boundaries()) {
            if (boundary.externalId().equals(id)) {
                return true;
            }
        }
        return false;
    }
}
