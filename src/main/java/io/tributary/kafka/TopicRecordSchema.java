package io.tributary.kafka;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends an encoded record to its topic. The partition follows from the key, so that one space's merges, or one
 * profile's records, stay in order.
 */
final class TopicRecordSchema implements KafkaRecordSerializationSchema<TopicRecord>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1;

    private final EnumMap<Topic, String> names = new EnumMap<>(Topic.class);

    /** @param topics those that records can be of */
    TopicRecordSchema(String prefix, List<Topic> topics) {
        for (Topic topic : topics) {
            names.put(topic, prefix + topic.topicName());
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(TopicRecord record, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(names.get(record.topic()), null, null, record.key(), record.value());
    }

    /** The sink looks for open transactions of a previous run in these topics. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.copyOf(names.values()))));
    }
}
