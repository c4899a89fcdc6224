package io.tributary.rules;

/** What the external IDs of a type are for. */
public enum Matching {
    /** They lead to profiles. */
    ALWAYS,
    /** A boundary: never looked up, only written on profiles; it says who must not be joined. */
    NEVER,
    /** They are keys of levels and nothing else. */
    LEVEL
}
