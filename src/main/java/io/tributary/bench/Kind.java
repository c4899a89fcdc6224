package io.tributary.bench;

/** What a measured job does with every event; each does all that the one before it does. */
enum Kind {
    /** The bytes come in and go out. */
    PASS_THROUGH("pass-through"),
    /** They are decoded on the way. */
    DECODE("decode"),
    /** The job as it is shipped. */
    RESOLVE("resolve");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Kind named(String words) {
        for (Kind kind : values()) {
            if (kind.words.equals(words)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(words);
    }
}
