package io.tributary.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tributary.model.Alias;
import io.tributary.model.Bounds;
import io.tributary.model.ExternalId;
import io.tributary.model.Merge;
import io.tributary.model.OutputRecord;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Output records as they are written to Kafka. Every record is at most 4 MiB, valid against the {@link RecordSchemas
 * schema} of its topic, and names the rules that it was made under. Not thread-safe.
 */
public final class RecordEncoder {
    private final RecordJson json = new RecordJson();
    private final SerializableString rulesFingerprint;

    /** @param rulesFingerprint of the rules that the records are made under, {@code sha256:} and 64 digits */
    public RecordEncoder(String rulesFingerprint) {
        this.rulesFingerprint = new SerializedString(rulesFingerprint);
    }

    public TopicRecord encode(OutputRecord record) {
        try {
            if (record instanceof Resolution resolution) {
                return encode(resolution);
            } else if (record instanceof OwnerChange change) {
                return encode(change);
            } else if (record instanceof ProfileChange change) {
                return encode(change);
            } else if (record instanceof Merge merge) {
                return encode(merge);
            } else if (record instanceof Alias alias) {
                return encode(alias);
            } else {
                return encode((Rejected) record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private TopicRecord encode(Resolution resolution) throws IOException {
        ProfileId profileId = resolution.profileId();
        json.begin();
        json.text("space", resolution.space());
        json.number("sequence", resolution.sequence());
        json.text("messageId", resolution.messageId());
        json.text("type", resolution.type().wireName());
        json.time("timestamp", resolution.timestamp());
        if (profileId == null) {
            json.noText("profileId");
        } else {
            json.profile("profileId", profileId);
        }
        json.text("outcome", resolution.outcome().wireName());
        json.text(
                "reason",
                resolution.reason() == null ? null : resolution.reason().wireName());
        json.externalIds(resolution.externalIds());
        json.beginArray("setAside");
        for (SetAside id : resolution.setAside()) {
            json.beginObject();
            json.text(
                    "collection",
                    id.collection() == null ? null : id.collection().wireName());
            json.text("type", id.type());
            json.text("id", id.id());
            json.text("reason", id.reason().wireName());
            json.text("violated", id.violated());
            json.endObject();
        }
        json.endArray();
        json.omitted("setAsideOmitted", resolution.setAsideOmitted());
        json.omitted("traitsOmitted", resolution.traitsOmitted());
        json.text("rules", rulesFingerprint);
        byte[] event = resolution.event();
        if (event != null) {
            json.json("event", event);
        }
        byte[] key = profileId == null ? null : key(resolution.space() + "/" + profileId);
        return new TopicRecord(Topic.RESOLUTIONS, key, json.end());
    }

    private TopicRecord encode(Merge merge) throws IOException {
        json.begin();
        json.text("space", merge.space());
        json.number("sequence", merge.sequence());
        json.number("ordinal", merge.ordinal());
        json.text("change", "merge");
        json.profile("from", merge.from());
        json.profile("into", merge.into());
        ProfileBody.writeExternalIds(merge.externalIds(), json);
        json.text("messageId", merge.messageId());
        json.beginArray("because");
        for (Merge.Evidence evidence : merge.because()) {
            json.beginObject();
            json.text("type", evidence.externalId().type());
            json.text("id", evidence.externalId().value());
            json.profile("profileId", evidence.profileId());
            json.endObject();
        }
        json.endArray();
        json.time("timestamp", merge.timestamp());
        json.text("rules", rulesFingerprint);
        return new TopicRecord(Topic.MERGES, key(merge.space()), json.end());
    }

    private TopicRecord encode(Alias alias) throws IOException {
        json.begin();
        json.text("type", "alias");
        json.text("userId", alias.userId());
        json.text("previousId", alias.previousId());
        json.text("messageId", alias.messageId());
        json.time("timestamp", alias.timestamp());
        json.beginObject("context");
        json.text("space", alias.space());
        json.number("sequence", alias.sequence());
        json.number("ordinal", alias.ordinal());
        json.profile("profileId", alias.profileId());
        json.text("rules", rulesFingerprint);
        json.endObject();
        return new TopicRecord(Topic.ALIASES, key(alias.space()), json.end());
    }

    private TopicRecord encode(ProfileChange change) throws IOException {
        json.begin();
        json.text("space", change.space());
        json.number("sequence", change.sequence());
        ProfileBody.write(change, json);
        json.text("rules", rulesFingerprint);
        return new TopicRecord(
                Topic.PROFILES, key(change.space() + "/" + change.profile().id()), json.end());
    }

    private TopicRecord encode(OwnerChange change) throws IOException {
        ExternalId id = change.externalId();
        json.begin();
        json.text("space", change.space());
        json.number("sequence", change.sequence());
        json.externalId(id);
        json.profile("profileId", change.profileId());
        json.time("addedAt", change.addedAt());
        json.text("messageId", change.messageId());
        json.text("rules", rulesFingerprint);
        String key = change.space() + "/" + id.collection().wireName() + "/" + keyPart(id.type()) + "/" + id.value();
        return new TopicRecord(Topic.EXTERNAL_IDS, key(key), json.end());
    }

    private TopicRecord encode(Rejected rejected) throws IOException {
        RawRecord raw = rejected.raw();
        boolean file = raw.partition() == RawRecord.FILE_PARTITION;
        byte[] value = raw.value();
        json.begin();
        json.text("topic", raw.topic());
        if (!file) {
            json.number("partition", raw.partition());
        }
        json.number("offset", raw.offset());
        if (EventTime.recordTime(raw) != EventTime.NONE) {
            json.time("timestamp", raw.timestamp());
        }
        json.text("reason", rejected.code().wireName());
        json.text("detail", rejected.detail());
        json.number("size", value == null ? 0 : value.length);
        writeValue(value);
        json.text("rules", rulesFingerprint);
        String key = file ? raw.topic() : raw.topic() + "-" + raw.partition();
        return new TopicRecord(Topic.REJECTED, key(key), json.end());
    }

    private void writeValue(byte @Nullable [] value) throws IOException {
        if (value == null) {
            json.noText("value");
        } else {
            json.base64("value", value, Math.min(value.length, Bounds.MAX_EVENT_BYTES));
            if (value.length > Bounds.MAX_EVENT_BYTES) {
                json.yes("truncated");
            }
        }
    }

    private static byte[] key(String key) {
        return Surrogates.replaceLone(key).getBytes(StandardCharsets.UTF_8);
    }

    /** A custom type may hold a slash; escaped, it cannot be taken for the one that ends it. */
    private static String keyPart(String type) {
        return type.replace("%", "%25").replace("/", "%2F");
    }
}
