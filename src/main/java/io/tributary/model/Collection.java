package io.tributary.model;

import org.jspecify.annotations.Nullable;

/** What an external ID identifies: a person ({@code users}) or a company ({@code accounts}). */
public enum Collection {
    USERS("users", ProfileId.Kind.USER, 0),
    ACCOUNTS("accounts", ProfileId.Kind.ACCOUNT, 1);

    private final String wireName;
    private final ProfileId.Kind profileKind;
    private final int code;

    Collection(String wireName, ProfileId.Kind profileKind, int code) {
        this.wireName = wireName;
        this.profileKind = profileKind;
        this.code = code;
    }

    /** The spelling in events, rules and records. */
    public String wireName() {
        return wireName;
    }

    /** The kind of profile that external IDs of this collection resolve to. */
    public ProfileId.Kind profileKind() {
        return profileKind;
    }

    /** The number that stands for this collection in state; never reused. */
    public int code() {
        return code;
    }

    public static @Nullable Collection fromWireName(String wireName) {
        return switch (wireName) {
            case "users" -> USERS;
            case "accounts" -> ACCOUNTS;
            default -> null;
        };
    }

    /** @throws IllegalArgumentException if no collection has this code */
    public static Collection fromCode(int code) {
        return switch (code) {
            case 0 -> USERS;
            case 1 -> ACCOUNTS;
            default -> throw new IllegalArgumentException("no collection has code " + code);
        };
    }
}
