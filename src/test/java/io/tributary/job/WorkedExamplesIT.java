package io.tributary.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.TopicRecord;
import io.tributary.model.RawRecord;
import io.tributary.simulate.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples through the whole job, step by step, in a cluster inside this process. */
@SuppressWarnings("try") // that closing a job may be interrupted does not matter here
class WorkedExamplesIT {
    @TempDir
    static Path temp;

    static TestCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(temp, Duration.ofMillis(50));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_job_ends_as_the_worked_example_says(Path file) throws Exception {
        Scenario scenario = Scenario.read(file);
        try (SteppedJob job = new SteppedJob(cluster, new RulesText("rules.yaml", scenario.rulesYaml()))) {
            List<TopicRecord> records = scenario.play((record, command, output) -> take(job, record, command, output));

            assertThat(scenario.differences(records)).isEmpty();
            assertThat(job.end()).isEqualTo(records);
        }
    }

    private static void take(SteppedJob job, RawRecord record, boolean command, Consumer<TopicRecord> output) {
        byte[] json = requireNonNull(record.value());
        int before = job.records().size();
        try {
            if (command) {
                job.command(json);
            } else {
                job.event(json);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<TopicRecord> records = job.records();
        records.subList(before, records.size()).forEach(output);
    }
}
