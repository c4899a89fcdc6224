package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.TopicRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order by event time through the whole job, from files to memory. */
class EventOrderIT {
    private static final long SEED = 20260303;
    private static final int SHUFFLES = 50;
    private static final int[] FILES = {1, 2, 4};

    @TempDir
    static Path temp;

    static TestCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(temp.resolve("work"), Duration.ZERO);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static List<String> write(String prefix, List<List<RawRecord>> partitions) throws IOException {
        List<String> files = new ArrayList<>();
        for (List<RawRecord> partition : partitions) {
            Path file = temp.resolve(prefix + files.size() + ".jsonl");
            try (OutputStream out = Files.newOutputStream(file)) {
                for (RawRecord record : partition) {
                    out.write(Objects.requireNonNull(record.value()));
                    out.write('\n');
                }
            }
            files.add(file.toString());
        }
        return files;
    }

    private static List<TopicRecord> run(RulesText rules, List<String> files) throws Exception {
        CollectingSink sink = new CollectingSink();
        cluster.job(
                        rules,
                        new JsonLinesSource(files, true),
                        new EventTimeWatermarks(false, EventTimeOrder.maxDelay(rules.compile())),
                        new JsonLinesSource(List.of(), false),
                        sink)
                .execute(JobPlan.JOB_NAME);
        List<TopicRecord> records = sink.collected().records();
        sink.forget();
        return records;
    }

    @Test
    void events_that_come_no_later_than_they_may_give_the_same_output_in_whatever_order_they_come() throws Exception {
        Shuffled events = new Shuffled(150, SEED);
        List<TopicRecord> expected = EngineLoop.run(Shuffled.RULES, events.inOrder());
        assertThat(EngineLoop.of(Topic.MERGES, expected)).hasSizeGreaterThan(5);
        for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
            int count = FILES[shuffle % FILES.length];
            List<List<RawRecord>> partitions = events.inPartitions("events", count, SEED + shuffle);
            List<TopicRecord> actual = run(Shuffled.RULES, write("shuffle" + shuffle + "-", partitions));
            for (Topic topic : Topic.values()) {
                assertThat(EngineLoop.of(topic, actual))
                        .as("%s of shuffle %d over %d files, seed %d", topic, shuffle, count, SEED)
                        .isEqualTo(EngineLoop.of(topic, expected));
            }
        }
    }

    @Test
    void files_of_different_times_are_read_in_the_order_of_their_events_whatever_theirs() throws Exception {
        Shuffled events = new Shuffled(60, SEED);
        List<RawRecord> inOrder = events.inOrder();
        List<String> files = write("days", List.of(inOrder.subList(30, 60), inOrder.subList(0, 30)));
        List<TopicRecord> actual = run(Shuffled.RULES, files);
        assertThat(EngineLoop.of(Topic.RESOLUTIONS, actual))
                .isEqualTo(EngineLoop.of(Topic.RESOLUTIONS, EngineLoop.run(Shuffled.RULES, inOrder)));
    }
}
