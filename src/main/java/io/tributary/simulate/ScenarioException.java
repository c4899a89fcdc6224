package io.tributary.simulate;

import java.util.List;

/** A worked example that cannot be read; its message lists every problem, a line each. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScenarioException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
