package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * A trait of a profile.
 *
 * @param value JSON text; null for a trait that was removed, which is remembered so that an older event that arrives
 *     later cannot bring it back
 * @param time event time that decided, epoch milliseconds
 * @param sequence of the event that decided
 * @param origin the profile that it was set on, before any merge
 */
public record Trait(@Nullable String value, long time, long sequence, ProfileId origin) {
    /** The newest event time wins, later order breaking ties. */
    public boolean isNewerThan(Trait that) {
        return time != that.time ? time > that.time : sequence > that.sequence;
    }
}
