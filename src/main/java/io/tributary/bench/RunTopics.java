package io.tributary.bench;

import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.Topics;
import io.tributary.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/** The topics that a run reads and writes, and how much is in them. */
final class RunTopics implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final long KNOWN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long POLL_MILLIS = 20;
    private static final long SETTLING_MILLIS = 500;

    private final KafkaConfig kafka;
    private final Admin admin;

    RunTopics(KafkaConfig kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(kafka.client());
    }

    /**
     * Makes a topic and waits until every partition answers. Sent to earlier, a first request may come too early and the
     * second in time, and then the first is refused for ever.
     *
     * @see <a href="https://issues.apache.org/jira/browse/KAFKA-15591">KAFKA-15591</a>
     */
    void createEvents(String topic) {
        await(admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all());
        long end = System.nanoTime() + KNOWN_NANOS;
        while (!isKnown(topic)) {
            if (System.nanoTime() > end) {
                throw new BenchException("the broker does not know " + topic + ", which it has made");
            }
            JobProcess.pause(POLL_MILLIS);
        }
    }

    /** Makes the output topics of a run; those that are measured by it tell when the broker has appended a record. */
    void createOutputs(String eventsTopic, String prefix) {
        new Topics(kafka, List.of(eventsTopic), Topics.defaultCommandsTopic(prefix), prefix).create(PARTITIONS);
        tellWhenAppended(prefix + Topic.RESOLUTIONS.topicName());
    }

    /** The timestamps of a topic's records are from now on when the broker appended them. */
    void tellWhenAppended(String topic) {
        await(admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                                AlterConfigOp.OpType.SET))))
                .all());
    }

    /** Whether every partition answers; that it does not know a topic a broker also says of one that is too new. */
    private boolean isKnown(String topic) {
        try {
            admin.listOffsets(latest(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new BenchException("the broker refuses: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static Map<TopicPartition, OffsetSpec> latest(String topic) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return ends;
    }

    /** How many records have been appended to a topic that has neither transactions nor been compacted. */
    long records(String topic) {
        return ends(topic).values().stream().mapToLong(end -> end).sum();
    }

    /** Where the next record of each partition will be. */
    Map<Integer, Long> ends(String topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        await(admin.listOffsets(latest(topic)).all())
                .forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
        return offsets;
    }

    /** The same once a process that wrote to it is gone and what it had sent has been appended. */
    Map<Integer, Long> settledEnds(String topic) {
        Map<Integer, Long> known = Map.of();
        Map<Integer, Long> now = ends(topic);
        while (!now.equals(known)) {
            JobProcess.pause(SETTLING_MILLIS);
            known = now;
            now = ends(topic);
        }
        return now;
    }

    void delete(String topic) {
        await(admin.deleteTopics(List.of(topic)).all());
    }

    /** Deletes the output topics of a run, so that the disk only ever holds one's. */
    void deleteOutputs(String prefix) {
        List<String> names = new ArrayList<>(List.of(Topics.defaultCommandsTopic(prefix)));
        for (Topic topic : Topic.values()) {
            names.add(prefix + topic.topicName());
        }
        await(admin.deleteTopics(names).all());
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new BenchException("the broker refuses: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
