package io.tributary.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator tells a space to do. It takes its place in the space's order like an event.
 *
 * @param commandId names it: what has been carried out once is not carried out again
 * @param kind what to do, null if that is not known
 * @param externalId as it is matched, null if the command names none
 * @param profileId null if the command names none
 * @param reason the operator's own words
 * @param time of the command, epoch milliseconds
 * @param problem what keeps it from being carried out, null if nothing that can be seen without the graph
 */
public record Command(
        String space,
        String commandId,
        @Nullable Kind kind,
        @Nullable ExternalId externalId,
        @Nullable ProfileId profileId,
        @Nullable String reason,
        long time,
        @Nullable String problem) {

    /** What can be told. */
    public enum Kind {
        /** Takes an external ID from its profile. */
        DETACH,
        /** Makes a value none that identifies, and takes it from its profile. */
        BLOCK,
        UNBLOCK,
        /** Undoes a merge, and keeps the two apart for good. */
        UNMERGE,
        /** Forgets a profile. */
        DELETE,
        /** Leaves events with an external ID unresolved. */
        SUPPRESS,
        UNSUPPRESS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static @Nullable Kind fromWireName(String name) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(name)) {
                    return kind;
                }
            }
            return null;
        }
    }
}
