package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of one type of external ID.
 *
 * @param from where its values stand, in order; empty for a type that only comes as a custom ID
 * @param normalize steps, in order
 * @param hashed whether its values are matched, stored and emitted as their SHA-256, lower-case hexadecimal
 * @param priority its number, lower is more trusted; null for one that follows alphabetically
 * @param blocked values of this type that are no identifiers, besides those of the space
 * @param sources which may associate through this type
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
        SourceFilter sources) {

    /** The type of the ID by which a business itself knows a person. */
    public static final String USER_ID = "user_id";

    /** The numbers that types of {@code users} have unless told otherwise; all others follow alphabetically. */
    static final Map<String, Integer> DEFAULT_PRIORITIES = Map.of(USER_ID, 1, "email", 2);

    /** The rule of a custom type that no rules file mentions. */
    public static IdentifierRule unlisted(Collection collection, String type) {
        return new IdentifierRule(
                collection, type, List.of(), List.of(), false, Limit.DEFAULT, null, List.of(), SourceFilter.ALL);
    }
}
