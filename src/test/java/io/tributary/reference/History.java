package io.tributary.reference;

import io.tributary.model.Observation;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events and commands of one space, in order, and the rules they are resolved under, until these are switched.
 *
 * @param seed what {@link HistoryGenerator} made it from
 * @param rules those that it begins under
 */
record History(long seed, SpaceRules rules, List<Step> steps) {
    static History ofEvents(long seed, SpaceRules rules, Observation... events) {
        return new History(
                seed, rules, Arrays.stream(events).<Step>map(Step.Event::new).toList());
    }

    /** All that it ever is under. */
    List<SpaceRules> allRules() {
        List<SpaceRules> all = new ArrayList<>(List.of(rules));
        for (Step step : steps) {
            if (step instanceof Step.Switch change) {
                all.add(change.rules());
            }
        }
        return all;
    }

    History withSteps(List<Step> others) {
        return new History(seed, rules, List.copyOf(others));
    }

    History withRules(SpaceRules others) {
        return new History(seed, others, steps);
    }
}
