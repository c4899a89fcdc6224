package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.SetAside;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the candidates of an event and demotes its external IDs, one at a time, until the candidates can be joined
 * without violating a rule.
 */
final class Matcher {
    private static final Comparator<Profile> BY_CREATION =
            Comparator.comparingLong(Profile::createdSequence).thenComparing(Profile::id);

    private final Limits limits;
    private final Demoter demoter;

    Matcher(SpaceRules rules, Collection collection) {
        this.limits = new Limits(rules, collection);
        this.demoter = new Demoter(rules.demotion(), limits);
    }

    /**
     * Matches an event.
     *
     * @param ids of one collection, by priority, at least one
     * @param time of the event, epoch milliseconds
     */
    Match match(GraphStore store, List<ExternalId> ids, long time) {
        List<Claim> claims = claims(store, ids);
        List<SetAside> demoted = List.of();
        while (true) {
            List<Profile> candidates = candidates(claims);
            // The last external ID always resolves: alone it can only match, or create a profile within every limit.
            Violation violation = claims.size() == 1 ? null : limits.firstViolation(candidates, claims, time);
            if (violation == null) {
                return new Match(claims, candidates, demoted);
            }
            Claim claim = claims.remove(demoter.choose(violation, claims, time));
            demoted = demoted.isEmpty() ? new ArrayList<>() : demoted;
            demoted.add(SetAside.of(claim.id(), violation.reason(), violation.type()));
        }
    }

    private static List<Claim> claims(GraphStore store, List<ExternalId> ids) {
        List<Claim> claims = new ArrayList<>(ids.size());
        Profile known = null;
        for (ExternalId id : ids) {
            Pointer pointer = store.pointer(id);
            if (pointer == null) {
                claims.add(new Claim(id, null));
                continue;
            }
            if (known == null || !known.id().equals(pointer.profile())) {
                known = owner(store, pointer);
            }
            claims.add(new Claim(id, known));
        }
        return claims;
    }

    private static Profile owner(GraphStore store, Pointer pointer) {
        Profile profile = store.profile(pointer.profile());
        if (profile == null || profile.parent() != null) {
            throw new IllegalStateException(
                    "the state of this space is corrupt: a pointer leads to profile " + pointer.profile()
                            + ", which is " + (profile == null ? "not there" : "merged into " + profile.parent()));
        }
        return profile;
    }

    private static List<Profile> candidates(List<Claim> claims) {
        List<Profile> candidates = new ArrayList<>(2);
        for (Claim claim : claims) {
            Profile owner = claim.owner();
            if (owner != null && !holds(candidates, owner)) {
                candidates.add(owner);
            }
        }
        if (candidates.size() > 1) {
            candidates.sort(BY_CREATION);
        }
        return candidates;
    }

    private static boolean holds(List<Profile> candidates, Profile profile) {
        for (Profile candidate : candidates) {
            if (candidate.id().equals(profile.id())) {
                return true;
            }
        }
        return false;
    }
}
