package io.tributary.rules;

/** True for an event that has a value at the path which the pattern matches. */
public record Condition(Path path, ValuePattern pattern) {}
