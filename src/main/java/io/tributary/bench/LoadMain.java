package io.tributary.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
 * BEHIND}, microseconds that an event was sent late at most. Or its owner says {@code appended FILE}, it writes there when
 * the broker appended each event of those that it was last asked for, epoch milliseconds of eight bytes, and says {@code
 * written}. It ends when its standard input does.
 */
final class LoadMain {
    /** Between two looks at the clock: what is due in between goes out together, that much late at most. */
    private static final long PAUSE_NANOS = 1_000_000;

    static final String APPENDED = "appended";

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final EventFile.Reader events;
    private final Owner owner;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long next;
    private long[] appended = {};

    private LoadMain(KafkaProducer<byte[], byte[]> producer, String topic, EventFile.Reader events, Owner owner) {
        this.producer = producer;
        this.topic = topic;
        this.events = events;
        this.owner = owner;
    }

    /** @param args brokers, topic of events, file of events */
    public static void main(String[] args) throws Exception {
        Owner owner = Owner.listen();
        try (EventFile.Reader events = EventFile.open(Path.of(args[2]))) {
            LoadMain load = new LoadMain(producer(args[0]), args[1], events, owner);
            while (true) {
                String[] order = owner.order().split(" ", 2);
                if (order[0].equals(APPENDED)) {
                    load.writeAppended(Path.of(order[1]));
                } else {
                    load.send(Integer.parseInt(order[0]), Integer.parseInt(order[1]));
                }
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        // Kafka's default since 4.0. With less, requests of two or three events each take the broker
                        // the CPU that the job is to have.
                        ProducerConfig.LINGER_MS_CONFIG, "5",
                        ProducerConfig.BATCH_SIZE_CONFIG, "65536",
                        // As they are: a compressor for each handful of events would allocate and clear 130 kB,
                        // and the broker would have to unpack them.
                        ProducerConfig.BUFFER_MEMORY_CONFIG, "134217728"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void send(int rate, int count) throws Exception {
        Schedule schedule = new Schedule(WallClock.micros(), next, count, rate);
        next += count;
        long[] when = new long[count];
        appended = when;
        owner.say("started " + schedule.startMicros() + " " + schedule.first());
        long behind = 0;
        for (long sent = 0; sent < count; ) {
            long now = WallClock.micros();
            long due = schedule.dueBy(now);
            if (sent < due) {
                behind = Math.max(behind, now - schedule.dueMicros(schedule.first() + sent));
            }
            for (; sent < due; sent++) {
                send(schedule, schedule.first() + sent, when);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        Exception known = failure.get();
        if (known != null) {
            throw known;
        }
        owner.say("sent " + behind);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever fails is told to the callback
    private void send(Schedule schedule, long number, long[] when) throws IOException {
        byte[] event = events.next();
        MessageNumber.put(event, number);
        long dueMillis = schedule.dueMicros(number) / 1000;
        producer.send(new ProducerRecord<>(topic, null, dueMillis, null, event), (metadata, e) -> {
            if (e == null) {
                when[(int) (number - schedule.first())] = metadata.timestamp();
            } else {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void writeAppended(Path file) throws IOException {
        producer.flush();
        ByteBuffer bytes = ByteBuffer.allocate(appended.length * Long.BYTES);
        bytes.asLongBuffer().put(appended);
        Files.write(file, bytes.array());
        owner.say("written");
    }
}
