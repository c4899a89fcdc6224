package io.tributary.rules;

/** Which external ID of an event is set aside when a rule would be violated. */
public enum Demotion {
    /** The last by priority, as Segment has it. */
    LOWEST_PRIORITY,
    /** The last by priority among those that contribute to the violation. */
    CONTRIBUTING
}
