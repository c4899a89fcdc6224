package io.tributary.state;

/**
 * Names of the keyed states: they are in every savepoint, so they are never changed or reused. Those of {@link
 * OlderGraphs} are the labels of {@link GraphPart}.
 */
public final class StateNames {
    public static final String GRAPH = "graph";
    public static final String COMMANDS = "commands";
    public static final String NAMES = "names";
    public static final String LEVELS = "levels";
    public static final String FORM = "form";

    private StateNames() {}
}
