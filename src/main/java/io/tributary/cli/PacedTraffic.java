package io.tributary.cli;

import io.tributary.simulate.TrafficGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends generated events to a topic, evenly, from a thread of its own. */
final class PacedTraffic implements AutoCloseable {
    private static final int TICK_MILLIS = 20;

    private final TrafficGenerator traffic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    /** The timestamps of records, epoch milliseconds. */
    private final LongSupplier timestamps;
    /** One key, so one partition: the order in which people act is the order in which they are resolved. */
    private final byte[] key;

    private final AtomicLong sent = new AtomicLong();
    /** Counted down once all was handed to the producer, or something went wrong. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile @Nullable Exception failure;
    private @Nullable ScheduledFuture<?> sending;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "paced-traffic");
        thread.setDaemon(true);
        return thread;
    });

    /** @param timestamps of records, epoch milliseconds, asked after each event was generated */
    PacedTraffic(TrafficGenerator traffic, String brokers, String topic, String space, LongSupplier timestamps) {
        this.traffic = traffic;
        this.topic = topic;
        this.timestamps = timestamps;
        this.key = space.getBytes(StandardCharsets.UTF_8);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                        ProducerConfig.LINGER_MS_CONFIG, "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @param rate events a second */
    void start(int rate) {
        int perTick = Math.max(1, rate * TICK_MILLIS / 1000);
        sending = clock.scheduleAtFixedRate(() -> send(perTick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send(int count) {
        try {
            sendNext(count);
        } catch (RuntimeException e) {
            fail(e); // the clock would drop it, and never call again
        }
        if (!traffic.hasNext()) {
            ended.countDown();
        }
    }

    private void fail(Exception e) {
        failure = e;
        ended.countDown();
    }

    private void sendNext(int count) {
        for (int i = 0; i < count && traffic.hasNext(); i++) {
            byte[] event = traffic.next();
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(topic, null, timestamps.getAsLong(), key, event), (metadata, e) -> {
                        if (e != null) {
                            fail(e);
                        }
                    });
            sent.incrementAndGet();
        }
    }

    /**
     * How many events have been sent so far.
     *
     * @throws CommandFailure if one could not be sent
     */
    long sent() {
        Exception known = failure;
        if (known != null) {
            throw new CommandFailure("events cannot be sent: " + known.getMessage(), known);
        }
        return sent.get();
    }

    /**
     * Waits until the broker has taken all events.
     *
     * @throws CommandFailure if one could not be sent
     */
    void awaitEnd() throws InterruptedException {
        ended.await();
        sent();
        producer.flush();
        sent();
    }

    @Override
    public void close() {
        if (sending != null) {
            sending.cancel(false);
        }
        clock.shutdownNow();
        producer.close();
    }
}
