package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Matching;
import io.tributary.rules.Survivor;
import java.util.List;
import java.util.stream.Stream;

/** Rules like those of the presets, by hand, as far as resolution looks at them. */
final class PresetRules {
    private static final long DAY = 86_400_000L;

    private PresetRules() {}

    /** 1 user ID ever, 5 of all else, accounts by group. */
    static RuleParts segment(String space) {
        return new RuleParts(
                space,
                Survivor.FIRST_CREATED,
                Demotion.LOWEST_PRIORITY,
                100,
                1000,
                compiled(
                        TypeRule.user("user_id").max(1).numbered(1),
                        TypeRule.user("email").numbered(2),
                        TypeRule.user("android.id"),
                        TypeRule.user("anonymous_id"),
                        TypeRule.account("group_id")),
                new AliasRules(true, "user_id"),
                List.of());
    }

    /**
     * Windows of confidence, a boundary, two levels.
     *
     * @param most anonymous IDs that may share an IP address; the preset's 100 are beyond a short history
     */
    static RuleParts segmentstream(String space, int most) {
        return new RuleParts(
                space,
                Survivor.EARLIEST_SEEN,
                Demotion.LOWEST_PRIORITY,
                100,
                1000,
                compiled(
                        TypeRule.user("user_id").max(1).numbered(1).within(180 * DAY),
                        TypeRule.user("email_hash").numbered(2).within(180 * DAY),
                        TypeRule.user("anonymous_id").max(100).numbered(3),
                        TypeRule.user("click_id").numbered(4).within(30 * DAY),
                        TypeRule.user("ip_address").numbered(5).within(3 * DAY).sharedBy(most, "anonymous_id"),
                        TypeRule.user("account_id").max(1).matching(Matching.NEVER),
                        TypeRule.user("email_domain_hash").matching(Matching.LEVEL)),
                new AliasRules(true, "user_id"),
                List.of(
                        level(
                                TypeRule.key("household", "ip_address")
                                        .within(3 * DAY)
                                        .sharedBy(most, "anonymous_id"),
                                TypeRule.key("household", "click_id").within(30 * DAY)),
                        level(
                                TypeRule.key("organization", "account_id")
                                        .within(180 * DAY)
                                        .max(1)
                                        .numbered(1),
                                TypeRule.key("organization", "email_domain_hash")
                                        .within(180 * DAY),
                                TypeRule.key("organization", "ip_address")
                                        .within(3 * DAY)
                                        .sharedBy(most, "anonymous_id"))));
    }

    private static Level level(TypeRule... keys) {
        Collection collection = keys[0].collection();
        return new Level(collection, compiled(keys));
    }

    private static List<IdentifierRule> compiled(TypeRule... rules) {
        return Stream.of(rules).map(TypeRule::compiled).toList();
    }
}
