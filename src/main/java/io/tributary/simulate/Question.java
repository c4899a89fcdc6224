package io.tributary.simulate;

import io.tributary.model.Collection;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * Whose story is to be told: that of the profile to which an external ID leads, or of one that is named.
 *
 * @param externalId as it was sent, null if a profile is named
 */
public record Question(
        String space, @Nullable RawId externalId, @Nullable ProfileId profileId) {

    /** An external ID before normalising and hashing. */
    record RawId(Collection collection, String type, String value) {}

    /**
     * @param id {@code email:jane@example.com}, or with its collection {@code accounts/group_id:acme}
     * @throws IllegalArgumentException if the text is neither
     */
    public static Question ofExternalId(String space, String id) {
        int slash = id.indexOf('/');
        Collection named = slash < 0 ? null : Collection.fromWireName(id.substring(0, slash));
        String rest = named == null ? id : id.substring(slash + 1);
        int colon = rest.indexOf(':');
        if (colon <= 0 || colon == rest.length() - 1) {
            throw new IllegalArgumentException(
                    "an external ID is TYPE:VALUE, or accounts/TYPE:VALUE; this one has no type or no value");
        }
        return new Question(
                space,
                new RawId(
                        named == null ? Collection.USERS : named, rest.substring(0, colon), rest.substring(colon + 1)),
                null);
    }

    /** @throws IllegalArgumentException if the text is no profile ID of a user or an account */
    public static Question ofProfile(String space, String id) {
        ProfileId profile = ProfileId.parse(id);
        if (profile.kind() != Collection.USERS.profileKind() && profile.kind() != Collection.ACCOUNTS.profileKind()) {
            throw new IllegalArgumentException("only users and accounts can be explained, not groups of a level");
        }
        return new Question(space, null, profile);
    }
}
