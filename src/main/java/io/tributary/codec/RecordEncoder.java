package io.tributary.codec;

import io.tributary.model.Alias;
import io.tributary.model.Bounds;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.OutputRecord;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Resolution;
import io.tributary.model.RulesAccepted;
import io.tributary.model.Split;
import io.tributary.model.Topic;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Output records as they are written to Kafka. Every record is at most 4 MiB, valid against the {@link RecordSchemas
 * schema} of its topic, and names the rules that it was made under. Not thread-safe.
 */
public final class RecordEncoder {
    private final RecordJson json = new RecordJson();
    private final byte[] rules;

    /** @param rulesFingerprint of the rules that the records are made under, {@code sha256:} and 64 digits */
    public RecordEncoder(String rulesFingerprint) {
        this.rules = RecordJson.ready("rules", rulesFingerprint);
    }

    public TopicRecord encode(OutputRecord record) {
        if (record instanceof Resolution resolution) {
            return encode(resolution);
        } else if (record instanceof OwnerChange change) {
            return encode(change);
        } else if (record instanceof ProfileChange change) {
            return encode(change);
        } else if (record instanceof MergeOrSplit change) {
            return encode(change);
        } else if (record instanceof Alias alias) {
            return encode(alias);
        } else if (record instanceof Membership membership) {
            return encode(membership);
        } else if (record instanceof CommandAnswer answer) {
            return encode(answer);
        } else if (record instanceof DiscardedValue discarded) {
            return encode(discarded);
        } else if (record instanceof RulesAccepted accepted) {
            return encode(accepted);
        } else {
            return encode((Rejected) record);
        }
    }

    private TopicRecord encode(Resolution resolution) {
        ProfileId profileId = resolution.profileId();
        json.begin();
        ResolutionBody.write(resolution, json);
        json.ready(rules);
        byte[] event = resolution.event();
        if (event != null) {
            json.json("event", event);
        }
        byte[] key = profileId == null ? null : key(resolution.space() + "/" + profileId);
        return new TopicRecord(Topic.RESOLUTIONS, key, json.end());
    }

    private TopicRecord encode(MergeOrSplit change) {
        String space;
        json.begin();
        if (change instanceof Merge merge) {
            space = merge.space();
            MergeBody.write(merge, json);
        } else {
            Split split = (Split) change;
            space = split.space();
            MergeBody.write(split, json);
        }
        json.ready(rules);
        return new TopicRecord(Topic.MERGES, key(space), json.end());
    }

    private TopicRecord encode(Alias alias) {
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
        json.ready(rules);
        json.endObject();
        return new TopicRecord(Topic.ALIASES, key(alias.space()), json.end());
    }

    private TopicRecord encode(ProfileChange change) {
        byte[] key = key(change.space() + "/" + change.profile().id());
        if (change.profile().deleted()) {
            return new TopicRecord(Topic.PROFILES, key, null);
        }
        json.begin();
        json.text("space", change.space());
        json.number("sequence", change.sequence());
        ProfileBody.write(change, json);
        json.ready(rules);
        return new TopicRecord(Topic.PROFILES, key, json.end());
    }

    private TopicRecord encode(OwnerChange change) {
        ExternalId id = change.externalId();
        ProfileId owner = change.profileId();
        byte[] key =
                key(change.space() + "/" + id.collection().wireName() + "/" + keyPart(id.type()) + "/" + id.value());
        if (owner == null) {
            return new TopicRecord(Topic.EXTERNAL_IDS, key, null);
        }
        json.begin();
        json.text("space", change.space());
        json.number("sequence", change.sequence());
        json.externalId(id);
        json.profile("profileId", owner);
        json.time("addedAt", change.addedAt());
        json.text("messageId", change.messageId());
        if (change.expiredFrom() != null) {
            json.profile("expiredFrom", change.expiredFrom());
        }
        json.ready(rules);
        return new TopicRecord(Topic.EXTERNAL_IDS, key, json.end());
    }

    private TopicRecord encode(Membership membership) {
        byte[] key = key(membership.space() + "/" + membership.level() + "/" + membership.groupId() + "/"
                + membership.profileId());
        if (membership.change() == Membership.Change.DELETED) {
            return new TopicRecord(Topic.MEMBERSHIPS, key, null);
        }
        json.begin();
        json.text("space", membership.space());
        json.number("sequence", membership.sequence());
        json.text("level", membership.level());
        json.profile("groupId", membership.groupId());
        json.profile("profileId", membership.profileId());
        json.text("change", membership.change().wireName());
        json.typesAndIds("because", membership.because());
        json.text("messageId", membership.messageId());
        json.time("timestamp", membership.timestamp());
        json.ready(rules);
        return new TopicRecord(Topic.MEMBERSHIPS, key, json.end());
    }

    private TopicRecord encode(CommandAnswer answer) {
        Command command = answer.command();
        Command.Kind kind = command.kind();
        json.begin();
        json.text("space", answer.space());
        json.number("sequence", answer.sequence());
        json.text("kind", "command");
        json.text("commandId", command.commandId());
        json.text("command", kind == null ? null : kind.wireName());
        json.text("status", answer.status().wireName());
        json.text("detail", answer.detail());
        if (command.externalId() != null) {
            json.externalId("externalId", command.externalId());
        }
        if (command.profileId() != null) {
            json.profile("profileId", command.profileId());
        }
        json.text("reason", command.reason());
        json.time("timestamp", command.time());
        json.ready(rules);
        return new TopicRecord(Topic.AUDIT, key(answer.space()), json.end());
    }

    private TopicRecord encode(DiscardedValue discarded) {
        json.begin();
        json.text("space", discarded.space());
        json.number("sequence", discarded.sequence());
        json.text("kind", "discarded");
        json.externalId("externalId", discarded.externalId());
        json.level(discarded.externalId().collection());
        json.number("sharedBy", discarded.sharedBy());
        json.text("anchor", discarded.anchor());
        json.text("messageId", discarded.messageId());
        json.time("timestamp", discarded.timestamp());
        json.ready(rules);
        return new TopicRecord(Topic.AUDIT, key(discarded.space()), json.end());
    }

    private TopicRecord encode(RulesAccepted accepted) {
        json.begin();
        json.text("space", accepted.space());
        json.number("sequence", accepted.sequence());
        json.text("kind", "rules");
        RulesBody.write(accepted, json);
        json.ready(rules);
        return new TopicRecord(Topic.AUDIT, key(accepted.space()), json.end());
    }

    private TopicRecord encode(Rejected rejected) {
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
        json.ready(rules);
        String key = file ? raw.topic() : raw.topic() + "-" + raw.partition();
        return new TopicRecord(Topic.REJECTED, key(key), json.end());
    }

    private void writeValue(byte @Nullable [] value) {
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
