package io.tributary.job;

import io.tributary.model.RawRecord;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** Hands on what a test in this process feeds it, when it does. For one reader. */
final class FedSource implements Source<RawRecord, JsonLinesSplit, JsonLinesSource.Unassigned> {
    private static final long serialVersionUID = 1;
    private static final Map<String, Feed> FEEDS = new ConcurrentHashMap<>();

    private final JsonLinesSource nothing = new JsonLinesSource(List.of(), false);
    private final String name;
    private final String run = UUID.randomUUID().toString();

    /** @param name of the topic or file that records are said to come from */
    FedSource(String name) {
        this.name = name;
        FEEDS.put(run, new Feed());
    }

    void feed(byte[] value) {
        FEEDS.getOrDefault(run, new Feed()).add(name, value);
    }

    /** There is nothing more to come. */
    void end() {
        FEEDS.getOrDefault(run, new Feed()).end();
    }

    void forget() {
        FEEDS.remove(run);
    }

    private static final class Feed {
        private final Queue<RawRecord> records = new ArrayDeque<>();
        private CompletableFuture<Void> available = new CompletableFuture<>();
        private boolean ended;
        private long lines;

        synchronized void add(String name, byte[] value) {
            lines++;
            records.add(new RawRecord(name, RawRecord.FILE_PARTITION, lines, RawRecord.NO_TIMESTAMP, null, value));
            available.complete(null);
        }

        synchronized void end() {
            ended = true;
            available.complete(null);
        }

        synchronized @Nullable RawRecord next() {
            return records.poll();
        }

        synchronized InputStatus status() {
            if (!records.isEmpty()) {
                return InputStatus.MORE_AVAILABLE;
            }
            if (ended) {
                return InputStatus.END_OF_INPUT;
            }
            available = new CompletableFuture<>();
            return InputStatus.NOTHING_AVAILABLE;
        }

        synchronized CompletableFuture<Void> available() {
            return available;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RawRecord, JsonLinesSplit> createReader(SourceReaderContext context) {
        Feed feed = FEEDS.getOrDefault(run, new Feed());
        return new SourceReader<>() {
            @Override
            public void start() {}

            @Override
            public InputStatus pollNext(ReaderOutput<RawRecord> output) {
                RawRecord next = feed.next();
                if (next != null) {
                    output.collect(next);
                }
                return feed.status();
            }

            @Override
            public List<JsonLinesSplit> snapshotState(long checkpointId) {
                return List.of();
            }

            @Override
            public CompletableFuture<Void> isAvailable() {
                return feed.available();
            }

            @Override
            public void addSplits(List<JsonLinesSplit> splits) {}

            @Override
            public void notifyNoMoreSplits() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, JsonLinesSource.Unassigned> createEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context) {
        return nothing.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<JsonLinesSplit, JsonLinesSource.Unassigned> restoreEnumerator(
            SplitEnumeratorContext<JsonLinesSplit> context, JsonLinesSource.Unassigned state) {
        return nothing.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesSplit> getSplitSerializer() {
        return nothing.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesSource.Unassigned> getEnumeratorCheckpointSerializer() {
        return nothing.getEnumeratorCheckpointSerializer();
    }
}
