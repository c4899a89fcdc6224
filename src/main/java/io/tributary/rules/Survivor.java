package io.tributary.rules;

/** Which of the profiles that meet keeps its ID. */
public enum Survivor {
    /** The one created first. */
    FIRST_CREATED,
    /** The one with the lowest event time, creation order breaking ties. */
    EARLIEST_SEEN
}
