package io.tributary.state;

/** Names of the keyed states: they are in every savepoint, so they are never changed or reused. */
public final class StateNames {
    public static final String POINTERS = "pointers";
    public static final String PROFILES = "profiles";
    public static final String TRAITS = "traits";
    public static final String ANCHORS = "anchors";
    public static final String COMMANDS = "commands";
    public static final String SEQUENCE = "sequence";
    public static final String NAMES = "names";
    public static final String LEVELS = "levels";

    private StateNames() {}
}
