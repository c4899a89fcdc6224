package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random rules of a space, tight enough for a handful of events to run into them. */
final class RulesGenerator {
    /** Types that come on events whether the rules list them or not. */
    static final List<String> OFTEN_UNLISTED = List.of("braze_id", "zeta", "user_id", "email");

    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final List<String> LISTED =
            List.of("user_id", "email", "anonymous_id", "android.id", "phone", "ip_address", "account_id");
    private static final List<String> ACCOUNTS = List.of("group_id", "domain");
    private static final List<String> LEVELS = List.of("household", "organization", "team");
    private static final List<String> ALIAS_TYPES = List.of("user_id", "email", "anonymous_id", "zeta");
    private static final List<Long> LIMIT_WINDOWS =
            List.of(Limit.EVER, Limit.EVER, DAY, 7 * DAY, 30 * DAY, 365 * DAY, HOUR, HOUR * 3 / 2, 1L);
    private static final List<Long> MATCH_WINDOWS =
            List.of(0L, MINUTE, HOUR, DAY, 3 * DAY, 30 * DAY, 30 * DAY, 60 * DAY);

    private final SplittableRandom random;

    RulesGenerator(SplittableRandom random) {
        this.random = random;
    }

    static SpaceRules generate(SplittableRandom random) {
        RulesGenerator generator = new RulesGenerator(random);
        int kind = random.nextInt(10);
        if (kind == 0) {
            return PresetRules.segment(generator.space()).compiled();
        }
        return kind == 1
                ? PresetRules.segmentstream(generator.space(), random.nextInt(2, 5))
                        .compiled()
                : generator.mixed().compiled();
    }

    private String space() {
        return "s" + random.nextInt(2);
    }

    private RuleParts mixed() {
        List<IdentifierRule> identifiers = new ArrayList<>(users());
        identifiers.addAll(accounts());
        return new RuleParts(
                space(),
                oneIn(3) ? Survivor.EARLIEST_SEEN : Survivor.FIRST_CREATED,
                oneIn(3) ? Demotion.CONTRIBUTING : Demotion.LOWEST_PRIORITY,
                oneIn(4) ? random.nextInt(1, 5) : 100,
                oneIn(5) ? random.nextInt(1, 8) : 1000,
                List.copyOf(identifiers),
                new AliasRules(random.nextBoolean(), pick(ALIAS_TYPES)),
                levels(identifiers));
    }

    private List<IdentifierRule> users() {
        List<String> types = new ArrayList<>(LISTED);
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 7, 1000));
        List<IdentifierRule> rules = new ArrayList<>();
        boolean windows = random.nextBoolean();
        boolean sharing = random.nextBoolean();
        boolean boundaries = random.nextBoolean();
        int count = random.nextInt(2, LISTED.size() + 1);
        while (rules.size() < count) {
            TypeRule rule = TypeRule.user(types.remove(random.nextInt(types.size())));
            if (!numbers.isEmpty() && !oneIn(3)) {
                rule = rule.numbered(numbers.remove(random.nextInt(numbers.size())));
            }
            rule = confined(rule, windows, sharing);
            // One type must be left that leads to somebody.
            if (rules.size() > 0 && boundaries && oneIn(3)) {
                rule = rule.matching(Matching.NEVER);
                rule = rule.max(oneIn(4) ? 2 : 1);
            } else if (rules.size() > 1 && oneIn(8)) {
                rule = rule.matching(Matching.LEVEL);
            }
            rules.add(rule.compiled());
        }
        return rules;
    }

    TypeRule confined(TypeRule rule, boolean windows, boolean sharing) {
        TypeRule confined = rule;
        if (oneIn(2)) {
            confined = confined.max(new Limit(random.nextInt(1, 5), pick(LIMIT_WINDOWS)));
        }
        if (windows && oneIn(3)) {
            confined = confined.within(pick(MATCH_WINDOWS));
        }
        if (sharing && oneIn(2)) {
            confined = confined.sharedBy(random.nextInt(1, 4), oneIn(2) ? "anonymous_id" : pick(LISTED));
        }
        return confined;
    }

    private List<IdentifierRule> accounts() {
        List<IdentifierRule> rules = new ArrayList<>();
        for (String type : ACCOUNTS) {
            TypeRule rule = TypeRule.account(type);
            if (oneIn(2)) {
                rule = confined(rule, oneIn(3), oneIn(2));
            }
            if (oneIn(8) && !rules.isEmpty()) {
                rule = rule.matching(Matching.NEVER).max(1);
            }
            rules.add(rule.compiled());
        }
        return rules;
    }

    private List<Level> levels(List<IdentifierRule> identifiers) {
        List<String> names = new ArrayList<>(LEVELS);
        List<Level> levels = new ArrayList<>();
        int count = oneIn(2) ? 0 : random.nextInt(1, 3);
        while (levels.size() < count) {
            levels.add(level(names.remove(random.nextInt(names.size())), identifiers));
        }
        return levels;
    }

    Level level(String name, List<IdentifierRule> identifiers) {
        List<IdentifierRule> keys = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 5));
        for (IdentifierRule rule : identifiers) {
            boolean isKey = rule.matching() == Matching.LEVEL ? !oneIn(4) : oneIn(3);
            if (rule.collection().equals(Collection.USERS) && isKey && keys.size() < 3) {
                keys.add(key(name, rule.type(), keys.isEmpty(), numbers));
            }
        }
        return new Level(Collection.level(name), keys);
    }

    Limit limit(int max) {
        return new Limit(max, pick(LIMIT_WINDOWS));
    }

    /** Of confidence. */
    long window() {
        return pick(MATCH_WINDOWS);
    }

    private IdentifierRule key(String level, String type, boolean first, List<Integer> numbers) {
        TypeRule rule = TypeRule.key(level, type);
        rule = oneIn(2) ? rule.within(pick(MATCH_WINDOWS)) : rule;
        rule = oneIn(2) ? rule.sharedBy(random.nextInt(1, 4), "anonymous_id") : rule;
        rule = oneIn(3) ? rule.max(new Limit(random.nextInt(1, 3), pick(LIMIT_WINDOWS))) : rule;
        rule = oneIn(2) ? rule.numbered(numbers.remove(0)) : rule;
        return (!first && oneIn(5) ? rule.matching(Matching.NEVER).max(1) : rule).compiled();
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
