package io.tributary.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The bench's side of {@link LoadMain}. */
final class Load implements AutoCloseable {
    private static final long SAMPLE_NANOS = Duration.ofSeconds(1).toNanos();
    /** What is measured shares the machine with whoever asks: more often, and asking takes a twentieth of a core. */
    private static final long POLL_MILLIS = 50;

    private final Child process;
    private final int events;
    private long offered;

    /**
     * What was offered, and how the job took it.
     *
     * @param before when the first event was due
     * @param after when the last one had been sent
     * @param sentMicros when that was, microseconds since the epoch
     * @param behindMicros that an event was sent late at most
     * @param again whether the load had begun with its events again by then
     */
    record Offer(Schedule schedule, Sample before, Sample after, long sentMicros, long behindMicros, boolean again) {
        Figures figures() {
            return Figures.between(before, after, false);
        }
    }

    /** @param traffic that it sends, from the beginning again when all of it is sent */
    Load(Workshop workshop, String topic, Traffic traffic) {
        events = traffic.ids().length;
        process = workshop.start(
                "load-" + topic,
                List.of(
                        LoadMain.class.getName(),
                        workshop.brokers(),
                        topic,
                        traffic.file().toString()),
                Map.of());
    }

    /** Offers events, and looks at the job once a second meanwhile. Returns soon after the last one is sent. */
    Offer offer(JobProcess job, int rate, int count) {
        Sample before = job.sample();
        process.tell(rate + " " + count);
        String[] started = process.answer().split(" ", -1);
        Schedule schedule = new Schedule(Long.parseLong(started[1]), Long.parseLong(started[2]), count, rate);
        offered += count;
        long sampleAt = System.nanoTime() + SAMPLE_NANOS;
        while (!process.hasAnswer()) {
            process.requireAlive();
            if (System.nanoTime() >= sampleAt) {
                job.sample();
                sampleAt += SAMPLE_NANOS;
            }
            JobProcess.pause(POLL_MILLIS);
        }
        long sentMicros = WallClock.micros();
        Sample after = job.sample();
        String[] sent = process.answer().split(" ", -1);
        return new Offer(schedule, before, after, sentMicros, Long.parseLong(sent[1]), offered > events);
    }

    /** Offers events for a while. */
    Offer offer(JobProcess job, int rate, Duration duration) {
        return offer(job, rate, Math.toIntExact(Math.max(1, rate * duration.toMillis() / 1000)));
    }

    /**
     * When the broker appended each event that was offered last, epoch milliseconds.
     *
     * @param file for it, written over
     */
    long[] appended(Path file) {
        process.tell(LoadMain.APPENDED + " " + file);
        process.answer();
        try {
            LongBuffer read = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
            long[] appended = new long[read.remaining()];
            read.get(appended);
            return appended;
        } catch (IOException e) {
            throw new BenchException("the load does not say when its events were appended: " + e.getMessage(), e);
        }
    }

    /** How many events have been offered so far. */
    long offered() {
        return offered;
    }

    @Override
    public void close() {
        process.kill();
    }
}
