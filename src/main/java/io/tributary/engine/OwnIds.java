package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;

/** What a profile is called in alias calls, whose readers know external IDs and no profile IDs. */
final class OwnIds {
    private OwnIds() {}

    /**
     * The most recently added external ID of the type that the rules name, else the oldest {@code anonymous_id}, else
     * the profile's ID.
     */
    static String ownId(Profile profile, String type) {
        String named = null;
        String anonymous = null;
        for (Identifier identifier : profile.identifiers()) {
            ExternalId id = identifier.externalId();
            if (id.type().equals(type)) {
                named = id.value();
            }
            if (anonymous == null && id.type().equals("anonymous_id")) {
                anonymous = id.value();
            }
        }
        if (named != null) {
            return named;
        }
        return anonymous != null ? anonymous : profile.id().toString();
    }
}
