package io.tributary.rules;

/**
 * A JSON value that is neither object nor array.
 *
 * @param text a string's characters, a number's plain decimal form, {@code true}, {@code false} or {@code null}
 */
public record Scalar(Kind kind, String text) {
    /** JSON's kinds of scalar; {@code false} and {@code "false"} are different values. */
    public enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    /** Whether it has a text of its own that a pattern can match: it is a string or a number. */
    boolean isText() {
        return kind == Kind.STRING || kind == Kind.NUMBER;
    }
}
