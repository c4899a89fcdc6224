package io.tributary.savepoint;

/** A savepoint cannot be read; the message says which, why, and what to do. */
public final class SavepointException extends Exception {
    private static final long serialVersionUID = 1;

    SavepointException(String message) {
        super(message);
    }

    SavepointException(String message, Throwable cause) {
        super(message, cause);
    }
}
