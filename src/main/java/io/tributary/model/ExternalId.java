package io.tributary.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** Written out, as it is asked several times an event: what differs most comes first. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ExternalId that
                        && value.equals(that.value)
                        && type.equals(that.type)
                        && collection.equals(that.collection));
    }

    @Override
    public int hashCode() {
        return (collection.hashCode() * 31 + type.hashCode()) * 31 + value.hashCode();
    }

    /** {@code type:value}, as the worked examples and messages name it. */
    @Override
    public String toString() {
        return type + ":" + value;
    }
}
