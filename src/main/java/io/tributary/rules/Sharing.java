package io.tributary.rules;

/**
 * How many may share a value before it is discarded.
 *
 * @param max distinct values of the anchor type that may be seen with it, at least 1
 * @param anchor the type, in {@code users}, that is counted
 */
public record Sharing(int max, String anchor) {
    /** What is counted unless the rules say otherwise. */
    public static final String DEFAULT_ANCHOR = "anonymous_id";
}
