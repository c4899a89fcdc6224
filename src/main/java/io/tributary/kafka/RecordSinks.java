package io.tributary.kafka;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The output topics as sinks of the job. */
public final class RecordSinks {
    static final Map<String, String> DEFAULTS = Map.of(
            // A record that is read at once waits for others no longer than this. Without it every few records make a
            // request, and requests cost more than all else that is done for an event.
            ProducerConfig.LINGER_MS_CONFIG, "3",
            ProducerConfig.BATCH_SIZE_CONFIG, "65536",
            // The names of fields are most of a record, and each byte is written by this process, read, stored and sent
            // by a broker, and read by others. Where a native library must not be loaded from the directory for
            // temporary files it is done in Java, which Snappy cannot.
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(TopicSettings.MAX_MESSAGE_BYTES),
            // Without it a retry could put two records of one key in the wrong order.
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
            // The longest that a broker grants by itself (transaction.max.timeout.ms). A transaction that a failed job
            // left open must live until the job is back, or the facts of its last checkpoint are lost; Flink's own
            // default, an hour, is refused by a broker that nobody has configured.
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "900000");

    /** Nobody reads a record before its transaction is committed, and a checkpoint sends what waits. */
    private static final Map<String, String> OF_TRANSACTIONS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG, "100",
            ProducerConfig.BATCH_SIZE_CONFIG, "262144");

    private RecordSinks() {}

    /**
     * One sink, one transaction: its topics become visible together.
     *
     * @param topicPrefix in front of every topic's name
     * @param topics what the sink is given records of, all under the same guarantee
     * @param transactionalIdPrefix unique among all sinks that write to these brokers, and the same after every
     *     restart: it is how the sink finds and ends what a previous run left open
     */
    public static Sink<TopicRecord> of(
            KafkaConfig config,
            String topicPrefix,
            List<Topic> topics,
            Delivery delivery,
            String transactionalIdPrefix) {
        DeliveryGuarantee guarantee = delivery.guarantee(topics.get(0));
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        defaults.putAll(guarantee == DeliveryGuarantee.EXACTLY_ONCE ? OF_TRANSACTIONS : Map.of());
        return QuietlyClosedSink.around(KafkaSink.<TopicRecord>builder()
                .setKafkaProducerConfig(config.client(defaults))
                .setBootstrapServers(config.brokers())
                .setRecordSerializer(new TopicRecordSchema(topicPrefix, topics))
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                // The default takes a new transactional ID a checkpoint, which a broker remembers for a week each.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build());
    }
}
