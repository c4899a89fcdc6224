package io.tributary.model;

import java.util.List;

/**
 * A profile joined or left a group of a level, or an account.
 *
 * @param level the level's name, {@link #ACCOUNT} for an account
 * @param because the keys of the event, or its IDs of the account, that led to it; empty if no event did
 * @param messageId the event that it happened on, or the command's ID
 */
public record Membership(
        String space,
        long sequence,
        String level,
        ProfileId groupId,
        ProfileId profileId,
        Change change,
        List<ExternalId> because,
        String messageId,
        long timestamp)
        implements OutputRecord {

    /** What stands for accounts where a level's name would stand. */
    public static final String ACCOUNT = "account";

    /** What happened. */
    public enum Change {
        JOINED("joined"),
        LEFT("left"),
        /** The profile or the group was deleted: a tombstone. */
        DELETED("deleted");

        private final String wireName;

        Change(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
