package io.tributary.codec;

import io.tributary.model.Collection;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a profile's record says. A profile may hold more than a record may: each list stops where the record has reached
 * its share of the bytes, and says how many it left out.
 */
final class ProfileBody {
    /** The type whose first value is the profile's universal ID. */
    private static final String ANONYMOUS_ID = "anonymous_id";

    // The rest of a record, the last entry of the list included, is far below the megabyte that is left.
    private static final int EXTERNAL_IDS_UNTIL = RecordJson.MAX_RECORD_BYTES / 4;
    private static final int TRAITS_UNTIL = RecordJson.MAX_RECORD_BYTES / 2;
    private static final int MERGED_UNTIL = RecordJson.MAX_RECORD_BYTES * 3 / 4;

    private ProfileBody() {}

    static void write(ProfileChange change, RecordJson json) {
        Profile profile = change.profile();
        json.profile("profileId", profile.id());
        json.text("collection", collection(profile.id()).wireName());
        if (change.canonical() != null) {
            json.profile("canonical", change.canonical());
            return;
        }
        json.time("createdAt", profile.createdAt());
        json.time("firstSeen", profile.firstSeen());
        json.time("lastSeen", profile.lastSeen());
        Identifier universal = universal(profile);
        json.text(
                "universalId", universal == null ? null : universal.externalId().value());
        writeIdentifiers(profile, json);
        writeTraits(change.traits(), json);
        writeMerged(profile.merged(), json);
    }

    /** Oldest first, those that lead to it and those that only say with whom it must not be joined in one list. */
    private static void writeIdentifiers(Profile profile, RecordJson json) {
        List<Identifier> identifiers = profile.identifiers();
        List<Identifier> boundaries = profile.boundaries();
        int i = 0;
        int b = 0;
        json.beginArray("externalIds");
        while (i + b < identifiers.size() + boundaries.size() && json.size() < EXTERNAL_IDS_UNTIL) {
            boolean boundary = i == identifiers.size()
                    || (b < boundaries.size()
                            && boundaries.get(b).age() < identifiers.get(i).age());
            write(boundary ? boundaries.get(b++) : identifiers.get(i++), boundary, json);
        }
        json.endArray();
        json.omitted("externalIdsOmitted", identifiers.size() + boundaries.size() - i - b);
    }

    private static void write(Identifier identifier, boolean boundary, RecordJson json) {
        json.beginObject();
        json.externalId(identifier.externalId());
        if (boundary) {
            json.yes("boundary");
        }
        json.time("firstSeen", identifier.firstSeen());
        json.time("addedAt", identifier.addedAt());
        json.profile("origin", identifier.origin());
        json.text("messageId", identifier.messageId());
        json.text("source", identifier.source());
        json.endObject();
    }

    private static void writeTraits(Map<String, String> traits, RecordJson json) {
        int written = 0;
        json.beginObject("traits");
        for (Map.Entry<String, String> trait : traits.entrySet()) {
            if (json.size() >= TRAITS_UNTIL) {
                break;
            }
            json.json(trait.getKey(), trait.getValue());
            written++;
        }
        json.endObject();
        json.omitted("traitsOmitted", traits.size() - written);
    }

    private static void writeMerged(List<ProfileId> merged, RecordJson json) {
        int written = 0;
        json.beginArray("merged");
        while (written < merged.size() && json.size() < MERGED_UNTIL) {
            json.text(merged.get(written++).toString());
        }
        json.endArray();
        json.omitted("mergedOmitted", merged.size() - written);
    }

    /** The anonymous ID seen first, of several the one added first. */
    private static @Nullable Identifier universal(Profile profile) {
        Identifier first = null;
        for (Identifier identifier : profile.identifiers()) {
            if (identifier.externalId().type().equals(ANONYMOUS_ID)
                    && (first == null
                            || identifier.firstSeen() < first.firstSeen()
                            || (identifier.firstSeen() == first.firstSeen() && identifier.age() < first.age()))) {
                first = identifier;
            }
        }
        return first;
    }

    private static Collection collection(ProfileId id) {
        return id.kind() == Collection.ACCOUNTS.profileKind() ? Collection.ACCOUNTS : Collection.USERS;
    }
}
