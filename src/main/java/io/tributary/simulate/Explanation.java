package io.tributary.simulate;

import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.simulate.StoryEntry.At;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a profile came to be, or why an external ID leads to none.
 *
 * @param asked the external ID, as it is matched: hashed where its type is; null if a profile was asked for
 * @param askedProfile null if an external ID was asked for
 * @param standing how things stand at the end
 * @param since when it came to stand so, where there is a moment
 * @param suppressed whether an operator has told the space to leave events with the external ID unresolved
 * @param profile canonical, as it is at the end; null if there is none
 * @param sequence of the space's last event or command
 * @param unusable records that could not be used
 * @param story in order; of what concerns the profile and everything that is, or for a while was, merged into it
 */
public record Explanation(
        String space,
        @Nullable ExternalId asked,
        @Nullable ProfileId askedProfile,
        Standing standing,
        @Nullable At since,
        boolean suppressed,
        @Nullable Profile profile,
        long sequence,
        long unusable,
        List<StoryEntry> story) {

    public Explanation {
        story = List.copyOf(story);
    }

    /** How what was asked for stands. */
    public enum Standing {
        /** It leads to, or is, a canonical profile. */
        OWNED("leads to a profile"),
        /** An operator has blocked it. */
        BLOCKED("leads to nobody: an operator has blocked it"),
        /** More share it than its type may be shared by. */
        SHARED_TOO_WIDELY("leads to nobody: too many share it"),
        /** It belonged to a profile and was taken from it. */
        TAKEN_AWAY("leads to nobody: it was taken from its profile"),
        /** Events had it, and it was set aside on all of them. */
        SET_ASIDE("leads to nobody: it was set aside whenever it was seen"),
        /** Its type is a boundary. */
        BOUNDARY("leads to nobody: its type says who must not be joined, and many may have it"),
        /** Its type only brings persons together in groups. */
        LEVEL_KEY("leads to nobody: its type is only a key of levels"),
        /** A profile that an operator has deleted. */
        DELETED("is deleted"),
        UNKNOWN("has never been seen");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        /** What can be said of an external ID or a profile that stands so. */
        String words() {
            return words;
        }
    }

    /** Whether there is a profile to tell of. */
    public boolean isFound() {
        return standing == Standing.OWNED;
    }
}
