package io.tributary.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a profile became a profile of its own.
 *
 * @param ordinal place among the merges and splits of this sequence, from 0
 * @param revived whether {@code into} is a profile that had been merged into {@code from}
 * @param cause the external ID that was taken away, null if no single one was
 * @param externalIds those that moved, oldest first: they belong to {@code into} from now on
 * @param messageId the event that it happened on, or the command's ID
 */
public record Split(
        String space,
        long sequence,
        int ordinal,
        ProfileId from,
        ProfileId into,
        boolean revived,
        Reason reason,
        @Nullable ExternalId cause,
        List<ExternalId> externalIds,
        String messageId,
        long timestamp)
        implements MergeOrSplit {

    /** What took the profile apart. */
    public enum Reason {
        SHARED_TOO_WIDELY("shared_too_widely"),
        DETACHED("detached"),
        BLOCKED("blocked"),
        UNMERGED("unmerged"),
        DELETED("deleted");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
