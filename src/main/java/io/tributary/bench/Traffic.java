package io.tributary.bench;

import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;
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

    static TrafficGenerator generator(int events, int people) {
        return new TrafficGenerator(events, people, SEED, Mess.NORMAL);
    }

    /** @param progress told now and then how many have been made */
    static Traffic make(Path file, int events, int people, IntConsumer progress) {
        long[] ids = new long[events];
        TrafficGenerator generator = generator(events, people);
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
    void sendTo(String brokers, String topic, int times) {
        sendTo(brokers, topic, null, times);
    }

    /** Sends all events to a topic's first partition, so that they keep their order. */
    void sendInOrder(String brokers, String topic) {
        sendTo(brokers, topic, 0, 1);
    }

    private void sendTo(String brokers, String topic, @Nullable Integer partition, int times) {
        try (EventSender sender = new EventSender(brokers, topic, partition);
                EventFile.Reader events = EventFile.open(file)) {
            for (long sent = 0; sent < (long) times * ids.length; sent++) {
                sender.send(events.next(), events.arrival());
            }
        } catch (IOException e) {
            throw new BenchException("events cannot be sent: " + e.getMessage(), e);
        }
    }
}
