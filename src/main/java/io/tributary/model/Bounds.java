package io.tributary.model;

/**
 * The limits on everything that an event can make large. Going over one is a defined outcome, never an error. What a
 * profile may grow to is a rule of its space instead ({@code max_identifiers}, {@code max_merges}).
 */
public final class Bounds {
    /** Bytes of an event. More is rejected as {@code too_large}. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    /** Nesting of an event's JSON. More is rejected as {@code malformed_json}. */
    public static final int MAX_NESTING = 1000;

    /** Characters of an external ID's value. More is set aside as {@code too_long}. */
    public static final int MAX_VALUE_CHARS = 512;

    /** Characters of an external ID's type. More is set aside as {@code malformed_external_id}. */
    public static final int MAX_TYPE_CHARS = 128;

    /** Characters of a {@code messageId} or a source. What is longer counts as missing. */
    public static final int MAX_NAME_CHARS = 512;

    /** Distinct external IDs of an event. The rest is set aside as {@code too_many}. */
    public static final int MAX_IDS = 32;

    /** External IDs set aside by intake that a resolution lists; the others are counted in {@code setAsideOmitted}. */
    public static final int MAX_SET_ASIDE = 64;

    /** Traits of a profile, removed ones included, and of an event. The rest is counted in {@code traitsOmitted}. */
    public static final int MAX_TRAITS = 256;

    /** Characters of a trait's name, and of its value as JSON. What is longer is counted in {@code traitsOmitted}. */
    public static final int MAX_TRAIT_NAME_CHARS = 128;

    public static final int MAX_TRAIT_VALUE_CHARS = 8192;

    /** Accounts that a user is related to. Further ones are not recorded. */
    public static final int MAX_ACCOUNTS = 1000;

    /** Furthest that event time may be ahead of the record's timestamp, in milliseconds. */
    public static final long MAX_CLOCK_AHEAD_MILLIS = 24 * 60 * 60 * 1000L;

    private Bounds() {}
}
