package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Levels that a space had under earlier rules and has no more. Their groups stay as they were: no key brings anybody
 * together there, and nobody new joins. But whoever is merged or deleted leaves and whoever is parted stays beside, so
 * that nobody is told to be in a group who is no more, and rules that bring the level back find it in order.
 */
final class AsleepLevels {
    private final SpaceRules rules;
    private final Set<String> awake = new TreeSet<>();
    private final Map<String, Groups> known = new TreeMap<>();

    AsleepLevels(SpaceRules rules) {
        this.rules = rules;
        rules.levels().forEach(level -> awake.add(level.name()));
    }

    /** By name; for nearly every space there are none. */
    List<Groups> of(GraphDraft graph) {
        List<Groups> asleep = List.of();
        for (String name : graph.levels()) {
            if (!awake.contains(name)) {
                asleep = asleep.isEmpty() ? new ArrayList<>(1) : asleep;
                asleep.add(known.computeIfAbsent(name, level -> new Groups(rules, Collection.level(level))));
            }
        }
        return asleep;
    }
}
