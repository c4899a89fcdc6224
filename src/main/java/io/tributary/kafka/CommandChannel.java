package io.tributary.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How an operator talks to the job: sends commands, and hears what is committed to the {@code audit} topic from when the
 * channel was opened on. Not thread-safe.
 */
public final class CommandChannel implements AutoCloseable {
    private static final String WAIT_MILLIS = "20000";

    private static final Map<String, String> CONSUMER = Map.of(
            // An answer is one when it can no longer be taken back.
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MILLIS);

    private static final Map<String, String> PRODUCER = Map.of(
            // A command that is sent twice is only answered twice, but that would still confuse its sender.
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            ProducerConfig.LINGER_MS_CONFIG, "0",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WAIT_MILLIS);

    private final KafkaConfig config;
    private final String commandsTopic;
    private final String auditTopic;
    private final KafkaConsumer<byte[], byte[]> audit;

    private CommandChannel(
            KafkaConfig config, String commandsTopic, String auditTopic, KafkaConsumer<byte[], byte[]> audit) {
        this.config = config;
        this.commandsTopic = commandsTopic;
        this.auditTopic = auditTopic;
        this.audit = audit;
    }

    /**
     * Begins to listen.
     *
     * @throws KafkaUnavailableException if the brokers cannot be asked or refuse, or a topic does not exist
     */
    public static CommandChannel open(KafkaConfig config, String commandsTopic, String auditTopic) {
        try {
            KafkaConsumer<byte[], byte[]> audit = new KafkaConsumer<>(
                    config.client(CONSUMER), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            CommandChannel channel = new CommandChannel(config, commandsTopic, auditTopic, audit);
            try {
                channel.listen();
                return channel;
            } catch (KafkaException e) {
                channel.close();
                throw e;
            }
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(config, e);
        }
    }

    private void listen() {
        partitions(commandsTopic);
        List<TopicPartition> partitions = partitions(auditTopic);
        audit.assign(partitions);
        audit.endOffsets(partitions).forEach(audit::seek);
    }

    private List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : audit.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        if (partitions.isEmpty()) {
            throw new KafkaException(
                    "topic " + topic + " does not exist; correct the name, or run " + Topics.CREATE_COMMAND);
        }
        return partitions;
    }

    /**
     * Sends a command and waits until the brokers have it.
     *
     * @param space its key, so that the commands for one space stay in order
     * @throws KafkaUnavailableException if they do not take it
     */
    public void send(String space, byte[] command) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config.client(PRODUCER), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = space.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(commandsTopic, key, command)).get();
        } catch (KafkaException | ExecutionException e) {
            throw new KafkaUnavailableException(config, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(config, e);
        }
    }

    /** Goes back to the oldest record that the audit topic still has. */
    public void rewind() {
        audit.seekToBeginning(audit.assignment());
    }

    /**
     * The values of audit records that have come since the last call.
     *
     * @param patience how long to wait if there is none yet
     * @throws KafkaUnavailableException if the brokers refuse
     */
    public List<byte[]> poll(Duration patience) {
        try {
            List<byte[]> values = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : audit.poll(patience)) {
                if (record.value() != null) {
                    values.add(record.value());
                }
            }
            return values;
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(config, e);
        }
    }

    @Override
    public void close() {
        audit.close();
    }
}
