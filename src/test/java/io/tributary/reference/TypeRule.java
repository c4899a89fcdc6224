package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.Sharing;
import io.tributary.rules.SourceFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a type's rule resolution looks at, as a value that can be varied and told.
 *
 * @param window of confidence in milliseconds, {@link Limit#EVER} for none
 */
record TypeRule(
        Collection collection,
        String type,
        Limit limit,
        @Nullable Integer priority,
        Matching matching,
        long window,
        @Nullable Sharing sharing) {

    static TypeRule of(IdentifierRule rule) {
        return new TypeRule(
                rule.collection(),
                rule.type(),
                rule.limit(),
                rule.priority(),
                rule.matching(),
                rule.matchWithinMillis(),
                rule.sharing());
    }

    static TypeRule user(String type) {
        return of(IdentifierRule.unlisted(Collection.USERS, type));
    }

    static TypeRule account(String type) {
        return of(IdentifierRule.unlisted(Collection.ACCOUNTS, type));
    }

    /** A key of a level, which nothing limits. */
    static TypeRule key(String level, String type) {
        return of(IdentifierRule.unlisted(Collection.level(level), type)).max(Limit.NONE);
    }

    TypeRule max(Limit other) {
        return new TypeRule(collection, type, other, priority, matching, window, sharing);
    }

    TypeRule max(int ever) {
        return max(new Limit(ever, Limit.EVER));
    }

    TypeRule numbered(@Nullable Integer number) {
        return new TypeRule(collection, type, limit, number, matching, window, sharing);
    }

    TypeRule matching(Matching other) {
        return new TypeRule(collection, type, limit, priority, other, window, sharing);
    }

    TypeRule within(long millis) {
        return new TypeRule(collection, type, limit, priority, matching, millis, sharing);
    }

    TypeRule sharedBy(int most, String anchor) {
        return new TypeRule(collection, type, limit, priority, matching, window, new Sharing(most, anchor));
    }

    TypeRule sharedByAny() {
        return new TypeRule(collection, type, limit, priority, matching, window, null);
    }

    IdentifierRule compiled() {
        return new IdentifierRule(
                collection,
                type,
                List.of(),
                List.of(),
                false,
                limit,
                priority,
                List.of(),
                SourceFilter.ALL,
                matching,
                window,
                sharing);
    }

    /** The same with one thing less said. */
    List<IdentifierRule> simpler() {
        List<TypeRule> simpler = new ArrayList<>();
        simpler.add(max(collection.isLevel() ? Limit.NONE : Limit.DEFAULT));
        simpler.add(numbered(null));
        simpler.add(matching(Matching.ALWAYS));
        simpler.add(within(Limit.EVER));
        simpler.add(sharedByAny());
        simpler.removeIf(this::equals);
        return simpler.stream().map(TypeRule::compiled).toList();
    }

    String describe() {
        StringBuilder text = new StringBuilder(type);
        if (!collection.equals(Collection.USERS)) {
            text.append(" (").append(collection).append(')');
        }
        long per = limit.windowMillis();
        text.append(": max ").append(limit.max());
        text.append(" per ").append(per == Limit.EVER ? "ever" : Duration.ofMillis(per));
        text.append(", priority ").append(priority);
        if (matching != Matching.ALWAYS) {
            text.append(", match ").append(matching);
        }
        if (window != Limit.EVER) {
            text.append(", match_within ").append(Duration.ofMillis(window));
        }
        if (sharing != null) {
            text.append(", max_shared_by ").append(sharing.max()).append(' ').append(sharing.anchor());
        }
        return text.toString();
    }
}
