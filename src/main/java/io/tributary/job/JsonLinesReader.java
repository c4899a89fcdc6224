package io.tributary.job;

import io.tributary.codec.EventClock;
import io.tributary.model.RawRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Reads splits side by side: always on with the one that is furthest behind in event time, so that no more of the
 * others has to wait than necessary. It begins when it knows all of them.
 */
final class JsonLinesReader implements SourceReader<RawRecord, JsonLinesSplit> {
    private final CompletableFuture<Void> assigned = new CompletableFuture<>();
    private final List<JsonLinesCursor> cursors = new CopyOnWriteArrayList<>();
    private final EventClock clock = new EventClock();
    private @Nullable PriorityQueue<Unread> unread;

    /** @param place among the splits, which decides between two that are as far */
    private record Unread(JsonLinesCursor cursor, SourceOutput<RawRecord> output, long time, int place) {
        static final Comparator<Unread> FURTHEST_BEHIND_FIRST =
                Comparator.comparingLong(Unread::time).thenComparingInt(Unread::place);
    }

    JsonLinesReader(MetricGroup metrics) {
        metrics.gauge(JobNames.BYTES_READ, (Gauge<Long>)
                () -> cursors.stream().mapToLong(JsonLinesCursor::bytesRead).sum());
        metrics.gauge(JobNames.BYTES_TOTAL, (Gauge<Long>)
                () -> cursors.stream().mapToLong(JsonLinesCursor::bytesTotal).sum());
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) {
        if (!assigned.isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (unread == null) {
            unread = begin(output);
        }
        Unread at = unread.poll();
        if (at == null) {
            return InputStatus.END_OF_INPUT;
        }
        try {
            RawRecord raw = at.cursor.next();
            if (raw == null) {
                output.releaseOutputForSplit(at.cursor.id());
            } else {
                at.output.collect(raw);
                unread.add(new Unread(at.cursor, at.output, timeAfter(raw, at), at.place));
            }
            return unread.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.MORE_AVAILABLE;
        } catch (IOException e) {
            throw new SuppressRestartsException(e); // reading it again would fail again
        }
    }

    /** All splits have their output from the beginning on: event time is that of the one that is furthest behind. */
    private PriorityQueue<Unread> begin(ReaderOutput<RawRecord> output) {
        PriorityQueue<Unread> all = new PriorityQueue<>(Unread.FURTHEST_BEHIND_FIRST);
        for (JsonLinesCursor cursor : cursors) {
            all.add(new Unread(cursor, output.createOutputForSplit(cursor.id()), Long.MIN_VALUE, all.size()));
        }
        return all;
    }

    private long timeAfter(RawRecord raw, Unread at) {
        // One alone is read as it comes.
        return cursors.size() == 1 ? at.time : Math.max(at.time, clock.of(raw));
    }

    @Override
    public void addSplits(List<JsonLinesSplit> splits) {
        try {
            for (JsonLinesSplit split : splits) {
                cursors.add(new JsonLinesCursor(split));
            }
        } catch (IOException e) {
            throw new SuppressRestartsException(e);
        }
    }

    @Override
    public List<JsonLinesSplit> snapshotState(long checkpointId) {
        List<JsonLinesSplit> rest = new ArrayList<>();
        for (JsonLinesCursor cursor : cursors) {
            JsonLinesSplit split = cursor.split();
            if (split.file() < split.files().size()) {
                rest.add(split);
            }
        }
        return rest;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return assigned;
    }

    @Override
    public void notifyNoMoreSplits() {
        assigned.complete(null);
    }

    @Override
    public void close() throws IOException {
        for (JsonLinesCursor cursor : cursors) {
            cursor.close();
        }
    }
}
