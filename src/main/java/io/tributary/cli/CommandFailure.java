package io.tributary.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked; the message says why and what to do. Ends with exit code 1. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailure(@Nullable String message) {
        super(message);
    }

    CommandFailure(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
