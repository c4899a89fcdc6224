package io.tributary.reference;

import io.tributary.model.Command;
import io.tributary.model.Observation;

/** What takes one place in a space's order. */
sealed interface Step {
    /** An event that a space sees. */
    record Event(Observation observation) implements Step {}

    /** A command that an operator gives. */
    record Order(Command command) implements Step {}
}
