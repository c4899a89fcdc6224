package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.Sharing;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The rules that a space is restarted under: mostly a change or three, sometimes the rules of before, or all different. */
final class OtherRules {
    private static final List<String> ALL_TYPES = List.of(
            "user_id", "email", "anonymous_id", "android.id", "phone", "ip_address", "account_id", "braze_id", "zeta");
    private static final List<String> ALL_LEVELS = List.of("household", "organization", "team");

    private final SplittableRandom random;
    private final RulesGenerator generator;

    private OtherRules(SplittableRandom random) {
        this.random = random;
        this.generator = new RulesGenerator(random);
    }

    /** @param before all rules that there were, in order, at least one */
    static SpaceRules after(List<SpaceRules> before, SplittableRandom random) {
        OtherRules others = new OtherRules(random);
        int kind = random.nextInt(100);
        RuleParts now = RuleParts.of(before.get(before.size() - 1));
        if (kind < 15) {
            return RuleParts.of(RulesGenerator.generate(random))
                    .withSpace(now.space())
                    .compiled();
        }
        if (kind < 40 && before.size() > 1) {
            return before.get(random.nextInt(before.size() - 1));
        }
        RuleParts changed = now;
        int changes = random.nextInt(1, 4);
        while (changes-- > 0) {
            changed = sound(others.change(changed));
        }
        return changed.compiled();
    }

    private RuleParts change(RuleParts rules) {
        int kind = random.nextInt(100);
        if (kind < 60) {
            return rules.withIdentifiers(types(rules.identifiers()));
        }
        if (kind < 85) {
            return rules.withLevels(levels(rules));
        }
        return switch (random.nextInt(4)) {
            case 0 -> rules.withSurvivor(pick(List.of(Survivor.values())));
            case 1 -> rules.withDemotion(pick(List.of(Demotion.values())));
            case 2 -> rules.withQuotas(oneIn(2) ? random.nextInt(1, 5) : 100, oneIn(2) ? random.nextInt(1, 8) : 1000);
            default -> rules.withAliases(new AliasRules(random.nextBoolean(), pick(ALL_TYPES)));
        };
    }

    private List<IdentifierRule> types(List<IdentifierRule> types) {
        List<IdentifierRule> changed = new ArrayList<>(types);
        if (oneIn(8) || types.isEmpty()) {
            changed.add(
                    random.nextInt(changed.size() + 1),
                    generator
                            .confined(TypeRule.user(pick(ALL_TYPES)), true, true)
                            .compiled());
            return changed;
        }
        int at = random.nextInt(types.size());
        if (oneIn(8)) {
            changed.remove(at);
            return changed;
        }
        boolean key = types.get(at).collection().isLevel();
        TypeRule rule = TypeRule.of(types.get(at));
        changed.set(at, type(rule, key).compiled());
        return changed;
    }

    private TypeRule type(TypeRule rule, boolean key) {
        return switch (random.nextInt(6)) {
            case 0 ->
                rule.max(oneIn(3) ? new Limit(rule.limit().max(), Limit.EVER) : generator.limit(random.nextInt(1, 6)));
            case 1 -> rule.numbered(oneIn(3) ? null : random.nextInt(1, 9));
            case 2 -> rule.within(rule.window() != Limit.EVER && oneIn(2) ? Limit.EVER : generator.window());
            case 3 ->
                rule.sharing() != null && oneIn(3)
                        ? rule.sharedByAny()
                        : rule.sharedBy(random.nextInt(1, 4), oneIn(2) ? "anonymous_id" : pick(ALL_TYPES));
            default -> matching(rule, key);
        };
    }

    private TypeRule matching(TypeRule rule, boolean key) {
        Matching other = rule.matching() == Matching.ALWAYS
                ? (key || oneIn(2) ? Matching.NEVER : Matching.LEVEL)
                : (key || oneIn(2) ? Matching.ALWAYS : Matching.NEVER);
        return rule.matching(other).max(oneIn(2) ? 1 : random.nextInt(1, 5));
    }

    private List<Level> levels(RuleParts rules) {
        List<Level> levels = new ArrayList<>(rules.levels());
        if (levels.isEmpty() || oneIn(4)) {
            levels.add(generator.level(pick(ALL_LEVELS), rules.identifiers()));
            return levels;
        }
        int at = random.nextInt(levels.size());
        Level level = levels.remove(at);
        if (oneIn(2)) {
            return levels;
        }
        List<IdentifierRule> keys = new ArrayList<>(level.keys());
        if (oneIn(3) && !rules.identifiers().isEmpty()) {
            keys.add(
                    TypeRule.key(level.name(), pick(rules.identifiers()).type()).compiled());
        } else if (!keys.isEmpty()) {
            keys = types(keys);
            keys.removeIf(rule -> !rule.collection().equals(level.collection()));
        }
        levels.add(at, new Level(level.collection(), keys));
        return levels;
    }

    /** The same as far as a rules file may say it: each thing once, and nothing of a type that its use rules out. */
    private static RuleParts sound(RuleParts rules) {
        Set<String> keyOnly = new HashSet<>();
        for (IdentifierRule rule : rules.identifiers()) {
            if (rule.matching() == Matching.LEVEL) {
                keyOnly.add(rule.type());
            }
        }
        List<IdentifierRule> identifiers = sound(rules.identifiers(), keyOnly);
        Set<String> types = new HashSet<>();
        for (IdentifierRule rule : identifiers) {
            if (rule.collection().equals(Collection.USERS)) {
                types.add(rule.type());
            }
        }
        Map<String, Level> levels = new TreeMap<>();
        for (Level level : rules.levels()) {
            List<IdentifierRule> keys = level.keys().stream()
                    .filter(key -> types.contains(key.type()))
                    .toList();
            levels.put(level.name(), new Level(level.collection(), sound(keys, keyOnly)));
        }
        return rules.withIdentifiers(identifiers).withLevels(List.copyOf(levels.values()));
    }

    private static List<IdentifierRule> sound(List<IdentifierRule> rules, Set<String> keyOnly) {
        Set<String> types = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        List<IdentifierRule> sound = new ArrayList<>();
        for (IdentifierRule compiled : rules) {
            TypeRule rule = TypeRule.of(compiled);
            if (!types.add(rule.collection() + " " + rule.type())) {
                continue;
            }
            if (rule.matching() == Matching.LEVEL && !rule.collection().equals(Collection.USERS)) {
                rule = rule.matching(Matching.NEVER);
            }
            Sharing sharing = rule.sharing();
            boolean counts = sharing != null
                    && (keyOnly.contains(sharing.anchor())
                            || (sharing.anchor().equals(rule.type())
                                    && !rule.collection().equals(Collection.ACCOUNTS)));
            rule = counts || rule.matching() != Matching.ALWAYS ? rule.sharedByAny() : rule;
            rule = rule.matching() != Matching.ALWAYS ? rule.within(Limit.EVER) : rule;
            rule = rule.matching() == Matching.LEVEL ? rule.max(Limit.DEFAULT) : rule;
            boolean free = rule.priority() == null || numbers.add(rule.collection() + " " + rule.priority());
            sound.add((free ? rule : rule.numbered(null)).compiled());
        }
        return sound;
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
