package io.tributary.job;

import java.util.List;

/** A job that must not start as it was asked to. */
public final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    StartupException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong and what to do, each a line; at least one. */
    public List<String> problems() {
        return problems;
    }
}
