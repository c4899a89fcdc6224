package io.tributary.engine;

import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an external ID by itself: who owns it, when it was last seen, and what marks it.
 *
 * @param profile canonical: a merge re-points the external IDs that it moves; null if nobody owns it
 * @param lastSeen the latest event time at which it was resolved while its type had a window, epoch milliseconds; {@link
 *     #NEVER} if it was not, or nobody owns it
 * @param marks any of {@link #BLOCKED}, {@link #DISCARDED}, {@link #SUPPRESSED}
 */
public record Pointer(@Nullable ProfileId profile, long lastSeen, int marks) {
    public static final long NEVER = Long.MIN_VALUE;

    /** An operator has blocked it. */
    public static final int BLOCKED = 1;

    /** More share it than its type may be shared by. */
    public static final int DISCARDED = 2;

    /** An operator wants events with it left unresolved. */
    public static final int SUPPRESSED = 4;

    /** Of an external ID that nothing is known of. */
    public static final Pointer NONE = new Pointer(null, NEVER, 0);

    /** Of an unmarked external ID whose type has no window. */
    public Pointer(ProfileId profile) {
        this(profile, NEVER, 0);
    }

    public boolean is(int mark) {
        return (marks & mark) != 0;
    }

    public Pointer to(ProfileId owner) {
        return new Pointer(owner, lastSeen, marks);
    }

    public Pointer seenAt(long time) {
        return new Pointer(profile, time, marks);
    }

    /** The same with nobody who owns it. */
    public Pointer toNobody() {
        return marks == 0 ? NONE : new Pointer(null, NEVER, marks);
    }

    public Pointer marked(int mark) {
        return new Pointer(profile, lastSeen, marks | mark);
    }

    public Pointer unmarked(int mark) {
        return new Pointer(profile, lastSeen, marks & ~mark);
    }

    /** Whether it says nothing, so that there is nothing to keep. */
    public boolean isNothing() {
        return profile == null && marks == 0;
    }
}
