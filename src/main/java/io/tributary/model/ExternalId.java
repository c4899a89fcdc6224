package io.tributary.model;

import java.util.Objects;

/**
 * An ID that an event carries: {@code (users, email, jane@example.com)}.
 *
 * @param value as it is matched: normalised, and hashed where the type asks for it
 */
public record ExternalId(Collection collection, String type, String value) {
    public ExternalId {
        Objects.requireNonNull(collection);
        Objects.requireNonNull(type);
        Objects.requireNonNull(value);
    }

    public static ExternalId user(String type, String value) {
        return new ExternalId(Collection.USERS, type, value);
    }

    /** {@code type:value}, as the worked examples and messages name it. */
    @Override
    public String toString() {
        return type + ":" + value;
    }
}
