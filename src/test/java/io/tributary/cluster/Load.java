package io.tributary.cluster;

import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events at a steady pace, whatever happens to the broker: the traffic of a messy shop for each of four spaces. All
 * events of a space lie in one partition, so that a replay meets them in the same order.
 */
final class Load implements AutoCloseable {
    static final String TOPIC = "tributary.events";
    static final int PARTITIONS = 2;
    static final List<String> SPACES = List.of("north", "east", "south", "west");

    private static final List<String> SOURCES = List.of("web", "ios", "android", "server");
    private static final String WRITE_KEY = "\"writeKey\":\"";
    private static final int EVENTS_A_SECOND = Integer.getInteger("load.rate", 200);
    private static final long BUFFER_NANOS = Duration.ofMillis(200).toNanos();
    private static final int EVENTS = 60_000;
    private static final int PEOPLE = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final long seed;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean ended;

    private Load(String brokers, long seed) {
        this.seed = seed;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "linger.ms",
                "5",
                "reconnect.backoff.max.ms",
                "250",
                "delivery.timeout.ms",
                Integer.toString(Integer.MAX_VALUE),
                "max.block.ms",
                Integer.toString(Integer.MAX_VALUE));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Load start(String brokers, long seed) {
        Load load = new Load(brokers, seed);
        load.thread.start();
        return load;
    }

    /** The rules of the four spaces, each of which takes the events of a shop of its name. */
    static String rules(String perSpace) {
        StringBuilder yaml = new StringBuilder("spaces:\n");
        for (String space : SPACES) {
            yaml.append("  - id: %s\n    extends: segment\n    sources: [%s]\n"
                    .formatted(
                            space,
                            String.join(
                                    ", ",
                                    SOURCES.stream()
                                            .map(source -> space + "-" + source)
                                            .toList())));
            yaml.append(perSpace.indent(4));
        }
        return yaml.toString();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever fails is told to the callback
    private void run() {
        List<TrafficGenerator> shops = new ArrayList<>();
        for (int i = 0; i < SPACES.size(); i++) {
            shops.add(new TrafficGenerator(EVENTS, PEOPLE, seed + i, Mess.HEAVY));
        }
        long gap = Duration.ofSeconds(1).toNanos() / EVENTS_A_SECOND;
        long due = System.nanoTime();
        for (long i = 0; !ended; i++) {
            int space = (int) (i % SPACES.size());
            if (!shops.get(space).hasNext()) {
                shops.set(space, new TrafficGenerator(EVENTS, PEOPLE, seed + i, Mess.HEAVY));
            }
            byte[] event = of(SPACES.get(space), shops.get(space).next());
            producer.send(new ProducerRecord<>(TOPIC, space % PARTITIONS, null, event), (sent, refused) -> {
                if (refused != null) {
                    failure.set(refused);
                }
            });
            // What an outage of the broker has held up is not made good in a rush: that would be another test.
            due = Math.max(due, System.nanoTime() - BUFFER_NANOS) + gap;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
    }

    /** Every shop names its sources alike. */
    private static byte[] of(String space, byte[] event) {
        return new String(event, StandardCharsets.UTF_8)
                .replace(WRITE_KEY, WRITE_KEY + space + "-")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Ends it at once, whatever has not arrived. */
    void abandon() {
        ended = true;
        producer.close(Duration.ZERO);
    }

    /** Ends it once all events have arrived; the broker must be up. */
    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        if (failure.get() != null) {
            throw new IllegalStateException("an event was not written", failure.get());
        }
    }
}
