package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.Order;
import io.tributary.rules.SourceFilter;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a space's rules resolution looks at, as a value that can be varied and told. */
record RuleParts(
        String space,
        Survivor survivor,
        Demotion demotion,
        int maxMerges,
        int maxIdentifiers,
        List<IdentifierRule> identifiers,
        AliasRules aliases,
        List<Level> levels) {
    private static final int DEFAULT_MAX_MERGES = 100;
    private static final int DEFAULT_MAX_IDENTIFIERS = 1000;

    static RuleParts of(SpaceRules rules) {
        return new RuleParts(
                rules.id(),
                rules.survivor(),
                rules.demotion(),
                rules.maxMerges(),
                rules.maxIdentifiers(),
                rules.identifiers(),
                rules.aliases(),
                rules.levels());
    }

    static IdentifierRule identifier(String type, Limit limit, @Nullable Integer priority) {
        return IdentifierRule.unlisted(Collection.USERS, type).with(limit, priority);
    }

    SpaceRules compiled() {
        return new SpaceRules(
                space,
                SourceFilter.ALL,
                survivor,
                demotion,
                true,
                maxMerges,
                maxIdentifiers,
                List.of(),
                List.of(),
                identifiers,
                aliases,
                levels,
                Order.ARRIVAL);
    }

    /** The same with one thing less said. */
    List<RuleParts> simpler() {
        List<RuleParts> simpler = new ArrayList<>();
        simpler.add(withSurvivor(Survivor.FIRST_CREATED));
        simpler.add(withDemotion(Demotion.LOWEST_PRIORITY));
        simpler.add(withQuotas(DEFAULT_MAX_MERGES, maxIdentifiers));
        simpler.add(withQuotas(maxMerges, DEFAULT_MAX_IDENTIFIERS));
        simpler.add(withAliases(new AliasRules(false, aliases.id())));
        for (int i = 0; i < levels.size(); i++) {
            List<Level> fewer = new ArrayList<>(levels);
            Level level = fewer.remove(i);
            simpler.add(withLevels(fewer));
            for (List<IdentifierRule> keys : simpler(level.keys())) {
                List<Level> others = new ArrayList<>(levels);
                others.set(i, new Level(level.collection(), keys));
                simpler.add(withLevels(others));
            }
        }
        simpler(identifiers).forEach(fewer -> simpler.add(withIdentifiers(fewer)));
        simpler.removeIf(this::equals);
        return simpler;
    }

    /** The same types with one of them, or one thing that is said of one, left out. */
    private static List<List<IdentifierRule>> simpler(List<IdentifierRule> rules) {
        List<List<IdentifierRule>> simpler = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            List<IdentifierRule> fewer = new ArrayList<>(rules);
            IdentifierRule rule = fewer.remove(i);
            simpler.add(fewer);
            for (IdentifierRule other : TypeRule.of(rule).simpler()) {
                List<IdentifierRule> replaced = new ArrayList<>(rules);
                replaced.set(i, other);
                simpler.add(replaced);
            }
        }
        return simpler;
    }

    RuleParts withSpace(String other) {
        return new RuleParts(other, survivor, demotion, maxMerges, maxIdentifiers, identifiers, aliases, levels);
    }

    RuleParts withSurvivor(Survivor other) {
        return new RuleParts(space, other, demotion, maxMerges, maxIdentifiers, identifiers, aliases, levels);
    }

    RuleParts withDemotion(Demotion other) {
        return new RuleParts(space, survivor, other, maxMerges, maxIdentifiers, identifiers, aliases, levels);
    }

    RuleParts withQuotas(int merges, int ids) {
        return new RuleParts(space, survivor, demotion, merges, ids, identifiers, aliases, levels);
    }

    RuleParts withAliases(AliasRules other) {
        return new RuleParts(space, survivor, demotion, maxMerges, maxIdentifiers, identifiers, other, levels);
    }

    RuleParts withIdentifiers(List<IdentifierRule> others) {
        return new RuleParts(
                space, survivor, demotion, maxMerges, maxIdentifiers, List.copyOf(others), aliases, levels);
    }

    RuleParts withLevels(List<Level> others) {
        return new RuleParts(
                space, survivor, demotion, maxMerges, maxIdentifiers, identifiers, aliases, List.copyOf(others));
    }

    /** A line for the space and one for each type, as the rules file says it. */
    String describe() {
        StringBuilder text = new StringBuilder();
        text.append("  space ").append(space);
        text.append(", survivor ").append(survivor);
        text.append(", demotion ").append(demotion);
        text.append(", max_merges ").append(maxMerges);
        text.append(", max_identifiers ").append(maxIdentifiers);
        text.append(", aliases ").append(aliases.emit() ? aliases.id() : "off").append('\n');
        for (IdentifierRule rule : identifiers) {
            text.append("  ").append(TypeRule.of(rule).describe()).append('\n');
        }
        for (Level level : levels) {
            text.append("  level ").append(level.name()).append('\n');
            for (IdentifierRule key : level.keys()) {
                text.append("    ").append(TypeRule.of(key).describe()).append('\n');
            }
        }
        return text.toString();
    }
}
