package io.tributary.rules;

/** A step on the way from a value as it was sent to the value that is matched. */
public enum Normalizer {
    /** Removes white space at both ends. */
    TRIM,
    /** Lower-cases, independent of any locale. */
    LOWERCASE
}
