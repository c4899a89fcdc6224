package io.tributary.engine;

import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Profile;
import io.tributary.model.SetAside;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether joining an event's candidates and external IDs would break a rule.
 *
 * <p>A limit bounds growth, not possession: a profile that stands outside today's rules, because they became stricter,
 * keeps taking events and other external IDs. Refused is only what would take it further out.
 */
final class Limits {
    private final Layer layer;

    Limits(Layer layer) {
        this.layer = layer;
    }

    /**
     * The violation that is treated first: types in priority order, then the merge quota, then what an operator has told
     * to be kept apart; null if there is none.
     */
    @Nullable
    Violation firstViolation(List<Profile> candidates, List<Claim> claims, long time) {
        if (candidates.size() < 2 && !anyIsNew(candidates, claims)) {
            return null;
        }
        String type = new Tally(layer, candidates, claims, time).firstViolated(layer.typesByPriority);
        if (type != null) {
            boolean boundary = layer.rule(type).matching() == Matching.NEVER;
            return new Violation(boundary ? SetAside.Reason.BOUNDARY : SetAside.Reason.LIMIT_EXCEEDED, type);
        }
        if (candidates.size() > 1) {
            if (mergesBehind(candidates) > layer.rules.maxMerges()) {
                return new Violation(SetAside.Reason.MERGE_QUOTA, null);
            }
            if (areKeptApart(candidates)) {
                return new Violation(SetAside.Reason.KEPT_APART, null);
            }
        }
        return null;
    }

    /** The first boundary that the event's own values violate, null if there is none. */
    @Nullable
    Violation violatedBoundary(List<Profile> candidates, List<Claim> claims, long time) {
        if (!anyIsNew(candidates, claims)) {
            return null;
        }
        Tally tally = new Tally(layer, candidates, claims, time);
        for (Claim claim : claims) {
            if (!claim.matching() && tally.isViolated(claim.id().type())) {
                return new Violation(SetAside.Reason.BOUNDARY, claim.id().type());
            }
        }
        return null;
    }

    /** How many values of a type a profile holds that count at the given time. */
    int active(Profile profile, String type, long time) {
        Limit limit = layer.rule(type).limit();
        return active(profile.identifiers(), type, limit, time) + active(profile.boundaries(), type, limit, time);
    }

    private static int active(List<Identifier> identifiers, String type, Limit limit, long time) {
        int active = 0;
        for (Identifier identifier : identifiers) {
            if (identifier.externalId().type().equals(type) && limit.counts(identifier.addedAt(), time)) {
                active++;
            }
        }
        return active;
    }

    private static boolean anyIsNew(List<Profile> candidates, List<Claim> claims) {
        for (Claim claim : claims) {
            if (claim.isNewTo(candidates)) {
                return true;
            }
        }
        return false;
    }

    private static int mergesBehind(List<Profile> candidates) {
        int merges = candidates.size() - 1;
        for (Profile candidate : candidates) {
            merges += candidate.merges();
        }
        return merges;
    }

    private static boolean areKeptApart(List<Profile> candidates) {
        for (Profile one : candidates) {
            for (KeptApart pair : one.keptApart()) {
                for (Profile other : candidates) {
                    if (other.id().equals(pair.other()) || other.merged().contains(pair.other())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
