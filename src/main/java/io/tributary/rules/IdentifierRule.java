package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of one type of external ID.
 *
 * @param from where its values stand, in order; empty for a type that only comes as a custom ID, and for a level's key
 * @param normalize steps, in order
 * @param hashed whether its values are matched, stored and emitted as their SHA-256, lower-case hexadecimal
 * @param limit for a level's key {@link Limit#NONE} unless the rules say otherwise
 * @param priority its number, lower is more trusted; null for one that follows alphabetically
 * @param blocked values of this type that are no identifiers, besides those of the space
 * @param sources which may associate through this type
 * @param matching what its values are for
 * @param matchWithinMillis how long after it was last seen a value leads to its profile, in milliseconds of event time,
 *     {@link Limit#EVER} for no end
 * @param sharing how many may share a value, null for any number
 */
public record IdentifierRule(
        Collection collection,
        String type,
        List<Extraction> from,
        List<Normalizer> normalize,
        boolean hashed,
        Limit limit,
        @Nullable Integer priority,
        List<ValuePattern> blocked,
        SourceFilter sources,
        Matching matching,
        long matchWithinMillis,
        @Nullable Sharing sharing) {

    /** The type of the ID by which a business itself knows a person. */
    public static final String USER_ID = "user_id";

    /** The numbers that types of {@code users} have unless told otherwise; all others follow alphabetically. */
    static final Map<String, Integer> DEFAULT_PRIORITIES = Map.of(USER_ID, 1, "email", 2);

    /** The rule of a custom type that no rules file mentions. */
    public static IdentifierRule unlisted(Collection collection, String type) {
        return new IdentifierRule(
                collection,
                type,
                List.of(),
                List.of(),
                false,
                Limit.DEFAULT,
                null,
                List.of(),
                SourceFilter.ALL,
                Matching.ALWAYS,
                Limit.EVER,
                null);
    }

    /** The same with another limit and priority. */
    public IdentifierRule with(Limit otherLimit, @Nullable Integer otherPriority) {
        return new IdentifierRule(
                collection,
                type,
                from,
                normalize,
                hashed,
                otherLimit,
                otherPriority,
                blocked,
                sources,
                matching,
                matchWithinMillis,
                sharing);
    }

    /** Whether its values lead to a profile for a while only. */
    public boolean hasWindow() {
        return matchWithinMillis != Limit.EVER;
    }

    /** Whether a value that was last seen at one time leads to its profile at another. */
    public boolean isLive(long lastSeen, long time) {
        return !hasWindow() || Math.abs(time - lastSeen) <= matchWithinMillis;
    }
}
