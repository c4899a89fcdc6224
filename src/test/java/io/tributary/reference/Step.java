package io.tributary.reference;

import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.rules.SpaceRules;

/** What takes one place in a space's order, and where rules change. */
sealed interface Step {
    /** An event that a space sees. */
    record Event(Observation observation) implements Step {}

    /** A command that an operator gives. */
    record Order(Command command) implements Step {}

    /** A restart under other rules, which takes no place in the order. */
    record Switch(SpaceRules rules) implements Step {}
}
