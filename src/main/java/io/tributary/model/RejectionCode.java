package io.tributary.model;

/** Why an input record could not be used. */
public enum RejectionCode {
    MALFORMED_JSON("malformed_json"),
    NOT_AN_OBJECT("not_an_object"),
    UNKNOWN_TYPE("unknown_type"),
    TOO_LARGE("too_large"),
    UNKNOWN_SOURCE("unknown_source"),
    NO_TIMESTAMP("no_timestamp"),
    /** A command for a space that the rules do not have. */
    UNKNOWN_SPACE("unknown_space"),
    /** A command without a usable {@code commandId}: it cannot be answered. */
    MALFORMED_COMMAND("malformed_command");

    private final String wireName;

    RejectionCode(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
