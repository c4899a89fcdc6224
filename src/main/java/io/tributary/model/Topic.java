package io.tributary.model;

/** The output topics, by the names that consumers know them by (a deployment puts a prefix in front). */
public enum Topic {
    RESOLUTIONS("resolutions", Cleanup.DELETE, false),
    MERGES("merges", Cleanup.DELETE, true),
    ALIASES("aliases", Cleanup.DELETE, true),
    PROFILES("profiles", Cleanup.COMPACT, true),
    EXTERNAL_IDS("external-ids", Cleanup.COMPACT, true),
    MEMBERSHIPS("memberships", Cleanup.COMPACT, true),
    AUDIT("audit", Cleanup.DELETE, true),
    REJECTED("rejected", Cleanup.DELETE, false);

    /** What a broker may do to old records. */
    public enum Cleanup {
        /** Removes what is older than the topic's retention. */
        DELETE,
        /** Keeps the newest record of each key. */
        COMPACT
    }

    private final String topicName;
    private final Cleanup cleanup;
    private final boolean fact;

    Topic(String topicName, Cleanup cleanup, boolean fact) {
        this.topicName = topicName;
        this.cleanup = cleanup;
        this.fact = fact;
    }

    /** The name without a deployment's prefix. */
    public String topicName() {
        return topicName;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** Whether others act on its records for good, so that mixed delivery commits them exactly once. */
    public boolean isFact() {
        return fact;
    }
}
