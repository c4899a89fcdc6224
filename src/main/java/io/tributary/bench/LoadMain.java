package io.tributary.bench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The load, a process of its own: events that were made before, sent when they are due, whatever becomes of them. Its
 * owner says {@code RATE COUNT}, it says {@code started MICROS FIRST} and, when the last one is sent, {@code sent
 * BEHIND}, microseconds that an event was sent late at most. It ends when its standard input does.
 */
final class LoadMain {
    /** Between two looks at the clock: what is due in between goes out together, that much late at most. */
    private static final long PAUSE_NANOS = 250_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final EventFile.Reader events;
    private final Writer owner;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long next;

    private LoadMain(KafkaProducer<byte[], byte[]> producer, String topic, EventFile.Reader events, Writer owner) {
        this.producer = producer;
        this.topic = topic;
        this.events = events;
        this.owner = owner;
    }

    /** @param args brokers, topic of events, file of events */
    public static void main(String[] args) throws Exception {
        LinkedBlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> listen(orders), "owner");
        listener.setDaemon(true);
        listener.start();
        try (EventFile.Reader events = EventFile.open(Path.of(args[2]));
                // What it says is for its owner and for nobody's eyes.
                Writer owner =
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)) {
            LoadMain load = new LoadMain(producer(args[0]), args[1], events, owner);
            while (true) {
                String[] order = orders.take().split(" ", -1);
                load.send(Integer.parseInt(order[0]), Long.parseLong(order[1]));
            }
        }
    }

    private static void listen(LinkedBlockingQueue<String> orders) {
        try (BufferedReader owner = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = owner.readLine(); line != null; line = owner.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            // the owner is gone: the same as the end of its stream
        }
        Runtime.getRuntime().halt(0);
    }

    private static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ProducerConfig.LINGER_MS_CONFIG, "0",
                        ProducerConfig.BATCH_SIZE_CONFIG, "65536",
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "134217728",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void send(int rate, long count) throws Exception {
        Schedule schedule = new Schedule(WallClock.micros(), next, count, rate);
        next += count;
        say("started " + schedule.startMicros() + " " + schedule.first());
        long behind = 0;
        for (long sent = 0; sent < count; ) {
            long now = WallClock.micros();
            long due = schedule.dueBy(now);
            if (sent < due) {
                behind = Math.max(behind, now - schedule.dueMicros(schedule.first() + sent));
            }
            for (; sent < due; sent++) {
                send(schedule, schedule.first() + sent);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        Exception known = failure.get();
        if (known != null) {
            throw known;
        }
        say("sent " + behind);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever fails is told to the callback
    private void send(Schedule schedule, long number) throws IOException {
        byte[] event = events.next();
        MessageNumber.put(event, number);
        long dueMillis = schedule.dueMicros(number) / 1000;
        producer.send(new ProducerRecord<>(topic, null, dueMillis, null, event), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void say(String line) throws IOException {
        owner.write(line + "\n");
        owner.flush();
    }
}
