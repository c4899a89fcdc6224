package io.tributary.kafka;

import io.tributary.model.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic as the job needs it.
 *
 * @param name with the deployment's prefix
 * @param cleanup null if it is not the job's to say: a topic of events
 * @param retention how long records are kept at least, null for the broker's default; only for a topic that is created
 * @param maxMessageBytes the largest record batch that the topic has to take, 0 if that is not the job's to say
 */
record TopicSettings(
        String name,
        Topic.@Nullable Cleanup cleanup,
        @Nullable Duration retention,
        int maxMessageBytes) {

    /** The largest record that the job writes: the profile of a person with all identifiers and traits it may have. */
    static final int MAX_MESSAGE_BYTES = 8 << 20;

    private static final Duration MERGES_RETENTION = Duration.ofDays(365);

    static TopicSettings output(Topic topic, String prefix) {
        // Merges are what an audit, or taking back a wrong rule, goes by.
        Duration retention = topic == Topic.MERGES ? MERGES_RETENTION : null;
        return new TopicSettings(prefix + topic.topicName(), topic.cleanup(), retention, MAX_MESSAGE_BYTES);
    }

    static TopicSettings input(String name) {
        return new TopicSettings(name, null, null, 0);
    }

    /** Whoever sends commands makes their records, so how large these may be is the broker's affair. */
    static TopicSettings commands(String name) {
        return new TopicSettings(name, Topic.Cleanup.DELETE, null, 0);
    }

    /** What a new topic is told; the rest are the broker's defaults. */
    Map<String, String> config() {
        if (cleanup == null) {
            return Map.of();
        }
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy(cleanup));
        if (maxMessageBytes > 0) {
            config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        }
        if (retention != null) {
            config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        return config;
    }

    static String cleanupPolicy(Topic.Cleanup cleanup) {
        return switch (cleanup) {
            case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
            case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
        };
    }
}
