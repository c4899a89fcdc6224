package io.tributary.model;

/** What an event did to the identity graph. */
public enum Outcome {
    CREATED("created"),
    MATCHED("matched"),
    EXTENDED("extended"),
    MERGED("merged"),
    UNRESOLVED("unresolved");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
