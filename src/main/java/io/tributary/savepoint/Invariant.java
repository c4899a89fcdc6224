package io.tributary.savepoint;

/** What holds of every graph in state after every event and command, whatever the rules are or were. */
public enum Invariant {
    READABLE("readable", "every entry can be decoded, every name in it has its place in the dictionary"),
    OWNED_BY_CANONICAL("owned_by_canonical", "the owner of an external ID exists and is neither merged nor deleted"),
    LISTED("listed", "the owner of an external ID lists it"),
    LED_BACK("led_back", "what a profile lists leads to it, and is listed once"),
    SOUND_MARKS("sound_marks", "what is blocked or discarded identifies nobody, and what says nothing is not kept"),
    CONNECTED("connected", "the links of a profile connect all that it lists"),
    SORTED("sorted", "external IDs and boundaries are oldest first, and none was added before it was seen"),
    SOUND_ORIGINS("sound_origins", "every external ID was added to the profile or to one behind it"),
    MERGED_EMPTY("merged_empty", "a merged profile has nothing but its parent"),
    DELETED_EMPTY("deleted_empty", "of a deleted profile nothing is left but its ID"),
    ONE_CANONICAL("one_canonical", "a merged profile leads to one canonical profile, which knows it"),
    BEHIND("behind", "the profiles behind one lead to it, each once, and took no more merges than it says"),
    RELATED("related", "an account that a user belongs to exists, and is named once"),
    KEPT_APART("kept_apart", "two that are kept apart are not one, and both know it"),
    MEMBERS("members", "the members of a group are canonical persons"),
    TRAITS("traits", "a profile says whether it has traits, and only profiles have any"),
    SEQUENCE("sequence", "nothing in the graph is later than the space's last event or command");

    private final String code;
    private final String claim;

    Invariant(String code, String claim) {
        this.code = code;
        this.claim = claim;
    }

    /** As commands print it. */
    public String code() {
        return code;
    }

    /** What should hold. */
    public String claim() {
        return claim;
    }
}
