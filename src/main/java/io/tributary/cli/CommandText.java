package io.tributary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.model.Command.Kind;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * A command as an operator types it.
 *
 * @param id {@code type:value}, null if none was named
 * @param profile null if none was named
 */
record CommandText(
        String commandId,
        String space,
        Kind kind,
        Of collection,
        @Nullable String id,
        @Nullable String profile,
        String reason) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whose identifier an external ID is. */
    enum Of {
        users,
        accounts
    }

    /** What is wrong with it, null if it can be sent. */
    @Nullable
    String problem() {
        boolean ofProfile = kind == Kind.UNMERGE || kind == Kind.DELETE;
        if (ofProfile && id != null) {
            return kind.wireName() + " takes a profile, --profile, and no external ID";
        }
        if (ofProfile && profile == null) {
            return kind.wireName() + " needs --profile";
        }
        if (!ofProfile && id == null) {
            return kind.wireName() + " needs --id";
        }
        if (profile != null && kind != Kind.DETACH && !ofProfile) {
            return kind.wireName() + " takes an external ID, --id, and no profile";
        }
        if (id != null && (id.indexOf(':') < 1 || id.indexOf(':') == id.length() - 1)) {
            return "--id is not a type, a colon and a value, such as email:jane@example.com";
        }
        return profile == null ? null : profileProblem(profile);
    }

    private static @Nullable String profileProblem(String profile) {
        try {
            ProfileId.parse(profile);
            return null;
        } catch (IllegalArgumentException e) {
            return "--profile is no profile's ID: use_ or acc_ and 27 letters and digits";
        }
    }

    /** As the job reads it; its time is that of the record. */
    byte[] json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("commandId", commandId);
        json.put("space", space);
        json.put("command", kind.wireName());
        if (id != null) {
            int colon = id.indexOf(':');
            json.putObject("externalId")
                    .put("collection", collection.name())
                    .put("type", id.substring(0, colon))
                    .put("id", id.substring(colon + 1));
        }
        if (profile != null) {
            json.put("profileId", profile);
        }
        json.put("reason", reason);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always JSON", e);
        }
    }
}
