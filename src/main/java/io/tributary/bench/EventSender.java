package io.tributary.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends events to a topic as fast as it takes them: no job is measured meanwhile. */
final class EventSender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final @Nullable Integer partition;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param partition that all events go to, so that they keep their order; null for all partitions */
    EventSender(String brokers, String topic, @Nullable Integer partition) {
        this.topic = topic;
        this.partition = partition;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                        ProducerConfig.LINGER_MS_CONFIG, "50",
                        ProducerConfig.BATCH_SIZE_CONFIG, "262144",
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @param arrival when it arrives, epoch milliseconds */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever fails is told to the callback
    void send(byte[] event, long arrival) {
        producer.send(new ProducerRecord<>(topic, partition, arrival, null, event), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** @throws BenchException if any event has not been taken */
    @Override
    public void close() {
        producer.close();
        Exception known = failure.get();
        if (known != null) {
            throw new BenchException("events cannot be sent: " + known.getMessage(), known);
        }
    }
}
