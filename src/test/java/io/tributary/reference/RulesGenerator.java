package io.tributary.reference;

import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random rules of a space, tight enough for a handful of events to run into them. */
final class RulesGenerator {
    /** Types that come on events whether the rules list them or not. */
    static final List<String> OFTEN_UNLISTED = List.of("braze_id", "zeta", "user_id", "email");

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final List<String> LISTED = List.of("user_id", "email", "anonymous_id", "android.id", "phone");
    private static final List<String> ALIAS_TYPES = List.of("user_id", "email", "anonymous_id", "zeta");
    private static final List<Long> WINDOWS =
            List.of(Limit.EVER, Limit.EVER, DAY, 7 * DAY, 30 * DAY, 365 * DAY, HOUR, HOUR * 3 / 2, 1L);

    private RulesGenerator() {}

    static SpaceRules generate(SplittableRandom random) {
        return new RuleParts(
                        "s" + random.nextInt(2),
                        random.nextInt(3) == 0 ? Survivor.EARLIEST_SEEN : Survivor.FIRST_CREATED,
                        random.nextInt(3) == 0 ? Demotion.CONTRIBUTING : Demotion.LOWEST_PRIORITY,
                        random.nextInt(3) == 0 ? random.nextInt(1, 5) : 100,
                        random.nextInt(4) == 0 ? random.nextInt(1, 7) : 1000,
                        identifiers(random),
                        new AliasRules(random.nextBoolean(), pick(random, ALIAS_TYPES)))
                .compiled();
    }

    private static List<IdentifierRule> identifiers(SplittableRandom random) {
        List<String> types = new ArrayList<>(LISTED);
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 7, 1000));
        List<IdentifierRule> rules = new ArrayList<>();
        int count = random.nextInt(2, LISTED.size() + 1);
        while (rules.size() < count) {
            String type = types.remove(random.nextInt(types.size()));
            Limit limit = new Limit(random.nextInt(1, 4), pick(random, WINDOWS));
            Integer number = numbers.remove(random.nextInt(numbers.size()));
            rules.add(RuleParts.identifier(
                    type, random.nextInt(4) == 0 ? Limit.DEFAULT : limit, random.nextInt(3) == 0 ? null : number));
        }
        return rules;
    }

    private static <T> T pick(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
