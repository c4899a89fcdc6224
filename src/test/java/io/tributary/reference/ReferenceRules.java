package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules say of the types of each collection, and which of them is more trusted. */
final class ReferenceRules {
    private static final Map<String, Integer> NUMBERS_BY_DEFAULT = Map.of("user_id", 1, "email", 2);

    final SpaceRules space;
    private final Map<Collection, Map<String, IdentifierRule>> listed = new HashMap<>();

    ReferenceRules(SpaceRules space) {
        this.space = space;
        listed.put(Collection.USERS, new HashMap<>());
        listed.put(Collection.ACCOUNTS, new HashMap<>());
        for (Level level : space.levels()) {
            listed.put(level.collection(), new HashMap<>());
            level.keys().forEach(this::list);
        }
        space.identifiers().forEach(this::list);
    }

    private void list(IdentifierRule rule) {
        listed(rule.collection()).put(rule.type(), rule);
    }

    private Map<String, IdentifierRule> listed(Collection collection) {
        return listed.getOrDefault(collection, new HashMap<>());
    }

    /** What is not listed is limited to 5 ever and always matches. */
    IdentifierRule of(Collection collection, String type) {
        IdentifierRule rule = listed(collection).get(type);
        return rule == null ? IdentifierRule.unlisted(collection, type) : rule;
    }

    IdentifierRule of(ExternalId id) {
        return of(id.collection(), id.type());
    }

    boolean isKey(Level level, String type) {
        return listed(level.collection()).containsKey(type);
    }

    /** Whether events can have it: a level has its keys, and a key that is nothing else is none of a person. */
    boolean isTaken(ExternalId id) {
        return id.collection().isLevel()
                ? listed(id.collection()).containsKey(id.type())
                : of(id).matching() != Matching.LEVEL;
    }

    /** Operators know a level's key as the external ID of users that it is. */
    static ExternalId asOperatorsSay(ExternalId id) {
        return id.collection().isLevel() ? ExternalId.user(id.type(), id.value()) : id;
    }

    /** Whether it is a boundary. */
    boolean neverMatches(ExternalId id) {
        return of(id).matching() == Matching.NEVER;
    }

    /** Whether it stands for a member of a group, rather than for what brought the group together. */
    static boolean isMember(ExternalId id) {
        return id.collection().isLevel() && id.type().equals("profile");
    }

    Limit limit(Collection collection, String type) {
        boolean unlimited = collection.isLevel() && type.equals("profile");
        return unlimited
                ? new Limit(Integer.MAX_VALUE, Limit.EVER)
                : of(collection, type).limit();
    }

    Comparator<ExternalId> byPriority(Collection collection) {
        return (a, b) -> {
            int order = compareTypes(collection, a.type(), b.type());
            return order != 0 ? order : a.value().compareTo(b.value());
        };
    }

    /** Members first; then types with a number, by number; all others follow alphabetically. */
    int compareTypes(Collection collection, String a, String b) {
        boolean memberA = collection.isLevel() && a.equals("profile");
        boolean memberB = collection.isLevel() && b.equals("profile");
        if (memberA || memberB) {
            return Boolean.compare(memberB, memberA);
        }
        Integer rankA = priority(collection, a);
        Integer rankB = priority(collection, b);
        if (rankA != null && rankB != null) {
            return rankA.compareTo(rankB);
        }
        if (rankA != null || rankB != null) {
            return rankA != null ? -1 : 1;
        }
        return a.compareTo(b);
    }

    /** What is not listed and has a number by default keeps it unless the rules gave it to another type. */
    private @Nullable Integer priority(Collection collection, String type) {
        IdentifierRule rule = listed(collection).get(type);
        if (rule != null) {
            return rule.priority();
        }
        Integer number = collection.equals(Collection.USERS) ? NUMBERS_BY_DEFAULT.get(type) : null;
        return number == null || isTaken(number) ? null : number;
    }

    private boolean isTaken(Integer number) {
        return listed(Collection.USERS).values().stream().anyMatch(rule -> number.equals(rule.priority()));
    }
}
