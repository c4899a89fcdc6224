package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Collection;
import io.tributary.model.Membership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer of one space's topics knows. Records of one topic and key are in order; between topics, and where a
 * topic has several partitions, there is none but what records say themselves, and a record may come twice.
 */
final class Emitted {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> resolutions = new HashMap<>();
    private final Creators creators = new Creators();
    private final Map<String, JsonNode> changes = new HashMap<>();
    private final Map<String, JsonNode> profiles = new LinkedHashMap<>();
    private final Map<String, JsonNode> owners = new LinkedHashMap<>();
    private final Map<String, JsonNode> memberships = new LinkedHashMap<>();

    /** @throws UncheckedIOException if a record is not JSON */
    static Emitted of(Iterable<TopicRecord> records) {
        Emitted emitted = new Emitted();
        for (TopicRecord record : records) {
            emitted.add(record);
        }
        return emitted;
    }

    private void add(TopicRecord record) {
        switch (record.topic()) {
            case RESOLUTIONS -> {
                JsonNode resolution = value(record);
                resolutions.put(resolution.path("messageId").asText(), resolution);
                creators.add(resolution);
            }
            case MERGES -> {
                JsonNode change = value(record);
                changes.put(
                        change.path("sequence").asLong() + "/"
                                + change.path("ordinal").asInt(),
                        change);
            }
            case PROFILES -> keep(record, profiles);
            case EXTERNAL_IDS -> keep(record, owners);
            case MEMBERSHIPS -> keep(record, memberships);
            case ALIASES, AUDIT, REJECTED -> {}
        }
    }

    /** The newest of each key, as a compacted topic has them. */
    private static void keep(TopicRecord record, Map<String, JsonNode> newest) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        JsonNode value = value(record);
        if (value.isNull()) {
            newest.remove(key);
        } else {
            newest.put(key, value);
        }
    }

    /** The record's JSON; that of a tombstone is null. */
    private static JsonNode value(TopicRecord record) {
        byte[] value = record.value();
        try {
            return value == null ? JSON.nullNode() : JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a record of " + record.topic().topicName() + " is not JSON", e);
        }
    }

    /** Null if the event has no resolution. */
    @Nullable
    String outcome(String event) {
        JsonNode resolution = resolutions.get(event);
        return resolution == null ? null : resolution.path("outcome").asText();
    }

    /** As {@code type:value reason}, in the order of the resolution. */
    List<String> setAside(String event) {
        List<String> texts = new ArrayList<>();
        JsonNode resolution = resolutions.get(event);
        if (resolution != null) {
            for (JsonNode id : resolution.path("setAside")) {
                texts.add(text(id) + " " + id.path("reason").asText());
            }
        }
        return texts;
    }

    /**
     * What became of which profile, in order, by the events that created them.
     *
     * @param change {@code merge} for child and parent, {@code split} for whole and part
     */
    List<List<String>> changes(String change) {
        Comparator<JsonNode> bySequence =
                Comparator.comparingLong(merge -> merge.path("sequence").asLong());
        return changes.values().stream()
                .filter(merge -> merge.path("change").asText().equals(change))
                .sorted(bySequence.thenComparingInt(
                        merge -> merge.path("ordinal").asInt()))
                .map(merge -> List.of(name(merge.path("from")), name(merge.path("into"))))
                .toList();
    }

    private String name(JsonNode profileId) {
        return creators.nameOf(profileId.asText());
    }

    /** The external IDs, as {@code type:value}, of every canonical person that has any. */
    List<List<String>> profiles() {
        List<List<String>> canonical = new ArrayList<>();
        for (JsonNode profile : profiles.values()) {
            if (isCanonical(profile) && !isAccount(profile)) {
                List<String> ids = new ArrayList<>();
                profile.path("externalIds").forEach(id -> ids.add(text(id)));
                if (!ids.isEmpty()) {
                    canonical.add(ids);
                }
            }
        }
        return canonical;
    }

    /** The members of every group of a level, canonical persons only, by the events that created them. */
    List<List<String>> groups(String level) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (JsonNode membership : memberships.values()) {
            if (isJoined(membership, level) && isLivingPerson(membership)) {
                groups.computeIfAbsent(membership.path("groupId").asText(), id -> new ArrayList<>())
                        .add(name(membership.path("profileId")));
            }
        }
        return List.copyOf(groups.values());
    }

    /**
     * The members of the account that has an external ID of that value, canonical persons only, by the events that
     * created them; null if no account has one.
     */
    @Nullable
    List<String> account(String value) {
        String account = null;
        for (JsonNode owner : owners.values()) {
            if (owner.path("collection").asText().equals(Collection.ACCOUNTS.wireName())
                    && owner.path("id").asText().equals(value)) {
                account = owner.path("profileId").asText();
            }
        }
        if (account == null) {
            return null;
        }
        List<String> members = new ArrayList<>();
        for (JsonNode membership : memberships.values()) {
            String group = membership.path("groupId").asText();
            if (isJoined(membership, Membership.ACCOUNT)
                    && canonical(group).equals(account)
                    && isLivingPerson(membership)) {
                members.add(name(membership.path("profileId")));
            }
        }
        return members;
    }

    /** A relation names the account as it was canonical then. */
    private String canonical(String profileId) {
        JsonNode profile = profile(profileId);
        return profile != null && profile.hasNonNull("canonical")
                ? profile.path("canonical").asText()
                : profileId;
    }

    private static boolean isJoined(JsonNode membership, String level) {
        return membership.path("level").asText().equals(level)
                && membership.path("change").asText().equals(Membership.Change.JOINED.wireName());
    }

    private boolean isLivingPerson(JsonNode membership) {
        JsonNode profile = profile(membership.path("profileId").asText());
        return profile != null && isCanonical(profile);
    }

    private @Nullable JsonNode profile(String profileId) {
        for (JsonNode profile : profiles.values()) {
            if (profile.path("profileId").asText().equals(profileId)) {
                return profile;
            }
        }
        return null;
    }

    private static boolean isCanonical(JsonNode profile) {
        return !profile.hasNonNull("canonical");
    }

    private static boolean isAccount(JsonNode profile) {
        return profile.path("profileId")
                .asText()
                .startsWith(Collection.ACCOUNTS.profileKind().prefix());
    }

    private static String text(JsonNode externalId) {
        return externalId.path("type").asText() + ":" + externalId.path("id").asText();
    }
}
