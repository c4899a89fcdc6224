package io.tributary.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.kafka.Topics;
import io.tributary.model.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The topics are said in three places: in the job, which refuses others, for a laptop, and for Strimzi. */
class TopicsAgreeTest {
    private static final String PREFIX = "tributary.";
    private static final String LARGEST_RECORD = "8388608";

    private static Map<String, List<String>> csv() throws IOException {
        Map<String, List<String>> topics = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("deploy/topics.csv"))) {
            if (!line.startsWith("#")) {
                List<String> cells = Arrays.asList(line.split(","));
                topics.put(cells.get(0), cells.subList(1, cells.size()));
            }
        }
        return topics;
    }

    @Test
    void those_of_strimzi_are_those_of_the_laptop() throws IOException {
        Map<String, List<String>> strimzi = new LinkedHashMap<>();
        for (JsonNode topic : Manifests.read(Path.of("k8s/kafka/topics.yaml")).objects()) {
            JsonNode config = topic.at("/spec/config");
            strimzi.put(
                    topic.at("/metadata/name").asText(),
                    List.of(
                            topic.at("/spec/partitions").asText(),
                            config.path("cleanup.policy").asText(),
                            config.path("retention.ms").asText(),
                            config.path("max.message.bytes").asText()));
        }
        assertThat(strimzi).isEqualTo(csv());
    }

    @Test
    void they_are_what_the_job_asks_for() throws IOException {
        Map<String, List<String>> topics = csv();
        List<String> wanted = Stream.concat(
                        Stream.of("tributary.events", Topics.defaultCommandsTopic(PREFIX)),
                        Arrays.stream(Topic.values()).map(topic -> PREFIX + topic.topicName()))
                .toList();
        assertThat(topics.keySet()).containsExactlyInAnyOrderElementsOf(wanted);
        for (Topic topic : Topic.values()) {
            List<String> settings = requireNonNull(topics.get(PREFIX + topic.topicName()));
            assertThat(settings.get(1)).isEqualTo(topic.cleanup() == Topic.Cleanup.COMPACT ? "compact" : "delete");
            assertThat(settings.get(3)).isEqualTo(LARGEST_RECORD);
        }
        assertThat(requireNonNull(topics.get(PREFIX + Topic.MERGES.topicName())).get(2))
                .isEqualTo(Long.toString(Duration.ofDays(365).toMillis()));
    }
}
