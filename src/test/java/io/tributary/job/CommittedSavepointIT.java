package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.savepoint.GraphVerifier;
import io.tributary.savepoint.Progress;
import io.tributary.savepoint.Savepoint;
import io.tributary.savepoint.SpaceStats;
import io.tributary.savepoint.StatsReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A savepoint of the whole job, one of every version of its state, each in a directory of its own under {@code
 * src/test/resources/savepoints}: the present job goes on from each as if nothing had happened in between.
 *
 * <p>When the format of any state changes, a directory is added, and none is ever changed or removed: {@code mvn verify
 * -Dit.test=CommittedSavepointIT -Dtributary.savepoint=NAME} writes one of the present version.
 */
@SuppressWarnings("try") // that closing a job may be interrupted does not matter here
class CommittedSavepointIT {
    private static final Path COMMITTED = Path.of("src/test/resources/savepoints");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path temp;

    static TestCluster cluster;

    private final SavedScenario scenario = new SavedScenario();

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(temp, Duration.ofMillis(50));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    static List<Path> committed() throws IOException {
        try (Stream<Path> directories = Files.list(COMMITTED)) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("committed")
    void the_job_goes_on_from_every_committed_savepoint_as_the_engine_does(Path savepoint) throws Exception {
        try (SteppedJob job = new SteppedJob(
                cluster, SavedScenario.RULES, savepoint.toAbsolutePath().toString())) {
            take(job, scenario.after());

            assertThat(inOrder(job.end())).isEqualTo(inOrder(scenario.recordsAfter()));
        }
    }

    @ParameterizedTest
    @MethodSource("committed")
    void a_committed_savepoint_is_sound_and_remembers_its_rules(Path path) throws Exception {
        assertThat(stats(path.toString())).extracting(SpaceStats::space).containsExactly("people", "plain");
        try (Savepoint savepoint = Savepoint.open(path.toString())) {
            assertThat(savepoint.rules())
                    .isEqualTo(SavedScenario.RULES.compile().canonical());
        }
    }

    private static List<SpaceStats> stats(String path) throws Exception {
        StatsReader stats = new StatsReader(Progress.NONE);
        GraphVerifier verifier = new GraphVerifier(Progress.NONE);
        try (Savepoint savepoint = Savepoint.open(path)) {
            savepoint.forEachSpace(
                    (space, graph) -> {
                        stats.visit(space, graph);
                        verifier.visit(space, graph);
                    },
                    Progress.NONE);
        }
        assertThat(verifier.violations().told()).isEmpty();
        return stats.spaces();
    }

    @ParameterizedTest
    @EnumSource(SavepointFormatType.class)
    void a_savepoint_of_either_format_tells_what_the_committed_one_does(SavepointFormatType format) throws Exception {
        assertThat(stats(write(format))).isEqualTo(stats(committed().get(0).toString()));
    }

    @Test
    @Timeout(120)
    void a_retained_incremental_checkpoint_tells_what_the_committed_savepoint_does() throws Exception {
        Path checkpoints;
        try (SteppedJob job = new SteppedJob(cluster, SavedScenario.RULES)) {
            take(job, scenario.before());
            checkpoints = temp.resolve("checkpoints").resolve(job.id().toHexString());
            // The one that is under way may have begun before the last step; the one after it has not.
            int underWay = newest(checkpoints) + 1;
            while (newest(checkpoints) <= underWay) {
                Thread.sleep(20);
            }
        }

        String newest = checkpoints.resolve("chk-" + newest(checkpoints)).toString();
        assertThat(stats(newest)).isEqualTo(stats(committed().get(0).toString()));
    }

    /** The number of the last checkpoint that is complete, 0 before there is one. */
    private static int newest(Path checkpoints) throws IOException {
        try (Stream<Path> directories = Files.list(checkpoints)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("_metadata")))
                    .mapToInt(directory ->
                            Integer.parseInt(directory.getFileName().toString().substring("chk-".length())))
                    .max()
                    .orElse(0);
        }
    }

    @Test
    void a_savepoint_of_the_present_version_is_written_if_it_is_asked_for() throws Exception {
        String name = System.getProperty("tributary.savepoint", "");
        assumeTrue(!name.isEmpty(), "nobody has asked for one");
        Path written = Path.of(URI.create(write(SavepointFormatType.CANONICAL)));
        Path target = Files.createDirectories(COMMITTED.resolve(name));

        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private String write(SavepointFormatType format) throws Exception {
        try (SteppedJob job = new SteppedJob(cluster, SavedScenario.RULES)) {
            take(job, scenario.before());
            return job.savepoint(temp.resolve("savepoints"), format);
        }
    }

    private static void take(SteppedJob job, List<SavedScenario.Step> steps) throws InterruptedException {
        for (SavedScenario.Step step : steps) {
            switch (step.kind()) {
                case EVENT -> job.event(step.bytes());
                case COMMAND -> job.command(step.bytes());
                case WAITING -> job.waitingEvent(step.bytes());
            }
        }
    }

    /** Of each space and each sink in order; whose turn it is among several is nobody's promise. */
    private static Map<String, List<String>> inOrder(List<TopicRecord> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> (record.topic().isFact() ? "facts of " : "resolutions of ") + space(record),
                        TreeMap::new,
                        Collectors.mapping(
                                record -> record.topic() + " " + EngineLoop.text(record.key()) + " "
                                        + EngineLoop.text(record.value()),
                                Collectors.toList())));
    }

    private static String space(TopicRecord record) {
        try {
            return record.value() == null
                    ? EngineLoop.text(record.key()).split("/", 2)[0]
                    : JSON.readTree(record.value()).path("space").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
