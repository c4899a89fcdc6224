package io.tributary.model;

/** Whatever the world is told: each is one record of one topic. */
public sealed interface OutputRecord permits Resolution, Merge, Alias, ProfileChange, OwnerChange, Rejected {}
