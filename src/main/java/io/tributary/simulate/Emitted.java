package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Outcome;
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
    private final Map<String, String> creators = new HashMap<>();
    private final Map<String, JsonNode> merges = new HashMap<>();
    private final Map<String, JsonNode> profiles = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a record is not JSON */
    static Emitted of(Iterable<TopicRecord> records) {
        Emitted emitted = new Emitted();
        for (TopicRecord record : records) {
            emitted.add(record);
        }
        return emitted;
    }

    private void add(TopicRecord record) {
        switch (record.topic()) {
            case RESOLUTIONS -> addResolution(value(record));
            case MERGES -> {
                JsonNode merge = value(record);
                merges.put(
                        merge.path("sequence").asLong() + "/"
                                + merge.path("ordinal").asInt(),
                        merge);
            }
            case PROFILES -> addProfile(record);
            case ALIASES, EXTERNAL_IDS, MEMBERSHIPS, AUDIT, REJECTED -> {}
        }
    }

    private void addResolution(JsonNode resolution) {
        String event = resolution.path("messageId").asText();
        resolutions.put(event, resolution);
        if (resolution.path("outcome").asText().equals(Outcome.CREATED.wireName())) {
            creators.put(resolution.path("profileId").asText(), event);
        }
    }

    private void addProfile(TopicRecord record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            profiles.remove(key);
            return;
        }
        profiles.put(key, value(record));
    }

    private static JsonNode value(TopicRecord record) {
        byte[] value = record.value();
        try {
            return JSON.readTree(value == null ? new byte[0] : value);
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

    /** Child and parent, in the order of the merges, by the events that created them. */
    List<List<String>> merges() {
        Comparator<JsonNode> bySequence =
                Comparator.comparingLong(merge -> merge.path("sequence").asLong());
        return merges.values().stream()
                .filter(change -> change.path("change").asText().equals("merge"))
                .sorted(bySequence.thenComparingInt(
                        merge -> merge.path("ordinal").asInt()))
                .map(merge -> List.of(creator(merge, "from"), creator(merge, "into")))
                .toList();
    }

    private String creator(JsonNode merge, String side) {
        String profile = merge.path(side).asText();
        return creators.getOrDefault(profile, profile);
    }

    /** The external IDs, as {@code type:value}, of every canonical profile. */
    List<List<String>> profiles() {
        List<List<String>> canonical = new ArrayList<>();
        for (JsonNode profile : profiles.values()) {
            if (!profile.hasNonNull("canonical")) {
                List<String> ids = new ArrayList<>();
                profile.path("externalIds").forEach(id -> ids.add(text(id)));
                canonical.add(ids);
            }
        }
        return canonical;
    }

    private static String text(JsonNode externalId) {
        return externalId.path("type").asText() + ":" + externalId.path("id").asText();
    }
}
