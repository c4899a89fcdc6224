package io.tributary.reference;

import io.tributary.model.Observation;
import io.tributary.rules.SpaceRules;
import java.util.List;

/**
 * The events of one space, in order, and the rules they are resolved under.
 *
 * @param seed what {@link HistoryGenerator} made it from
 */
record History(long seed, SpaceRules rules, List<Observation> events) {
    History withEvents(List<Observation> others) {
        return new History(seed, rules, List.copyOf(others));
    }

    History withRules(SpaceRules others) {
        return new History(seed, others, events);
    }
}
