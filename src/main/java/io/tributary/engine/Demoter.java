package io.tributary.engine;

import io.tributary.model.Profile;
import io.tributary.rules.Demotion;
import java.util.List;

/**
 * Chooses the external ID of an event that has to go so that a rule is kept.
 *
 * <p>Segment always sets aside the least trusted one. {@link Demotion#CONTRIBUTING} spares those that have nothing to do
 * with the violation.
 */
final class Demoter {
    private final Demotion demotion;
    private final Limits limits;

    Demoter(Demotion demotion, Limits limits) {
        this.demotion = demotion;
        this.limits = limits;
    }

    /** The position of the one to demote: the last by priority of those that may be. */
    int choose(Violation violation, List<Claim> claims, long time) {
        String type = violation.type();
        if (demotion == Demotion.CONTRIBUTING && type != null) {
            for (int i = claims.size() - 1; i >= 0; i--) {
                if (contributes(claims.get(i), type, time)) {
                    return i;
                }
            }
        }
        return claims.size() - 1;
    }

    private boolean contributes(Claim claim, String violated, long time) {
        Profile owner = claim.owner();
        return owner == null ? claim.id().type().equals(violated) : limits.active(owner, violated, time) > 0;
    }
}
