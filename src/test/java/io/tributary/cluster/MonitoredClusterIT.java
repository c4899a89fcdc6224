package io.tributary.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Processes of a cluster, asked as Prometheus asks them, by hand and by a real one with the shipped alerts. */
class MonitoredClusterIT {
    private static final Pattern METRIC = Pattern.compile("flink_[A-Za-z0-9_]+");
    private static final int PROCESSES = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One space in order of arrival, one in order of event time: between them they have every metric. */
    private static final String RULES = """
            spaces:
              - {id: main, extends: segment}
              - {id: sorted, extends: segment, order: {event_time: 1s}}
            """;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static List<Integer> ports = List.of();
    static Bench bench;

    @BeforeAll
    static void start() throws Exception {
        int first = LoopbackPorts.free(1).get(0);
        ports = IntStream.range(first, first + 2 * PROCESSES).boxed().toList();
        String range = first + "-" + ports.get(ports.size() - 1);
        bench = Bench.start(
                "monitored", new ClusterSettings(2, false, true, Map.of(Cluster.METRICS_PORT, range)), RULES, 7);
        bench.runJob();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private static String get(String address) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<Integer> answering() {
        return ports.stream()
                .filter(port -> get("http://127.0.0.1:" + port + "/metrics").contains("flink_"))
                .toList();
    }

    private static Set<String> told() {
        return ports.stream()
                .map(port -> get("http://127.0.0.1:" + port + "/metrics"))
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Metrics that are asked for and that no process tells. */
    private static Set<String> dead(String text) {
        Set<String> dead = asked(text);
        dead.removeAll(told());
        return dead;
    }

    private static Set<String> asked(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_metric_of_dashboards_and_alerts_is_told_by_a_job_that_runs() throws IOException {
        String users = Files.readString(Path.of("deploy/prometheus/alerts.yaml"))
                + Files.readString(Path.of("deploy/grafana/tributary.json"));
        bench.await("all metrics", () -> dead(users).isEmpty());
        assertThat(answering()).hasSize(PROCESSES);
        assertThat(asked(users)).hasSizeGreaterThan(25);
        assertThat(dead(users + " flink_taskmanager_job_task_operator_merge"))
                .as("a metric that nobody tells is noticed")
                .containsExactly("flink_taskmanager_job_task_operator_merge");
    }

    @Test
    void an_alert_fires_when_a_task_manager_is_killed_and_is_over_when_it_is_back() throws Exception {
        Path program = Path.of("/usr/bin/prometheus");
        assumeTrue(
                Files.isExecutable(program),
                "SKIPPED: prometheus is not installed, so this is not checked: that an alert fires");
        bench.await("all processes", () -> answering().size() == PROCESSES);
        try (RealPrometheus prometheus = RealPrometheus.start(program, bench.directory(), answering())) {
            bench.await(
                    "a quiet start",
                    () -> prometheus.up() == PROCESSES && prometheus.firing().isEmpty());
            String victim = bench.busyTaskManager();
            bench.cluster().kill(victim);
            bench.await("the alert", () -> prometheus.firing().contains("TributaryProcessGone"));
            bench.cluster().start(victim);
            bench.await("the end of the alert", () -> !prometheus.firing().contains("TributaryProcessGone"));
        }
    }

    /** Prometheus, with the shipped alerts and whatever they wait for shortened to seconds. */
    private record RealPrometheus(Process process, int port) implements AutoCloseable {
        static RealPrometheus start(Path program, Path directory, List<Integer> targets) throws IOException {
            String alerts = Files.readString(Path.of("deploy/prometheus/alerts.yaml"));
            Path rules =
                    Files.writeString(directory.resolve("alerts.yaml"), alerts.replaceAll("for: \\d+[mh]", "for: 5s"));
            List<String> addresses =
                    targets.stream().map(port -> "127.0.0.1:" + port).toList();
            Path conf = Files.writeString(
                    directory.resolve("prometheus.yml"), """
                    global: {scrape_interval: 2s, evaluation_interval: 2s}
                    rule_files: ["%s"]
                    scrape_configs:
                      - {job_name: tributary, static_configs: [{targets: %s}]}
                    """.formatted(rules, JSON.writeValueAsString(addresses)));
            int port = LoopbackPorts.free(1).get(0);
            List<String> line = new ArrayList<>(List.of(
                    program.toString(),
                    "--config.file=" + conf,
                    "--storage.tsdb.path=" + directory.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + port));
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("prometheus.log").toFile())
                    .start();
            return new RealPrometheus(process, port);
        }

        private JsonNode ask(String path) {
            try {
                return JSON.readTree(get("http://127.0.0.1:" + port + path));
            } catch (IOException e) {
                return JSON.missingNode();
            }
        }

        long up() {
            return ask("/api/v1/query?query=sum(up)")
                    .at("/data/result/0/value/1")
                    .asLong();
        }

        Set<String> firing() {
            Set<String> names = new TreeSet<>();
            ask("/api/v1/alerts").at("/data/alerts").forEach(alert -> {
                if (alert.path("state").asText().equals("firing")) {
                    names.add(alert.at("/labels/alertname").asText());
                }
            });
            return names;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
