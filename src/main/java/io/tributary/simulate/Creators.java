package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Outcome;
import io.tributary.model.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which event created which profile: the name by which worked examples call it. */
public final class Creators {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> profiles = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();

    /**
     * Takes a record into account, in any order; topics other than {@code resolutions} are ignored.
     *
     * @throws UncheckedIOException if the record is not JSON
     */
    public void accept(TopicRecord record) {
        byte[] value = record.value();
        if (record.topic() != Topic.RESOLUTIONS || value == null) {
            return;
        }
        try {
            add(JSON.readTree(value));
        } catch (IOException e) {
            throw new UncheckedIOException("a resolution is not JSON", e);
        }
    }

    void add(JsonNode resolution) {
        if (resolution.path("outcome").asText().equals(Outcome.CREATED.wireName())) {
            String event = resolution.path("messageId").asText();
            String profile = resolution.path("profileId").asText();
            profiles.put(event, profile);
            events.put(profile, event);
        }
    }

    /** The ID of the profile that an event created, null if it created none. */
    public @Nullable String profileOf(String event) {
        return profiles.get(event);
    }

    /** The event that created a profile; the profile's own ID if a split did. */
    String nameOf(String profile) {
        return events.getOrDefault(profile, profile);
    }
}
