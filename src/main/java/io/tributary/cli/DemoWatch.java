package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import io.tributary.simulate.Evaluation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a consumer outside the job sees of it: reads the output topics with a plain consumer, committed records only,
 * and counts. Not thread-safe.
 */
final class DemoWatch implements AutoCloseable {
    private static final int LATEST = 5;
    private static final Duration POLL = Duration.ofMillis(200);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Topic> topics = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Evaluation evaluation;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> setAside = new TreeMap<>();
    private final Map<Topic, Long> counts = new HashMap<>();
    private final Deque<String> latestMerges = new ArrayDeque<>();
    private long mergedEvents;
    private long mergingSequence = -1;
    private long mergingEvents;

    DemoWatch(String brokers, String topicPrefix, Evaluation evaluation) {
        this.evaluation = evaluation;
        for (Topic topic : Topic.values()) {
            topics.put(topicPrefix + topic.topicName(), topic);
        }
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics.keySet()) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Takes what has come since the last call; waits a little if nothing has. */
    void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Topic topic = topics.get(record.topic());
            if (topic != null) {
                accept(new TopicRecord(topic, record.key(), record.value()));
            }
        }
    }

    private void accept(TopicRecord record) {
        counts.merge(record.topic(), 1L, Long::sum);
        evaluation.accept(record);
        if (record.topic() == Topic.RESOLUTIONS) {
            resolution(read(record));
        } else if (record.topic() == Topic.MERGES) {
            JsonNode change = read(record);
            if (change.path("change").asText().equals("merge")) {
                merge(change);
            }
        }
    }

    private JsonNode read(TopicRecord record) {
        try {
            return json.readTree(record.value());
        } catch (IOException e) {
            throw new CommandFailure("a record of " + record.topic().topicName() + " is not JSON", e);
        }
    }

    private void resolution(JsonNode resolution) {
        String outcome = resolution.path("outcome").asText();
        outcomes.merge(outcome, 1L, Long::sum);
        if (outcome.equals("merged")) {
            mergedEvents++;
        }
        for (JsonNode id : resolution.path("setAside")) {
            setAside.merge(id.path("reason").asText(), 1L, Long::sum);
        }
    }

    private void merge(JsonNode merge) {
        if (merge.path("sequence").asLong() != mergingSequence) {
            mergingSequence = merge.path("sequence").asLong();
            mergingEvents++;
        }
        if (latestMerges.size() == LATEST) {
            latestMerges.removeFirst();
        }
        latestMerges.addLast(explain(merge));
    }

    private static String explain(JsonNode merge) {
        String from = merge.path("from").asText();
        String into = merge.path("into").asText();
        List<String> ofFrom = new ArrayList<>();
        List<String> ofInto = new ArrayList<>();
        for (JsonNode because : merge.path("because")) {
            String id = because.path("type").asText() + ":" + because.path("id").asText();
            (because.path("profileId").asText().equals(from) ? ofFrom : ofInto).add(id);
        }
        return "%s into %s: one event had %s of the one and %s of the other"
                .formatted(from, into, String.join(", ", ofFrom), String.join(", ", ofInto));
    }

    long count(Topic topic) {
        return counts.getOrDefault(topic, 0L);
    }

    /** Records of all topics. */
    long records() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Events with an outcome or a rejection. */
    long accountedFor() {
        return count(Topic.RESOLUTIONS) + count(Topic.REJECTED);
    }

    /** Whether the merges of all events seen as merged have been committed and read. */
    boolean hasAllMerges() {
        return mergingEvents >= mergedEvents;
    }

    Map<String, Long> outcomes() {
        return outcomes;
    }

    Map<String, Long> setAside() {
        return setAside;
    }

    /** The latest merges in words, the newest last. */
    List<String> latestMerges() {
        return List.copyOf(latestMerges);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
