package io.tributary.bench;

import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a benchmark, always the same. They are made once and before, so that making them takes nothing from what
 * is measured.
 *
 * @param file where they lie, see {@link EventFile}
 * @param ids what stands for each one's messageId, sorted
 */
@SuppressWarnings("ArrayRecordComponent") // only passed through
record Traffic(Path file, long[] ids) {
    private static final int SEED = 1;
    private static final int TOLD_EVERY = 500_000;

    /** @param progress told now and then how many have been made */
    static Traffic make(Path file, int events, int people, IntConsumer progress) {
        long[] ids = new long[events];
        TrafficGenerator generator = new TrafficGenerator(events, people, SEED, Mess.NORMAL);
        try (EventFile.Writer out = EventFile.create(file)) {
            for (int made = 0; made < events; made++) {
                if (made > 0 && made % TOLD_EVERY == 0) {
                    progress.accept(made);
                }
                byte[] event = generator.next();
                ids[made] = MessageNumber.hash(event);
                out.add(event, generator.arrival());
            }
        } catch (IOException e) {
            throw new BenchException(file + ": cannot be written: " + e.getMessage(), e);
        }
        Arrays.sort(ids);
        return new Traffic(file, ids);
    }

    /**
     * Sends all events to a topic.
     *
     * @param times how often, all of them before the first again
     */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever fails is told to the callback
    void sendTo(String brokers, String topic, int times) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(brokers);
                EventFile.Reader events = EventFile.open(file)) {
            for (long sent = 0; sent < (long) times * ids.length; sent++) {
                byte[] event = events.next();
                producer.send(new ProducerRecord<>(topic, null, events.arrival(), null, event), (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
            }
        } catch (IOException e) {
            throw new BenchException("events cannot be sent: " + e.getMessage(), e);
        }
        Exception known = failure.get();
        if (known != null) {
            throw new BenchException("events cannot be sent: " + known.getMessage(), known);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                        ProducerConfig.LINGER_MS_CONFIG, "50",
                        ProducerConfig.BATCH_SIZE_CONFIG, "262144",
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
