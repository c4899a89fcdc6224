package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.SetAside;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Matching;
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

    private final Layer layer;
    private final Limits limits;
    private final Demoter demoter;

    Matcher(Layer layer) {
        this.layer = layer;
        this.limits = new Limits(layer);
        this.demoter = new Demoter(layer.rules.demotion(), limits);
    }

    /**
     * Matches what an event has of a collection.
     *
     * @param ids by priority; one of them at least can lead to a profile
     * @param kept how many of them, from the first, must not be demoted
     */
    Match match(Happening now, List<ExternalId> ids, int kept) {
        long time = now.at.time();
        List<Claim> claims = claims(now.graph, ids, kept, time);
        while (true) {
            List<Profile> candidates = candidates(claims);
            // A last external ID always resolves: alone it can only match, or create a profile within every limit. What
            // can still be in the way is a boundary of the event, which then has to go itself.
            boolean last = isLast(claims);
            Violation violation = last
                    ? limits.violatedBoundary(candidates, claims, time)
                    : limits.firstViolation(candidates, claims, time);
            if (violation == null) {
                return new Match(claims, candidates);
            }
            Claim claim = claims.remove(
                    last
                            ? demoter.chooseBoundary(violation, claims, candidates)
                            : demoter.choose(violation, claims, candidates, time));
            now.setAside.add(SetAside.of(claim.id(), violation.reason(), violation.type()));
        }
    }

    private List<Claim> claims(GraphDraft graph, List<ExternalId> ids, int kept, long time) {
        List<Claim> claims = new ArrayList<>(ids.size());
        Profile known = null;
        for (ExternalId id : ids) {
            IdentifierRule rule = layer.rule(id.type());
            boolean matching = rule.matching() == Matching.ALWAYS;
            Pointer pointer = graph.pointer(id);
            Profile holder = null;
            if (pointer.profile() != null) {
                holder = known != null && known.id().equals(pointer.profile()) ? known : graph.owner(pointer.profile());
                known = holder;
            }
            long lastSeen = holder == null ? Pointer.NEVER : lastSeen(id, pointer, holder, rule);
            boolean live = matching && holder != null && rule.isLive(lastSeen, time);
            claims.add(new Claim(id, matching, claims.size() < kept, holder, live, lastSeen));
        }
        return claims;
    }

    /**
     * A pointer that was written while its type had no window says nothing: then it counts when the ID was added, after
     * which it was seen for certain.
     */
    private static long lastSeen(ExternalId id, Pointer pointer, Profile holder, IdentifierRule rule) {
        if (!rule.hasWindow() || pointer.lastSeen() != Pointer.NEVER) {
            return pointer.lastSeen();
        }
        for (Identifier identifier : holder.identifiers()) {
            if (identifier.externalId().equals(id)) {
                return identifier.addedAt();
            }
        }
        return pointer.lastSeen();
    }

    private static boolean isLast(List<Claim> claims) {
        int matching = 0;
        for (Claim claim : claims) {
            matching += claim.matching() ? 1 : 0;
        }
        return matching == 1;
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
