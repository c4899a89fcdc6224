package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * What an external ID identifies: a person ({@code users}), a company ({@code accounts}), or, in the graph of a level, a
 * group of persons, such as a household. Each collection of a space is a graph of its own.
 */
public final class Collection {
    public static final Collection USERS = new Collection("users", ProfileId.Kind.USER);
    public static final Collection ACCOUNTS = new Collection("accounts", ProfileId.Kind.ACCOUNT);

    private final String wireName;
    private final ProfileId.Kind profileKind;

    private Collection(String wireName, ProfileId.Kind profileKind) {
        this.wireName = wireName;
        this.profileKind = profileKind;
    }

    /** The graph of a level. Its groups' IDs begin with {@code hh_}, {@code org_}, or {@code grp_} for a name of one's own. */
    public static Collection level(String name) {
        return new Collection(
                name,
                switch (name) {
                    case "household" -> ProfileId.Kind.HOUSEHOLD;
                    case "organization" -> ProfileId.Kind.ORGANIZATION;
                    default -> ProfileId.Kind.GROUP;
                });
    }

    /** {@code users} or {@code accounts}, null for any other word: no event and no rule names a level's graph. */
    public static @Nullable Collection fromWireName(String wireName) {
        return switch (wireName) {
            case "users" -> USERS;
            case "accounts" -> ACCOUNTS;
            default -> null;
        };
    }

    /** The spelling in events, rules and records; a level's name. */
    public String wireName() {
        return wireName;
    }

    /** The kind of profile that external IDs of this collection resolve to. */
    public ProfileId.Kind profileKind() {
        return profileKind;
    }

    /** Whether it is the graph of a level. */
    public boolean isLevel() {
        return profileKind != ProfileId.Kind.USER && profileKind != ProfileId.Kind.ACCOUNT;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Collection that
                        && profileKind == that.profileKind
                        && wireName.equals(that.wireName));
    }

    @Override
    public int hashCode() {
        return wireName.hashCode();
    }

    @Override
    public String toString() {
        return wireName;
    }
}
