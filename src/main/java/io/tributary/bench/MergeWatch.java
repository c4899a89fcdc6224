package io.tributary.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** A reader of {@code merges} as others are: it notes when it is told of each. */
final class MergeWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::run, "merge-watch");
    private final List<Told> told = new ArrayList<>();

    /** @param number of the event that led to the merge */
    record Told(long number, long atMicros) {}

    MergeWatch(String brokers, String topic) {
        consumer = TopicReader.open(brokers, topic);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (true) {
                var records = consumer.poll(POLL);
                long now = WallClock.micros();
                synchronized (told) {
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        told.add(new Told(MessageNumber.of(record.value()), now));
                    }
                }
            }
        } catch (WakeupException e) {
            // it has been closed
        }
    }

    /** Of all merges so far. */
    List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
