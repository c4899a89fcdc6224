package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * An external ID of an event that the event did not resolve by, and why.
 *
 * @param collection null if the event did not say a known one; that of a level if only the level set it aside
 * @param type null if the event did not say one
 * @param id as it would have been matched (hashed where the type is); null if the event did not say one; the first 64
 *     characters and an ellipsis if it is too long
 * @param violated the type whose limit was violated, where the reason has one
 */
public record SetAside(
        @Nullable Collection collection,
        @Nullable String type,
        @Nullable String id,
        Reason reason,
        @Nullable String violated) {

    /** Why an external ID was set aside. */
    public enum Reason {
        /** A custom ID that lacks one of {@code id}, {@code type}, {@code collection}, {@code encoding: none}. */
        MALFORMED_EXTERNAL_ID("malformed_external_id", 0),
        /** Longer than 512 characters. */
        TOO_LONG("too_long", 1),
        /** More than 32 external IDs on the event. */
        TOO_MANY("too_many", 2),
        /** A value that the rules or an operator have blocked. */
        BLOCKED("blocked", 3),
        /** A custom type that the rules do not list, in a space that adds none by itself. */
        UNKNOWN_TYPE("unknown_type", 4),
        /** A source that the rules do not let associate through this type. */
        SOURCE_NOT_ALLOWED("source_not_allowed", 5),
        /** Demoted: a limit would have been violated. */
        LIMIT_EXCEEDED("limit_exceeded", 6),
        /** Demoted: more merges behind one profile than the space allows. */
        MERGE_QUOTA("merge_quota", 7),
        /** Not added: the profile is full. */
        IDENTIFIER_QUOTA("identifier_quota", 8),
        /** More share it than its type may be shared by. */
        SHARED_TOO_WIDELY("shared_too_widely", 9),
        /** Demoted: an operator has told two profiles to be kept apart. */
        KEPT_APART("kept_apart", 10),
        /** Demoted so that profiles with different values of a boundary are not joined, or the event's own such value. */
        BOUNDARY("boundary", 11);

        private final String wireName;
        private final int code;

        Reason(String wireName, int code) {
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
        public static Reason fromCode(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("no reason has code " + code);
        }
    }

    public static SetAside of(ExternalId id, Reason reason) {
        return new SetAside(id.collection(), id.type(), id.value(), reason, null);
    }

    public static SetAside of(ExternalId id, Reason reason, @Nullable String violated) {
        return new SetAside(id.collection(), id.type(), id.value(), reason, violated);
    }

    /** {@code type:value reason}, as the worked examples name it. */
    @Override
    public String toString() {
        return type + ":" + id + " " + reason.wireName();
    }
}
