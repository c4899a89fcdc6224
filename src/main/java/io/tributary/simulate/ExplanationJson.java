package io.tributary.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import io.tributary.simulate.StoryEntry.At;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation as one JSON object, see {@link ExplanationFormat#JSON}. */
final class ExplanationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Explanation explanation;

    ExplanationJson(Explanation explanation) {
        this.explanation = explanation;
    }

    String write() {
        ObjectNode json = JSON.createObjectNode().put("space", explanation.space());
        ExternalId asked = explanation.asked();
        ProfileId askedProfile = explanation.askedProfile();
        if (asked != null) {
            put(json.putObject("asked"), asked);
        } else if (askedProfile != null) {
            json.putObject("asked").put("profileId", askedProfile.toString());
        }
        json.put("standing", explanation.standing().name().toLowerCase(Locale.ROOT));
        if (explanation.since() != null) {
            put(json.putObject("since"), explanation.since());
        }
        json.put("suppressed", explanation.suppressed()).put("sequence", explanation.sequence());
        json.put("unusable", explanation.unusable());
        Profile profile = explanation.profile();
        if (profile == null) {
            json.putNull("profile");
        } else {
            put(json.putObject("profile"), profile);
        }
        ArrayNode story = json.putArray("story");
        explanation.story().forEach(entry -> put(put(story.addObject(), entry.at()), entry));
        return json.toPrettyString() + "\n";
    }

    private static void put(ObjectNode json, Profile profile) {
        json.put("profileId", profile.id().toString());
        ArrayNode ids = json.putArray("externalIds");
        for (Identifier id : profile.identifiers()) {
            put(ids.addObject(), id.externalId());
        }
        for (Identifier id : profile.boundaries()) {
            put(ids.addObject(), id.externalId()).put("boundary", true);
        }
        ArrayNode merged = json.putArray("merged");
        profile.merged().forEach(child -> merged.add(child.toString()));
    }

    private static ObjectNode put(ObjectNode json, At at) {
        return json.put("sequence", at.sequence())
                .put("timestamp", Instant.ofEpochMilli(at.time()).toString())
                .put(at.command() ? "commandId" : "messageId", at.by());
    }

    private static ObjectNode put(ObjectNode json, ExternalId id) {
        return json.put("collection", id.collection().wireName())
                .put("type", id.type())
                .put("id", id.value());
    }

    private static void put(ObjectNode json, StoryEntry entry) {
        if (entry instanceof StoryEntry.Told told) {
            put(json.put("what", "command"), told.answer());
        } else if (entry instanceof StoryEntry.Discarded discarded) {
            put(
                    json.put("what", "discarded").putObject("externalId"),
                    discarded.value().externalId());
            json.put("sharedBy", discarded.value().sharedBy())
                    .put("anchor", discarded.value().anchor());
        } else if (entry instanceof StoryEntry.Changed changed) {
            put(json, changed.change());
        } else if (entry instanceof StoryEntry.Created created) {
            json.put("what", "created").put("profileId", created.profile().toString());
        } else if (entry instanceof StoryEntry.Brought brought) {
            put(json, brought);
        } else if (entry instanceof StoryEntry.Redirected redirected) {
            put(json.put("what", "redirected").putObject("externalId"), redirected.externalId());
            json.put("profileId", text(redirected.to()));
        } else if (entry instanceof StoryEntry.PutAside aside) {
            put(json, aside);
        } else if (entry instanceof StoryEntry.Grouped grouped) {
            put(json, grouped.membership());
        }
    }

    private static void put(ObjectNode json, CommandAnswer answer) {
        Command command = answer.command();
        if (command.kind() != null) {
            json.put("command", command.kind().wireName());
        }
        if (command.externalId() != null) {
            put(json.putObject("externalId"), command.externalId());
        }
        putIfAny(json, "profileId", command.profileId());
        putIfAny(json, "reason", command.reason());
        json.put("status", answer.status().wireName()).put("detail", answer.detail());
    }

    private static void put(ObjectNode json, MergeOrSplit change) {
        if (change instanceof Merge merge) {
            json.put("what", "merge").put("from", text(merge.from())).put("into", text(merge.into()));
            ArrayNode because = json.putArray("because");
            for (Merge.Evidence evidence : merge.because()) {
                put(because.addObject(), evidence.externalId()).put("profileId", text(evidence.profileId()));
            }
        } else if (change instanceof Split split) {
            json.put("what", "split").put("from", text(split.from())).put("into", text(split.into()));
            json.put("revived", split.revived()).put("reason", split.reason().wireName());
            if (split.cause() != null) {
                put(json.putObject("cause"), split.cause());
            }
            put(json.putArray("externalIds"), split.externalIds());
        }
    }

    private static void put(ObjectNode json, StoryEntry.Brought brought) {
        put(json.put("what", "brought").putObject("externalId"), brought.externalId());
        json.put("boundary", brought.boundary()).put("profileId", text(brought.profile()));
        putIfAny(json, "source", brought.source());
        putIfAny(json, "expiredFrom", brought.expiredFrom());
    }

    private static void put(ObjectNode json, StoryEntry.PutAside aside) {
        SetAside id = aside.setAside();
        json.put("what", "set_aside");
        putIfAny(json, "collection", id.collection());
        putIfAny(json, "type", id.type());
        putIfAny(json, "id", id.id());
        json.put("reason", id.reason().wireName());
        putIfAny(json, "violated", id.violated());
        json.put("profileId", text(aside.profile())).put("times", aside.times());
        put(json.putObject("last"), aside.last());
    }

    private static void put(ObjectNode json, Membership membership) {
        json.put("what", membership.change().wireName()).put("level", membership.level());
        json.put("groupId", text(membership.groupId())).put("profileId", text(membership.profileId()));
        put(json.putArray("because"), membership.because());
    }

    private static void put(ArrayNode json, Iterable<ExternalId> ids) {
        ids.forEach(id -> put(json.addObject(), id));
    }

    private static void putIfAny(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static @Nullable String text(@Nullable Object named) {
        return named == null ? null : named.toString();
    }
}
