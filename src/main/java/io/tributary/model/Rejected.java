package io.tributary.model;

/**
 * An input record that could not be used, whole and with where it came from.
 *
 * @param detail what was wrong, without any value of the record
 */
public record Rejected(RawRecord raw, RejectionCode code, String detail) implements OutputRecord {}
