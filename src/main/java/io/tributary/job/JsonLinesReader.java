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
 *
 * <p>The splits that it is restored with are those it goes on with, unless it is assigned others: then a new run begins.
 * Its snapshots hold the ones that it has read, too, so that a run that goes on neither reads them again nor takes other
 * files for the same.
 */
final class JsonLinesReader implements SourceReader<RawRecord, JsonLinesSplit> {
    private final boolean stays;
    private final List<JsonLinesSplit> restored = new ArrayList<>();
    private final List<JsonLinesSplit> assigned = new ArrayList<>();
    private final List<JsonLinesCursor> cursors = new CopyOnWriteArrayList<>();
    private final EventClock clock = new EventClock();
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean started;
    private boolean knowsAll;
    private @Nullable PriorityQueue<Unread> unread;

    /** @param place among the splits, which decides between two that are as far */
    private record Unread(JsonLinesCursor cursor, SourceOutput<RawRecord> output, long time, int place) {
        static final Comparator<Unread> FURTHEST_BEHIND_FIRST =
                Comparator.comparingLong(Unread::time).thenComparingInt(Unread::place);
    }

    /** @param stays whether it waits to be stopped when it has read everything, instead of ending */
    JsonLinesReader(MetricGroup metrics, boolean stays) {
        this.stays = stays;
        metrics.gauge(JobNames.BYTES_READ, (Gauge<Long>)
                () -> cursors.stream().mapToLong(JsonLinesCursor::bytesRead).sum());
        metrics.gauge(JobNames.BYTES_TOTAL, (Gauge<Long>)
                () -> cursors.stream().mapToLong(JsonLinesCursor::bytesTotal).sum());
        metrics.gauge(JobNames.FILES_READ, (Gauge<Long>)
                () -> cursors.stream().mapToLong(JsonLinesCursor::filesRead).sum());
    }

    /** What is added before is restored, what is added afterwards assigned. */
    @Override
    public void start() {
        started = true;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) {
        if (!knowsAll) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (unread == null) {
            unread = begin(output);
        }
        Unread at = unread.poll();
        if (at == null) {
            return atEnd();
        }
        try {
            RawRecord raw = at.cursor.next();
            if (raw == null) {
                output.releaseOutputForSplit(at.cursor.id());
            } else {
                at.output.collect(raw);
                unread.add(new Unread(at.cursor, at.output, timeAfter(raw, at), at.place));
            }
            return unread.isEmpty() ? atEnd() : InputStatus.MORE_AVAILABLE;
        } catch (IOException e) {
            throw new SuppressRestartsException(e); // reading it again would fail again
        }
    }

    private InputStatus atEnd() {
        if (!stays) {
            return InputStatus.END_OF_INPUT;
        }
        available = new CompletableFuture<>();
        return InputStatus.NOTHING_AVAILABLE;
    }

    /** All splits have their output from the beginning on: event time is that of the one that is furthest behind. */
    private PriorityQueue<Unread> begin(ReaderOutput<RawRecord> output) {
        PriorityQueue<Unread> all = new PriorityQueue<>(Unread.FURTHEST_BEHIND_FIRST);
        for (JsonLinesCursor cursor : cursors) {
            all.add(new Unread(cursor, output.createOutputForSplit(cursor.id()), Long.MIN_VALUE, all.size()));
        }
        // Flink has made one for each that was restored; one that nothing comes from would hold up event time.
        for (JsonLinesSplit split : restored) {
            if (cursors.stream().noneMatch(cursor -> cursor.id().equals(split.splitId()))) {
                output.releaseOutputForSplit(split.splitId());
            }
        }
        return all;
    }

    private long timeAfter(RawRecord raw, Unread at) {
        // One alone is read as it comes.
        return cursors.size() == 1 ? at.time : Math.max(at.time, clock.of(raw));
    }

    @Override
    public void addSplits(List<JsonLinesSplit> splits) {
        (started ? assigned : restored).addAll(splits);
    }

    private List<JsonLinesSplit> splits() {
        return assigned.isEmpty() ? restored : assigned;
    }

    @Override
    public List<JsonLinesSplit> snapshotState(long checkpointId) {
        return knowsAll ? cursors.stream().map(JsonLinesCursor::split).toList() : List.copyOf(splits());
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void notifyNoMoreSplits() {
        try {
            for (JsonLinesSplit split : splits()) {
                cursors.add(new JsonLinesCursor(split));
            }
        } catch (IOException e) {
            throw new SuppressRestartsException(e);
        }
        knowsAll = true;
        available.complete(null);
    }

    @Override
    public void close() throws IOException {
        for (JsonLinesCursor cursor : cursors) {
            cursor.close();
        }
    }
}
