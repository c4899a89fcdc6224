package io.tributary.codec;

import io.tributary.model.ExternalId;
import io.tributary.model.Merge;
import io.tributary.model.Split;
import java.util.List;

/**
 * What the record of a merge or a split says. More external IDs may move than a record may hold: the list stops where
 * the record has reached its share of the bytes, and says how many it left out.
 */
final class MergeBody {
    private static final int EXTERNAL_IDS_UNTIL = RecordJson.MAX_RECORD_BYTES * 3 / 4;

    private MergeBody() {}

    static void write(Merge merge, RecordJson json) {
        json.text("space", merge.space());
        json.number("sequence", merge.sequence());
        json.number("ordinal", merge.ordinal());
        json.text("change", "merge");
        json.profile("from", merge.from());
        json.profile("into", merge.into());
        writeExternalIds(merge.externalIds(), json);
        json.text("messageId", merge.messageId());
        json.beginArray("because");
        for (Merge.Evidence evidence : merge.because()) {
            json.beginObject();
            json.typeAndId(evidence.externalId());
            json.profile("profileId", evidence.profileId());
            json.endObject();
        }
        json.endArray();
        json.time("timestamp", merge.timestamp());
    }

    static void write(Split split, RecordJson json) {
        json.text("space", split.space());
        json.number("sequence", split.sequence());
        json.number("ordinal", split.ordinal());
        json.text("change", "split");
        json.profile("from", split.from());
        json.profile("into", split.into());
        json.flag("revived", split.revived());
        json.text("reason", split.reason().wireName());
        if (split.cause() != null) {
            json.beginObject("cause");
            json.typeAndId(split.cause());
            json.endObject();
        }
        writeExternalIds(split.externalIds(), json);
        json.text("messageId", split.messageId());
        json.time("timestamp", split.timestamp());
    }

    private static void writeExternalIds(List<ExternalId> ids, RecordJson json) {
        int written = 0;
        json.beginArray("externalIds");
        while (written < ids.size() && json.size() < EXTERNAL_IDS_UNTIL) {
            json.beginObject();
            json.externalId(ids.get(written++));
            json.endObject();
        }
        json.endArray();
        json.omitted("externalIdsOmitted", ids.size() - written);
    }
}
