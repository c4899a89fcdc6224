package io.tributary.rules;

/** How far a change of the rules reaches, the mildest first. */
public enum ChangeClass {
    /** Whatever was admitted would be admitted still. */
    RELAXING("relaxing"),
    /** Some of what was admitted would not be any more; profiles outside the new rules are left as they are. */
    RESTRICTIVE("restrictive"),
    /** External IDs that are already in state no longer mean the same. */
    BREAKING("breaking");

    private final String word;

    ChangeClass(String word) {
        this.word = word;
    }

    /** As commands, messages and records call it. */
    public String word() {
        return word;
    }
}
