package io.tributary.rules;

import io.tributary.model.Collection;
import java.util.List;

/**
 * A level above the person: groups of persons, such as households.
 *
 * @param collection its graph, which has the level's name
 * @param keys what brings persons together, in the order in which the rules list them; each is a rule of this collection
 *     whose values intake takes from the type of the same name in {@code users}
 */
public record Level(Collection collection, List<IdentifierRule> keys) {
    /** The type under which a level's graph knows its members: profile IDs of users. No key can have it. */
    public static final String MEMBER = "profile";

    public Level {
        keys = List.copyOf(keys);
    }

    public String name() {
        return collection.wireName();
    }

    /** The rule for members: any number, trusted before every key. */
    static IdentifierRule members(Collection collection) {
        return IdentifierRule.unlisted(collection, MEMBER).with(Limit.NONE, Integer.MIN_VALUE);
    }
}
