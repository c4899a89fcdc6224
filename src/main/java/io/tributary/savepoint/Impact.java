package io.tributary.savepoint;

import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import io.tributary.rules.RuleChange;
import java.util.List;

/**
 * Who is outside the new rules by one change.
 *
 * @param counts whether anybody can be, see {@link OutsideRule}
 * @param profiles live ones, accounts and groups included
 * @param externalIds by which they are
 * @param untold hashed types of which it cannot be told
 * @param examples the first of them
 */
public record Impact(
        RuleChange change,
        boolean counts,
        long profiles,
        long externalIds,
        List<String> untold,
        List<Example> examples) {

    /**
     * @param externalIds by which it is outside
     * @param ids the first of these
     */
    public record Example(ProfileId profile, int externalIds, List<ExternalId> ids) {}
}
