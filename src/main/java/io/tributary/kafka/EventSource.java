package io.tributary.kafka;

import io.tributary.model.RawRecord;
import java.util.List;
import java.util.Map;
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
        return source(config, topics, group, from).build();
    }

    /** Commands, in the same group as the events and from the same place on. */
    public static KafkaSource<RawRecord> ofCommands(KafkaConfig config, String topic, String group, StartFrom from) {
        // Consumers of one process have names of their own, or Kafka's metrics of them clash.
        return source(config, List.of(topic), group, from)
                .setClientIdPrefix(group + "-commands")
                .build();
    }

    private static KafkaSourceBuilder<RawRecord> source(
            KafkaConfig config, List<String> topics, String group, StartFrom from) {
        return KafkaSource.<RawRecord>builder()
                .setProperties(config.client(DEFAULTS))
                .setTopics(topics)
                .setGroupId(group)
                .setStartingOffsets(from.offsets())
                .setDeserializer(new RawRecordSchema());
    }
}
