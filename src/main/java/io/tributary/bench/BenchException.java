package io.tributary.bench;

import org.jspecify.annotations.Nullable;

/** Nothing can be measured; the message says why. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
