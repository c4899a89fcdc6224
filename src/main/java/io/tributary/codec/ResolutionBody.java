package io.tributary.codec;

import io.tributary.model.Collection;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import java.util.List;
import java.util.Map;

/**
 * What the record of a resolution says. A space with many levels may set aside more than a record may hold: the list
 * stops where the record has reached its share of the bytes, and what is left out is counted.
 */
final class ResolutionBody {
    // The event may take another quarter, and the rest is far below the last one.
    private static final int SET_ASIDE_UNTIL = RecordJson.MAX_RECORD_BYTES / 2;

    private ResolutionBody() {}

    static void write(Resolution resolution, RecordJson json) {
        json.text("space", resolution.space());
        json.number("sequence", resolution.sequence());
        json.text("messageId", resolution.messageId());
        json.text("type", resolution.type().wireName());
        json.time("timestamp", resolution.timestamp());
        if (resolution.profileId() == null) {
            json.noText("profileId");
        } else {
            json.profile("profileId", resolution.profileId());
        }
        json.text("outcome", resolution.outcome().wireName());
        json.text(
                "reason",
                resolution.reason() == null ? null : resolution.reason().wireName());
        json.externalIds(resolution.externalIds());
        writeSetAside(resolution.setAside(), resolution.setAsideOmitted(), json);
        json.omitted("traitsOmitted", resolution.traitsOmitted());
        if (resolution.accountId() != null) {
            json.profile("accountId", resolution.accountId());
        }
        writeGroups(resolution.groups(), json);
    }

    private static void writeSetAside(List<SetAside> setAside, int omitted, RecordJson json) {
        int written = 0;
        json.beginArray("setAside");
        while (written < setAside.size() && json.size() < SET_ASIDE_UNTIL) {
            write(setAside.get(written++), json);
        }
        json.endArray();
        json.omitted("setAsideOmitted", omitted + setAside.size() - written);
    }

    private static void write(SetAside id, RecordJson json) {
        Collection collection = id.collection();
        json.beginObject();
        if (collection != null) {
            json.collection(collection);
            json.level(collection);
        }
        json.text("type", id.type());
        json.text("id", id.id());
        json.text("reason", id.reason().wireName());
        json.text("violated", id.violated());
        json.endObject();
    }

    private static void writeGroups(Map<String, ProfileId> groups, RecordJson json) {
        if (groups.isEmpty()) {
            return;
        }
        json.beginObject("groups");
        for (Map.Entry<String, ProfileId> group : groups.entrySet()) {
            json.profileOf(group.getKey(), group.getValue());
        }
        json.endObject();
    }
}
