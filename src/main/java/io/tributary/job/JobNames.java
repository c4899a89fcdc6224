package io.tributary.job;

/**
 * The names that outlive a run of the job: a savepoint finds its operators by their uids, dashboards and alerts find
 * metrics by theirs. None is ever changed or used again for something else.
 */
public final class JobNames {
    public static final String SOURCE_UID = "events";
    public static final String DECODE_UID = "decode";
    public static final String RESOLVE_UID = "resolve";
    public static final String RESOLUTIONS_UID = "resolutions";
    public static final String FACTS_UID = "facts";
    public static final String REJECTED_UID = "rejected";

    /** Events by what they did, label {@link #OUTCOME}. */
    public static final String RESOLUTIONS = "resolutions";

    public static final String OUTCOME = "outcome";

    /** External IDs that an event did not resolve by, label {@link #REASON}. */
    public static final String SET_ASIDE = "setAside";

    public static final String REASON = "reason";

    /** Profiles that became part of another. */
    public static final String MERGES = "merges";

    /** Input records that could not be used, label {@link #CODE}. */
    public static final String REJECTED = "rejected";

    public static final String CODE = "code";

    /** Milliseconds between the record timestamp of the last event that was resolved and when it was. */
    public static final String LAG_MILLIS = "lagMillis";

    /** Microseconds that an event takes: engine, state and encoding. */
    public static final String RESOLVE_MICROS = "resolveMicros";

    /** External IDs in the read cache of a subtask. */
    public static final String CACHED_IDS = "cachedIds";

    /** Spaces that a subtask has resolved events of since it started. */
    public static final String SPACES = "spaces";

    /** Bytes of the input files that have been read, as they lie on disk. */
    public static final String BYTES_READ = "bytesRead";

    /** Bytes of all input files, as they lie on disk. */
    public static final String BYTES_TOTAL = "bytesTotal";

    private JobNames() {}
}
