package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.SourceFilter;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.time.Duration;
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
        AliasRules aliases) {
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
                rules.aliases());
    }

    static IdentifierRule identifier(String type, Limit limit, @Nullable Integer priority) {
        return new IdentifierRule(
                Collection.USERS, type, List.of(), List.of(), false, limit, priority, List.of(), SourceFilter.ALL);
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
                aliases);
    }

    /** The same with one thing less said. */
    List<RuleParts> simpler() {
        List<RuleParts> simpler = new ArrayList<>();
        simpler.add(withSurvivor(Survivor.FIRST_CREATED));
        simpler.add(withDemotion(Demotion.LOWEST_PRIORITY));
        simpler.add(withQuotas(DEFAULT_MAX_MERGES, maxIdentifiers));
        simpler.add(withQuotas(maxMerges, DEFAULT_MAX_IDENTIFIERS));
        simpler.add(withAliases(new AliasRules(false, aliases.id())));
        for (int i = 0; i < identifiers.size(); i++) {
            List<IdentifierRule> fewer = new ArrayList<>(identifiers);
            IdentifierRule rule = fewer.remove(i);
            simpler.add(withIdentifiers(fewer));
            simpler.add(withIdentifiers(replaced(i, identifier(rule.type(), Limit.DEFAULT, rule.priority()))));
            simpler.add(withIdentifiers(replaced(i, identifier(rule.type(), rule.limit(), null))));
        }
        simpler.removeIf(this::equals);
        return simpler;
    }

    private List<IdentifierRule> replaced(int place, IdentifierRule rule) {
        List<IdentifierRule> replaced = new ArrayList<>(identifiers);
        replaced.set(place, rule);
        return replaced;
    }

    private RuleParts withSurvivor(Survivor other) {
        return new RuleParts(space, other, demotion, maxMerges, maxIdentifiers, identifiers, aliases);
    }

    private RuleParts withDemotion(Demotion other) {
        return new RuleParts(space, survivor, other, maxMerges, maxIdentifiers, identifiers, aliases);
    }

    private RuleParts withQuotas(int merges, int ids) {
        return new RuleParts(space, survivor, demotion, merges, ids, identifiers, aliases);
    }

    private RuleParts withAliases(AliasRules other) {
        return new RuleParts(space, survivor, demotion, maxMerges, maxIdentifiers, identifiers, other);
    }

    private RuleParts withIdentifiers(List<IdentifierRule> others) {
        return new RuleParts(space, survivor, demotion, maxMerges, maxIdentifiers, List.copyOf(others), aliases);
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
            text.append("  ").append(rule.type());
            text.append(": max ").append(rule.limit().max());
            long window = rule.limit().windowMillis();
            text.append(" per ").append(window == Limit.EVER ? "ever" : Duration.ofMillis(window));
            text.append(", priority ").append(rule.priority()).append('\n');
        }
        return text.toString();
    }
}
