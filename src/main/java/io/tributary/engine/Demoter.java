package io.tributary.engine;

import io.tributary.model.Profile;
import io.tributary.rules.Demotion;
import java.util.List;

/**
 * Chooses the external ID of an event that has to go so that a rule is kept.
 *
 * <p>Segment always sets aside the least trusted one. {@link Demotion#CONTRIBUTING} spares those that have nothing to do
 * with the violation. A boundary is never demoted in favour of a match.
 */
final class Demoter {
    private final Demotion demotion;
    private final Limits limits;

    Demoter(Demotion demotion, Limits limits) {
        this.demotion = demotion;
        this.limits = limits;
    }

    /** The position of the one to demote: the last by priority of those that may be. */
    int choose(Violation violation, List<Claim> claims, List<Profile> candidates, long time) {
        String type = violation.type();
        int last = -1;
        for (int i = claims.size() - 1; i >= 0; i--) {
            Claim claim = claims.get(i);
            if (!claim.isDemotable()) {
                continue;
            }
            if (demotion == Demotion.LOWEST_PRIORITY || type == null || contributes(claim, type, candidates, time)) {
                return i;
            }
            last = Math.max(last, i);
        }
        return last;
    }

    /** The position of the boundary to set aside: the last of the violated type that is new. */
    int chooseBoundary(Violation violation, List<Claim> claims, List<Profile> candidates) {
        int i = claims.size() - 1;
        while (!claims.get(i).id().type().equals(violation.type())
                || !claims.get(i).isNewTo(candidates)) {
            i--;
        }
        return i;
    }

    private boolean contributes(Claim claim, String violated, List<Profile> candidates, long time) {
        Profile owner = claim.owner();
        boolean grows = claim.id().type().equals(violated) && claim.isNewTo(candidates);
        return grows || (owner != null && limits.active(owner, violated, time) > 0);
    }
}
