package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.bench.Latency.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Sample SAMPLE = new Sample(1, 2, 3, 4);

    @TempDir
    private Path directory;

    private static Figures figures(double jobMicros, boolean cut) {
        return new Figures(300_000, 3, 100_000, jobMicros, 1.5, cut);
    }

    private static Rounds rounds(List<String> problems, boolean cut, String... names) {
        List<Rounds.Run> runs = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < names.length; i++) {
                runs.add(new Rounds.Run(
                        names[i], round, figures(5 + 5 * i + round / 10.0, cut), problems, List.of(SAMPLE)));
            }
        }
        return new Rounds(runs);
    }

    private static Growth growth() {
        List<Growth.State> states = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            states.add(
                    new Growth.State("1,000", round, 1200, 120_000, new Growth.Checkpoint(150_000, 50_000, 40), 5.5));
            states.add(new Growth.State(
                    "1,000,000",
                    round,
                    1_100_000,
                    99_000_000L + round * 11_000_000L,
                    new Growth.Checkpoint(180_000_000, 9_000_000, 200),
                    9 + round));
        }
        return new Growth(rounds(List.of(), false, "1,000", "1,000,000"), states);
    }

    private static BenchReport report(List<String> problems, boolean cut) {
        Sustained sustained = new Sustained(
                List.of(
                        new Sustained.Step(50_000, figures(8, false), 0.2, 1.25, false),
                        new Sustained.Step(75_000, figures(8, false), 0.3, 1.5, true),
                        new Sustained.Step(100_000, figures(9, false), 7.5, 3, true)),
                List.of(),
                List.of(SAMPLE));
        Percentiles resolutions = new Percentiles(30_000, 2.5, 6.5, 9.5, 42.5, 77);
        Percentiles fromKafka = new Percentiles(30_000, 1.5, 5.5, 8.5, 41.5, 76);
        Percentiles merges = new Percentiles(31, 512, 980, 1010, 1020, 1024);
        Latency latency = new Latency(
                List.of(new Latency.Offered(
                        10_000, figures(11, false), 1, false, resolutions, fromKafka, merges, null)),
                List.of(),
                List.of(SAMPLE));
        Map<String, Finding> findings = new LinkedHashMap<>();
        findings.put("throughput", new Throughput(rounds(problems, cut, "pass-through", "decode", "resolve")));
        findings.put("sustained", sustained);
        findings.put("latency", latency);
        findings.put(
                "profile",
                new Profiled(
                        figures(20, false),
                        Map.of(Share.DECODE, 0.25, Share.STORE, 0.75),
                        "<html>all stacks</html>",
                        List.of(),
                        List.of(SAMPLE)));
        findings.put("growth", growth());
        findings.put("skew", new Skew(rounds(problems, cut, "one space", "levels")));
        return new BenchReport(Map.of("cores", "2"), Map.of("rounds", "3"), findings, List.of());
    }

    @Test
    void every_figure_is_told_with_its_spread() throws IOException {
        ReportFiles.write(report(List.of(), false), directory);

        assertThat(directory.resolve("REPORT.md"))
                .content()
                .contains("| cores | 2 |", "All checks passed")
                .contains("| resolve | 3 | 15.20 (15.10–15.30) | 2.92 (2.89–2.96) | 1.50 (1.50–1.50) |")
                .contains("| 100,000 (100,000–100,000) |", "resolve takes 1.49 (1.49–1.50) times the CPU of decode")
                .contains("| 50,000 | 100,000 | 0.20 | 8.00 | 1.3 | kept up |", "did not keep up")
                .contains(
                        "The highest rate that it kept up with, of events that it had not been sent before, is 50,000 events/s.")
                .contains("| 10,000 | `resolutions`, ms | 30,000 | 2.5 | 6.5 | 9.5 | 42.5 | 77.0 |")
                .contains("| 10,000 | `resolutions` from Kafka to Kafka, ms | 30,000 | 1.5 | 5.5 | 8.5 | 41.5 | 76.0 |")
                .contains("| 10,000 | `merges`, ms | 31 | 512.0 |")
                .contains("| RocksDB reads and writes | 75.0 % | 15.00 |", "[profile.html](profile.html)")
                .contains("| 1,000,000 | 3 | 10.20 (10.10–10.30) | 1.96 (1.94–1.98) | 1.50 (1.50–1.50) |")
                .contains("| 1,000,000 | 1,100,000 (1,100,000–1,100,000) | 110 (100–120) | 180.0 (180.0–180.0) |")
                .contains("| 9.0 (9.0–9.0) | 200 (200–200) | 11.0 (10.0–12.0) |")
                .contains("| levels | 3 | 10.20 (10.10–10.30) | 1.96 (1.94–1.98) |")
                .contains("could not be asked", "some or all at 75,000/s, 100,000/s were sent before")
                .doesNotContain("FAILED", "to warm up and measure");
    }

    @Test
    void a_failed_check_and_a_window_that_was_cut_are_told_before_and_beside_the_figures() throws IOException {
        ReportFiles.write(report(List.of("resolutions: there is no sequence 7"), true), directory);

        assertThat(directory.resolve("REPORT.md"))
                .content()
                .contains("**FAILED**", "- throughput: resolve, round 2: resolutions: there is no sequence 7")
                .contains("to warm up and measure", "decode in round 3 (300,000 events in 3.0 s)")
                .contains("- skew: levels, round 1: resolutions:", "levels in round 3 (300,000 events in 3.0 s)")
                .doesNotContain("All checks passed");
    }

    @Test
    void the_raw_samples_are_in_the_json() throws IOException {
        ReportFiles.write(report(List.of(), false), directory);

        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("report.json")));
        assertThat(json.at("/findings/throughput/rounds/runs")).hasSize(9);
        assertThat(json.at("/findings/throughput/rounds/runs/0/samples/0/jobNanos")
                        .asLong())
                .isEqualTo(3);
        assertThat(json.at("/findings/throughput/rounds/runs/0/figures/jobMicros")
                        .asDouble())
                .isEqualTo(5.1);
        assertThat(json.at("/findings/latency/rates/0/resolutions/p999").asDouble())
                .isEqualTo(42.5);
        assertThat(json.at("/findings/growth/rounds/runs/5/samples/0/jobNanos").asLong())
                .isEqualTo(3);
        assertThat(json.at("/findings/growth/states/5/checkpoint/writtenBytes").asDouble())
                .isEqualTo(9_000_000);
        assertThat(json.at("/findings/sustained/steps/2/lagSeconds").asDouble()).isEqualTo(7.5);
    }

    @Test
    void every_picture_is_well_formed_and_shows_its_values() throws Exception {
        ReportFiles.write(report(List.of(), false), directory);

        for (String name :
                List.of("throughput.svg", "sustained.svg", "latency.svg", "profile.svg", "growth.svg", "skew.svg")) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(directory.resolve(name).toFile());
        }
        assertThat(directory.resolve("throughput.svg")).content().contains("pass-through", ">5.20<", "job", "broker");
        assertThat(directory.resolve("growth.svg")).content().contains("1,000,000", ">10.2<", "job", "broker");
        assertThat(directory.resolve("skew.svg")).content().contains("one space", "levels", ">5.20<");
        assertThat(directory.resolve("latency.svg")).content().contains("P99.9", ">42.5<", "10,000/s");
    }

    @Test
    void what_was_not_measured_is_left_out() throws IOException {
        ReportFiles.write(
                new BenchReport(Map.of(), Map.of(), Map.of(), List.of("latency: the broker refuses")), directory);

        assertThat(directory.resolve("REPORT.md"))
                .content()
                .contains("**FAILED**", "the broker refuses")
                .doesNotContain("What an event costs", "How long an event takes");
        assertThat(directory.resolve("latency.svg")).doesNotExist();
    }
}
