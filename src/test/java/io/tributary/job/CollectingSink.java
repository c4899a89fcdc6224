package io.tributary.job;

import io.tributary.codec.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Collects what a job in this process emits. */
final class CollectingSink implements Sink<TopicRecord> {
    private static final long serialVersionUID = 1;
    private static final Map<String, Collected> RUNS = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String run = UUID.randomUUID().toString();

    CollectingSink() {
        RUNS.put(run, new Collected());
    }

    /** What has been emitted so far. */
    Collected collected() {
        return RUNS.getOrDefault(run, new Collected());
    }

    /** Forgets it. */
    void forget() {
        RUNS.remove(run);
    }

    @Override
    public SinkWriter<TopicRecord> createWriter(WriterInitContext context) {
        Collected collected = collected();
        return new SinkWriter<>() {
            {
                collected.opened(this);
            }

            @Override
            public void write(TopicRecord record, Context ignored) {
                collected.add(record);
            }

            @Override
            public void flush(boolean endOfInput) {
                collected.flushed(this);
            }

            @Override
            public void close() {
                collected.closed(this);
            }
        };
    }

    /** Records in the order in which they came; the writers' threads add, the test's thread looks. */
    static final class Collected {
        private final List<TopicRecord> records = new ArrayList<>();
        private final Map<SinkWriter<TopicRecord>, Long> flushes = new HashMap<>();

        private synchronized void add(TopicRecord record) {
            records.add(record);
            notifyAll();
        }

        private synchronized void opened(SinkWriter<TopicRecord> writer) {
            flushes.put(writer, 0L);
        }

        private synchronized void flushed(SinkWriter<TopicRecord> writer) {
            flushes.merge(writer, 1L, Long::sum);
            notifyAll();
        }

        private synchronized void closed(SinkWriter<TopicRecord> writer) {
            flushes.remove(writer);
            notifyAll();
        }

        synchronized List<TopicRecord> records() {
            return List.copyOf(records);
        }

        /** Waits until so many records are of a kind. */
        synchronized void awaitCount(Predicate<TopicRecord> kind, int count) throws InterruptedException {
            await(
                    "%d records".formatted(count),
                    () -> records.stream().filter(kind).count() >= count);
        }

        /**
         * Waits until a checkpoint has passed that began after now: everything that was begun before has come out. The
         * one that each writer flushes next may be under way already, the second cannot be.
         */
        synchronized void awaitFlush() throws InterruptedException {
            Map<SinkWriter<TopicRecord>, Long> before = new HashMap<>(flushes);
            await(
                    "a checkpoint",
                    () -> flushes.entrySet().stream()
                            .allMatch(now -> now.getValue() >= before.getOrDefault(now.getKey(), 0L) + 2));
        }

        private void await(String what, java.util.function.BooleanSupplier condition) throws InterruptedException {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!condition.getAsBoolean()) {
                long rest = Duration.between(Instant.now(), deadline).toMillis();
                if (rest <= 0) {
                    throw new AssertionError("waited in vain for " + what + "; there are "
                            + records.stream()
                                    .map(record -> EngineLoop.text(record.value()))
                                    .toList());
                }
                wait(rest);
            }
        }
    }
}
