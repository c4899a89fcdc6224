package io.tributary.model;

/** Why an event leads to no profile. */
public enum UnresolvedReason {
    /** A consent rule of the space denies the event. */
    NO_CONSENT("no_consent", 0),
    /** No external ID was left to match by. */
    NO_IDENTIFIERS("no_identifiers", 1),
    /** An operator has suppressed one of its external IDs. */
    SUPPRESSED("suppressed", 2);

    private final String wireName;
    private final int code;

    UnresolvedReason(String wireName, int code) {
        this.wireName = wireName;
        this.code = code;
    }

    public String wireName() {
        return wireName;
    }

    /** The number that stands for this reason between operators; never reused. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException if no reason has this code */
    public static UnresolvedReason fromCode(int code) {
        return switch (code) {
            case 0 -> NO_CONSENT;
            case 1 -> NO_IDENTIFIERS;
            case 2 -> SUPPRESSED;
            default -> throw new IllegalArgumentException("no reason has code " + code);
        };
    }
}
