package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import java.util.Comparator;

/**
 * One of a space's graphs, that of persons, of accounts or of a level's groups, and what the rules say of it. All are
 * resolved alike.
 */
final class Layer {
    final Collection collection;
    final SpaceRules rules;
    final Comparator<ExternalId> byPriority;
    final Comparator<String> typesByPriority;

    Layer(SpaceRules rules, Collection collection) {
        this.rules = rules;
        this.collection = collection;
        this.byPriority = rules.byPriority(collection);
        this.typesByPriority = rules.typesByPriority(collection);
    }

    IdentifierRule rule(String type) {
        return rules.identifier(collection, type);
    }

    /** Whether external IDs of the type lead to profiles here. */
    boolean matches(String type) {
        return rule(type).matching() == Matching.ALWAYS;
    }

    /**
     * Whether the rules take external IDs of the type from events here, to match by or as boundaries. Those that an event
     * was decoded under may have been others.
     */
    boolean takes(String type) {
        return collection.isLevel() ? rules.lists(collection, type) : rule(type).matching() != Matching.LEVEL;
    }

    /** What operators call an external ID of an event: a key of a level is to them the external ID of users that it is. */
    static ExternalId asTold(ExternalId id) {
        return id.collection().isLevel() ? new ExternalId(Collection.USERS, id.type(), id.value()) : id;
    }

    /** Whether merges are told to destinations as alias calls: they know persons only. */
    boolean tellsAliases() {
        return collection.equals(Collection.USERS) && rules.aliases().emit();
    }

    /** Whether merges and splits are told as such; those of groups are told by who joins and leaves. */
    boolean tellsMerges() {
        return !collection.isLevel();
    }

    /** Whether these external IDs of a profile can go on without the others: a group is made by its members. */
    boolean isViable(Iterable<ExternalId> ids) {
        if (!collection.isLevel()) {
            return true;
        }
        for (ExternalId id : ids) {
            if (id.type().equals(Level.MEMBER)) {
                return true;
            }
        }
        return false;
    }
}
