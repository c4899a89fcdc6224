package io.tributary.job;

/**
 * The names that outlive a run of the job: a savepoint finds its operators by their uids, dashboards and alerts find
 * metrics by theirs. None is ever changed or used again for something else.
 */
public final class JobNames {
    public static final String SOURCE_UID = "events";
    public static final String DECODE_UID = "decode";
    public static final String COMMANDS_UID = "commands";
    public static final String DECODE_COMMANDS_UID = "decode-commands";
    public static final String RESOLVE_UID = "resolve";
    public static final String RESOLUTIONS_UID = "resolutions";
    public static final String CROSS_OVER_UID = "cross-over";
    public static final String FACTS_UID = "facts";
    public static final String REJECTED_UID = "rejected";

    /** Keyed state of the resolving operator: events that wait for their turn. */
    static final String WAITING_STATE = "waiting";

    /** Keyed state of the resolving operator: how far each space's order by event time has come. */
    static final String ORDER_STATE = "order";

    /** Timers of the resolving operator: when events that wait have their turn. */
    static final String ORDER_TIMERS = "order";

    /** Operator state of the resolving operator: the rules under which the state was written. */
    public static final String RULES_STATE = "rules";

    /** Events by what they did, label {@link #OUTCOME}. */
    public static final String RESOLUTIONS = "resolutions";

    public static final String OUTCOME = "outcome";

    /** External IDs that an event did not resolve by, label {@link #REASON}. */
    public static final String SET_ASIDE = "setAside";

    public static final String REASON = "reason";

    /** External IDs that an event was demoted by a rule to do without, label {@link #TYPE}. */
    public static final String DEMOTIONS = "demotions";

    public static final String TYPE = "type";

    /** Profiles that became part of another. */
    public static final String MERGES = "merges";

    /** Parts of profiles that became profiles of their own. */
    public static final String SPLITS = "splits";

    /** Values that more share than may. */
    public static final String DISCARDED = "discardedValues";

    /** Commands by what became of them, label {@link #STATUS}. */
    public static final String COMMANDS = "commands";

    public static final String STATUS = "status";

    /** Events of spaces in order of event time that came after their turn, and were resolved when they came. */
    public static final String LATE_EVENTS = "lateEvents";

    /** Events of spaces in order of event time that wait for their turn. */
    public static final String WAITING_EVENTS = "waitingEvents";

    /** Events and commands of spaces that are gone from the rules since they were read. */
    public static final String ORPHANED_EVENTS = "orphanedEvents";

    /** Input records that could not be used, label {@link #CODE}. */
    public static final String REJECTED = "rejected";

    public static final String CODE = "code";

    /** Milliseconds between the record timestamp of the last event that was resolved and when it was. */
    public static final String LAG_MILLIS = "lagMillis";

    /** The same as {@link #LAG_MILLIS}, of the last events, as a histogram. */
    public static final String LATENCY_MILLIS = "latencyMillis";

    /** Microseconds that an event or command takes: engine, state and encoding. */
    public static final String RESOLVE_MICROS = "resolveMicros";

    /** External IDs of the largest person or account that a subtask has changed since it started. */
    public static final String LARGEST_PROFILE = "largestProfile";

    /** Persons and accounts of many external IDs that a subtask has changed since it started, as they are now. */
    public static final String LARGE_PROFILES = "largeProfiles";

    /** Always 1; the label {@link #RULES} says under which rules a subtask decides. */
    public static final String ACTIVE_RULES = "activeRules";

    /** The first twelve digits of the rules' fingerprint. */
    public static final String RULES = "rules";

    /** External IDs that a subtask holds as objects. */
    public static final String CACHED_IDS = "cachedIds";

    /** Spaces that a subtask has resolved events of since it started. */
    public static final String SPACES = "spaces";

    /** Bytes of the input files that have been read, as they lie on disk. */
    public static final String BYTES_READ = "bytesRead";

    /** Bytes of all input files, as they lie on disk. */
    public static final String BYTES_TOTAL = "bytesTotal";

    /** Input files that have been read to their end, every line handed on. */
    public static final String FILES_READ = "filesRead";

    private JobNames() {}
}
