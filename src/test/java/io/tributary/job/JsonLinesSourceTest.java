package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSourceTest {
    @TempDir
    Path temp;

    private final Collected output = new Collected();
    private final Gauges metrics = new Gauges();

    private String plain(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text).toString();
    }

    private String gzip(String name, String... members) throws IOException {
        Path file = temp.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            for (String member : members) {
                var packed = new GZIPOutputStream(out);
                packed.write(member.getBytes(StandardCharsets.UTF_8));
                packed.finish();
            }
        }
        return file.toString();
    }

    private static JsonLinesReader reader(JsonLinesSplit split) {
        JsonLinesReader reader = new JsonLinesReader(new UnregisteredMetricsGroup(), false);
        reader.addSplits(List.of(split));
        reader.notifyNoMoreSplits();
        return reader;
    }

    private List<String> readAll(JsonLinesReader reader) {
        while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {}
        return said();
    }

    private List<String> said() {
        return output.records.stream()
                .map(raw -> raw.topic() + ":" + raw.offset() + " "
                        + new String(Objects.requireNonNull(raw.value()), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void lines_come_in_the_order_of_files_and_lines() throws IOException {
        List<String> files = List.of(plain("b.jsonl", "1\n2\n"), plain("empty", ""), gzip("a.gz", "3\n\n4"));
        assertThat(readAll(reader(JsonLinesSplit.of(files))))
                .containsExactly("b.jsonl:1 1", "b.jsonl:2 2", "a.gz:1 3", "a.gz:2 ", "a.gz:3 4");
        assertThat(output.records).allSatisfy(raw -> {
            assertThat(raw.partition()).isEqualTo(RawRecord.FILE_PARTITION);
            assertThat(raw.timestamp()).isEqualTo(RawRecord.NO_TIMESTAMP);
            assertThat(raw.sourceHeader()).isNull();
        });
    }

    @Test
    void gzip_is_known_by_its_bytes_and_may_have_members() throws IOException {
        List<String> files = List.of(gzip("packed.jsonl", "1\n", "2\n"), plain("not-packed.gz", "3\n"));
        assertThat(readAll(reader(JsonLinesSplit.of(files))))
                .containsExactly("packed.jsonl:1 1", "packed.jsonl:2 2", "not-packed.gz:1 3");
    }

    @Test
    void a_line_that_is_too_long_is_handed_on_one_byte_longer_than_an_event_may_be() throws IOException {
        byte[] line = new byte[Bounds.MAX_EVENT_BYTES + 1000];
        Arrays.fill(line, (byte) 'x');
        Path file = temp.resolve("long");
        Files.write(file, line);
        readAll(reader(JsonLinesSplit.of(List.of(file.toString()))));
        assertThat(output.records)
                .singleElement()
                .satisfies(raw -> assertThat(raw.value()).hasSize(Bounds.MAX_EVENT_BYTES + 1));
    }

    @Test
    void a_reader_restored_at_any_point_reads_the_rest_and_nothing_else() throws IOException {
        List<String> files = List.of(plain("a", "1\n22\n333"), gzip("b", "4\n\n5\n"), plain("c", "6\n"));
        List<String> all = List.of("a:1 1", "a:2 22", "a:3 333", "b:1 4", "b:2 ", "b:3 5", "c:1 6");
        JsonLinesSplit.Serializer serializer = new JsonLinesSplit.Serializer();
        JsonLinesReader reader = reader(JsonLinesSplit.of(files));
        List<JsonLinesSplit> snapshots = new ArrayList<>();
        List<Integer> emitted = new ArrayList<>();
        do {
            snapshots.addAll(reader.snapshotState(1));
            emitted.add(output.records.size());
        } while (reader.pollNext(output) != InputStatus.END_OF_INPUT);
        assertThat(said()).isEqualTo(all);
        assertThat(snapshots).hasSizeGreaterThan(all.size());
        for (int i = 0; i < snapshots.size(); i++) {
            output.records.clear();
            JsonLinesSplit restored = serializer.deserialize(1, serializer.serialize(snapshots.get(i)));
            assertThat(restored).isEqualTo(snapshots.get(i));
            assertThat(readAll(reader(restored))).isEqualTo(all.subList(emitted.get(i), all.size()));
        }
    }

    @Test
    void a_reader_that_has_read_everything_remembers_its_files_but_reads_none_again() throws IOException {
        JsonLinesSplit whole = JsonLinesSplit.of(List.of(plain("a", "1\n")));
        JsonLinesReader reader = reader(whole);
        readAll(reader);
        JsonLinesSplit read = new JsonLinesSplit(whole.files(), 1, 0, 0);
        assertThat(reader.snapshotState(1)).containsExactly(read);
        output.records.clear();
        assertThat(readAll(reader(read))).isEmpty();
    }

    @Test
    void a_reader_that_stays_waits_at_the_end_without_asking_again() throws IOException {
        JsonLinesReader reader = new JsonLinesReader(metrics, true);
        assertThat(reader.isAvailable()).isNotDone();
        reader.addSplits(List.of(JsonLinesSplit.of(List.of(plain("a", "1\n"), plain("b", "2\n")))));
        reader.notifyNoMoreSplits();
        assertThat(reader.isAvailable()).isDone();
        while (reader.pollNext(output) == InputStatus.MORE_AVAILABLE) {}
        assertThat(said()).containsExactly("a:1 1", "b:1 2");
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).isNotDone();
    }

    @Test
    void a_file_counts_as_read_when_its_last_line_has_been_handed_on() throws IOException {
        JsonLinesReader reader = new JsonLinesReader(metrics, true);
        reader.addSplits(
                List.of(JsonLinesSplit.of(List.of(plain("a", "1\n"), plain("empty", ""), plain("b", "2\n3\n")))));
        reader.notifyNoMoreSplits();
        List<Long> after = new ArrayList<>();
        while (reader.pollNext(output) == InputStatus.MORE_AVAILABLE) {
            after.add(metrics.filesRead());
        }
        assertThat(after).containsExactly(0L, 2L, 2L);
        assertThat(metrics.filesRead()).isEqualTo(3);
    }

    @Test
    void a_restored_reader_goes_on_with_the_files_that_are_left() throws IOException {
        JsonLinesReader reader = new JsonLinesReader(metrics, true);
        reader.addSplits(List.of(
                new JsonLinesSplit(List.of(plain("a", "1\n")), 1, 0, 0),
                new JsonLinesSplit(List.of(plain("b", "2\n3\n")), 0, 1, 2)));
        reader.start();
        reader.notifyNoMoreSplits();
        while (reader.pollNext(output) == InputStatus.MORE_AVAILABLE) {}
        assertThat(said()).containsExactly("b:2 3");
        assertThat(metrics.filesRead()).isEqualTo(2);
        assertThat(reader.snapshotState(1)).hasSize(2).allMatch(JsonLinesSplit::isRead);
    }

    @Test
    void what_is_assigned_after_a_restore_takes_the_place_of_what_was_restored() throws IOException {
        JsonLinesReader reader = new JsonLinesReader(metrics, true);
        reader.addSplits(List.of(
                new JsonLinesSplit(List.of(temp.resolve("gone").toString()), 1, 0, 0),
                new JsonLinesSplit(List.of(temp.resolve("today").toString()), 1, 0, 0)));
        reader.start();
        assertThat(reader.snapshotState(1)).hasSize(2);
        JsonLinesSplit today = JsonLinesSplit.of(List.of(plain("today", "1\n")));
        JsonLinesSplit more = JsonLinesSplit.of(List.of(plain("more", "2\n")));
        reader.addSplits(List.of(today));
        reader.addSplits(List.of(more));
        assertThat(reader.snapshotState(1)).containsExactly(today, more);
        reader.notifyNoMoreSplits();
        reader.pollNext(output);
        assertThat(output.released)
                .as("before anything is read")
                .containsExactly(temp.resolve("gone").toString());
        while (reader.pollNext(output) == InputStatus.MORE_AVAILABLE) {}
        assertThat(said()).containsExactlyInAnyOrder("today:1 1", "more:1 2");
    }

    @Test
    void a_broken_file_says_where_and_is_not_tried_again() throws IOException {
        Path file = Path.of(gzip("broken.gz", "1\n2\n"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        JsonLinesReader reader = reader(JsonLinesSplit.of(List.of(file.toString())));
        assertThat(catchThrowable(() -> readAll(reader)))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContaining("broken.gz: cannot be read on after line ");
    }

    /** Keeps what is read; nothing else of an output is used. */
    private static final class Collected implements ReaderOutput<RawRecord> {
        private final List<RawRecord> records = new ArrayList<>();
        private final List<String> released = new ArrayList<>();

        @Override
        public void collect(RawRecord record) {
            records.add(record);
        }

        @Override
        public void collect(RawRecord record, long timestamp) {
            throw new UnsupportedOperationException("records have no event time yet");
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            throw new UnsupportedOperationException("there are no watermarks");
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<RawRecord> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {
            released.add(split);
        }
    }

    /** Keeps the gauges of a reader. */
    private static final class Gauges extends UnregisteredMetricsGroup {
        private final Map<String, Gauge<?>> gauges = new HashMap<>();

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }

        long filesRead() {
            return (Long)
                    Objects.requireNonNull(gauges.get(JobNames.FILES_READ)).getValue();
        }
    }
}
