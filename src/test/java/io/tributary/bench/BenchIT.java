package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether everything is measured and checked; how fast anything is depends on the machine, and nothing is said of it. */
class BenchIT {
    private static final String MAIN = "io.tributary.cli.Tributary";

    @TempDir
    private Path directory;

    @Test
    void what_the_job_costs_is_compared_with_jobs_that_do_less_and_nothing_is_left_behind() throws IOException {
        List<Path> before = temporary();
        BenchSettings settings = settings(EnumSet.of(Suite.THROUGHPUT), 20_000);

        List<String> problems = new Bench(settings, directory, MAIN, line -> {}).run();

        assertThat(problems).isEmpty();
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("report.json")));
        assertThat(json.at("/findings/throughput/rounds/runs")).hasSize(3);
        assertThat(directory.resolve("REPORT.md")).content().contains("All checks passed");
        assertThat(temporary()).isSubsetOf(before);
    }

    @Test
    @Tag("faults")
    void all_that_was_asked_for_is_in_the_report_checks_pass_and_nothing_is_left_behind() throws IOException {
        List<Path> before = temporary();
        BenchSettings settings =
                settings(EnumSet.complementOf(EnumSet.of(Suite.PROFILE, Suite.SKEW, Suite.PEERS)), 20_000);
        List<String> said = new ArrayList<>();

        List<String> problems = new Bench(settings, directory, MAIN, said::add).run();

        assertThat(problems).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("pass-through"));
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("report.json")));
        assertThat(json.at("/findings/throughput/rounds/runs")).hasSize(3).allSatisfy(run -> {
            assertThat(run.at("/figures/events").asLong()).isPositive();
            assertThat(run.at("/figures/jobMicros").asDouble()).isPositive();
            assertThat(run.at("/figures/brokerMicros").isNumber()).isTrue();
        });
        assertThat(json.at("/findings/sustained/steps")).hasSize(1);
        assertThat(json.at("/findings/latency/rates/0/resolutions/count").asLong())
                .isEqualTo(2000);
        assertThat(json.at("/findings/latency/rates/0/resolutions/p50").asDouble())
                .isPositive();
        assertThat(json.at("/findings/latency/rates/0/merges/count").isNumber()).isTrue();
        assertThat(json.at("/findings/latency/rates/0/resolve/p50").isNumber()).isTrue();
        assertThat(json.at("/findings/growth/rounds/runs")).hasSize(1);
        assertThat(json.at("/findings/growth/rounds/runs/0/figures/events").asLong())
                .isPositive();
        assertThat(json.at("/findings/growth/states/0/externalIds").asLong()).isPositive();
        assertThat(json.at("/findings/growth/states/0/bytes").asLong()).isPositive();
        assertThat(json.at("/findings/growth/states/0/checkpoint/bytes").asLong())
                .isPositive();
        assertThat(json.at("/findings/growth/states/0/againSeconds").asDouble()).isPositive();
        assertThat(directory.resolve("REPORT.md")).content().contains("All checks passed");
        assertThat(directory).isDirectoryContaining("glob:**.svg");
        assertThat(temporary()).isSubsetOf(before);
    }

    @Test
    @Tag("faults")
    void spaces_that_are_many_hot_merging_or_levelled_are_measured_too() throws IOException {
        BenchSettings settings = settings(EnumSet.of(Suite.SKEW), 20_000);

        List<String> problems = new Bench(settings, directory, MAIN, line -> {}).run();

        assertThat(problems).isEmpty();
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("report.json")));
        assertThat(json.at("/findings/skew/rounds/runs"))
                .hasSize(5)
                .allSatisfy(
                        run -> assertThat(run.at("/figures/events").asLong()).isPositive());
    }

    @Test
    @Tag("faults")
    void what_takes_the_CPU_is_told_and_can_be_looked_at() throws IOException {
        // A third of them is left for the time that is watched: 250,000 a second, far more than a job resolves.
        BenchSettings settings = settings(EnumSet.of(Suite.PROFILE), 1_500_000);

        List<String> problems = new Bench(settings, directory, MAIN, line -> {}).run();

        assertThat(problems).isEmpty();
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("report.json")));
        assertThat(json.at("/findings/profile/parts/DECODE").asDouble()).isPositive();
        assertThat(json.at("/findings/profile/parts/RESOLVE").asDouble()).isPositive();
        assertThat(directory.resolve("profile.html")).content().contains("Tributary: CPU by call stack", "cpool");
        assertThat(directory.resolve("REPORT.md")).content().contains("decide (the engine)");
    }

    private static BenchSettings settings(Set<Suite> suites, int events) {
        return new BenchSettings(
                suites,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                events,
                1000,
                List.of(500),
                List.of(1000),
                List.of(2000),
                new PeerSettings(1000, null));
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tributary-bench-"))
                    .sorted()
                    .toList();
        }
    }
}
