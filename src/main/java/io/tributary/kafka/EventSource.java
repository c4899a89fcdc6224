package io.tributary.kafka;

import io.tributary.model.RawRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The input topics as sources of the job. */
public final class EventSource {
    private static final Map<String, String> DEFAULTS = Map.of(
            // What its producer took back must not be resolved or carried out.
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // Partitions that are added while the job runs are read within half a minute.
            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
            "30000");

    /**
     * A request for every millisecond's events takes job and broker much of the CPU that resolving them needs: with these
     * the median latency fell to a third. A broker answers as soon as it has so many bytes, or after so many milliseconds.
     */
    private static final Map<String, String> OF_EVENTS = Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "16384",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "5");

    private EventSource() {}

    /**
     * Events.
     *
     * @param topics at least one
     * @param group the consumer group that offsets are committed for with each checkpoint, so that its lag can be
     *     watched
     * @param from where a job begins that is not restored
     */
    public static KafkaSource<RawRecord> of(KafkaConfig config, List<String> topics, String group, StartFrom from) {
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        defaults.putAll(OF_EVENTS);
        return source(config.client(defaults), topics, group, from).build();
    }

    /** Commands, in the same group as the events and from the same place on. */
    public static KafkaSource<RawRecord> ofCommands(KafkaConfig config, String topic, String group, StartFrom from) {
        // Consumers of one process have names of their own, or Kafka's metrics of them clash.
        return source(config.client(DEFAULTS), List.of(topic), group, from)
                .setClientIdPrefix(group + "-commands")
                .build();
    }

    private static KafkaSourceBuilder<RawRecord> source(
            Properties client, List<String> topics, String group, StartFrom from) {
        return KafkaSource.<RawRecord>builder()
                .setProperties(client)
                .setTopics(topics)
                .setGroupId(group)
                .setStartingOffsets(from.offsets())
                .setDeserializer(new RawRecordSchema());
    }
}
