package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.SetAside;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether joining an event's candidates and external IDs would break a rule.
 *
 * <p>A limit bounds growth, not possession: a profile that stands outside today's rules, because they became stricter,
 * keeps taking events and other external IDs. Refused is only what would take it further out.
 */
final class Limits {
    private final SpaceRules rules;
    private final Collection collection;
    private final Comparator<String> typesByPriority;

    Limits(SpaceRules rules, Collection collection) {
        this.rules = rules;
        this.collection = collection;
        this.typesByPriority = rules.typesByPriority(collection);
    }

    /** The violation that is treated first: types in priority order, then the merge quota; null if there is none. */
    @Nullable
    Violation firstViolation(List<Profile> candidates, List<Claim> claims, long time) {
        for (String type : growing(candidates, claims)) {
            if (isViolated(type, candidates, claims, time)) {
                return new Violation(SetAside.Reason.LIMIT_EXCEEDED, type);
            }
        }
        if (candidates.size() > 1 && mergesBehind(candidates) > rules.maxMerges()) {
            return new Violation(SetAside.Reason.MERGE_QUOTA, null);
        }
        return null;
    }

    /** How many values of a type a profile holds that count at the given time. */
    int active(Profile profile, String type, long time) {
        Limit limit = rules.identifier(collection, type).limit();
        int active = 0;
        for (Identifier identifier : profile.identifiers()) {
            if (identifier.externalId().type().equals(type) && limit.counts(identifier.addedAt(), time)) {
                active++;
            }
        }
        return active;
    }

    /** The types of which the resulting profile may have more active values than any candidate, by priority. */
    private SortedSet<String> growing(List<Profile> candidates, List<Claim> claims) {
        SortedSet<String> types = new TreeSet<>(typesByPriority);
        for (Claim claim : claims) {
            if (claim.isNew()) {
                types.add(claim.id().type());
            }
        }
        if (candidates.size() > 1) {
            for (Profile candidate : candidates) {
                for (Identifier identifier : candidate.identifiers()) {
                    types.add(identifier.externalId().type());
                }
            }
        }
        return types;
    }

    private boolean isViolated(String type, List<Profile> candidates, List<Claim> claims, long time) {
        int fresh = 0;
        for (Claim claim : claims) {
            if (claim.isNew() && claim.id().type().equals(type)) {
                fresh++;
            }
        }
        // An external ID has one owner, so the candidates' values add up.
        int known = 0;
        int most = 0;
        for (Profile candidate : candidates) {
            int active = active(candidate, type, time);
            known += active;
            most = Math.max(most, active);
        }
        boolean grows = fresh > 0 || known > most;
        return grows
                && known + fresh > rules.identifier(collection, type).limit().max();
    }

    private static int mergesBehind(List<Profile> candidates) {
        int merges = candidates.size() - 1;
        for (Profile candidate : candidates) {
            merges += candidate.merged().size();
        }
        return merges;
    }
}
