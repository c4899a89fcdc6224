package io.tributary.rules;

/**
 * How many values of a type a profile may hold.
 *
 * @param max at least 1
 * @param windowMillis length of the sliding window in milliseconds of event time, {@link #EVER} for no window
 */
public record Limit(int max, long windowMillis) {
    public static final long EVER = Long.MAX_VALUE;

    /** What a type gets that the rules do not limit: 5 ever, the default of Segment. */
    public static final Limit DEFAULT = new Limit(5, EVER);

    /** No limit. */
    public static final Limit NONE = new Limit(Integer.MAX_VALUE, EVER);

    /** Whether a value added at one time still counts at another. */
    public boolean counts(long addedAt, long time) {
        return windowMillis == EVER || addedAt > time - windowMillis;
    }
}
