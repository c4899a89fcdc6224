package io.tributary.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A cluster of processes with the job on it, events that keep coming, and a verifier that looks at all of it. What it
 * wrote is deleted in the end, unless something was wrong.
 */
final class Bench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final String PREFIX = "tributary.";

    private final Path directory;
    private final Cluster cluster;
    private final Thread atExit;
    private final Load load;
    private final Verifier verifier;
    private boolean succeeded;

    private Bench(Path directory, Cluster cluster, String rules, long seed) throws Exception {
        this.directory = directory;
        this.cluster = cluster;
        this.atExit = new Thread(() -> cluster.down(true), "bench-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        createEventsTopic();
        createTopics(PREFIX);
        Files.writeString(directory.resolve("rules.yaml"), rules);
        // On a machine that is busy with all of this a client may need longer than by default for its first answer.
        Files.writeString(directory.resolve("kafka.properties"), "default.api.timeout.ms=120000\n");
        verifier = Verifier.start(brokers(), PREFIX, rules, Map.of());
        load = Load.start(brokers(), seed);
    }

    /**
     * Starts everything but the job.
     *
     * @param name of its directory under target
     */
    static Bench start(String name, ClusterSettings settings, String rules, long seed) throws Exception {
        Path directory = directory(name);
        if (ClusterFile.read(directory).isPresent()) {
            Cluster.in(directory).down(false);
        }
        delete(directory);
        Cluster cluster = Cluster.up(directory, settings);
        try {
            return new Bench(directory, cluster, rules, seed);
        } catch (Exception e) {
            cluster.down(true);
            throw e;
        }
    }

    /** Where what it writes is, by its name. */
    static Path directory(String name) {
        return Path.of("target/clusters", name).toAbsolutePath();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void createEventsTopic() throws Exception {
        try (Admin admin = admin()) {
            NewTopic events = new NewTopic(Load.TOPIC, Optional.of(Load.PARTITIONS), Optional.empty());
            admin.createTopics(List.of(events)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Those of a deployment, of one partition each. */
    void createTopics(String prefix) {
        new Topics(KafkaConfig.of(brokers()), List.of(Load.TOPIC), prefix + "commands", prefix).create(1);
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", (Object) brokers()));
    }

    String brokers() {
        return cluster.brokers().orElseThrow();
    }

    Cluster cluster() {
        return cluster;
    }

    Verifier verifier() {
        return verifier;
    }

    Path directory() {
        return directory;
    }

    /** Starts the job anew, and waits until it has completed a checkpoint. */
    void runJob() {
        cluster.run(null, null, jobOptions("rules.yaml", PREFIX));
        awaitCheckpoint();
    }

    List<String> jobOptions(String rulesFile, String prefix, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--rules",
                directory.resolve(rulesFile).toString(),
                "--topic-prefix",
                prefix,
                "--commands-topic",
                PREFIX + "commands",
                "--transactional-id-prefix",
                prefix,
                "--events-topic",
                Load.TOPIC,
                "--kafka-config",
                directory.resolve("kafka.properties").toString(),
                "--cache-ids",
                "10000"));
        options.addAll(List.of(more));
        return options;
    }

    /** What the job's REST resource answers. */
    JsonNode job(String resource) {
        ClusterStatus.Job job = cluster.status().job();
        return cluster.ask("/jobs/" + (job == null ? "none" : job.id()) + resource);
    }

    /** How many checkpoints of this JobManager's have come to that: completed, failed, restored. */
    long checkpoints(String what) {
        return job("/checkpoints").path("counts").path(what).asLong();
    }

    /** Waits until the job runs and has completed a checkpoint that was begun after now. */
    void awaitCheckpoint() {
        long now = System.currentTimeMillis();
        await("a checkpoint", () -> {
            ClusterStatus.Job job = cluster.status().job();
            return job != null
                    && job.isRunning()
                    && job("/checkpoints")
                                    .path("latest")
                                    .path("completed")
                                    .path("trigger_timestamp")
                                    .asLong()
                            > now;
        });
    }

    void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now())
                    .as("%s within %s: %s", what, PATIENCE, cluster.status())
                    .isBefore(deadline);
            Pause.millis(300);
        }
    }

    /** A TaskManager that runs a part of the job. */
    String busyTaskManager() {
        JsonNode vertices = job("").path("vertices");
        for (JsonNode vertex : vertices) {
            if (vertex.path("name").asText().contains("resolve")) {
                JsonNode taskManagers = job("/vertices/" + vertex.path("id").asText() + "/taskmanagers")
                        .path("taskmanagers");
                return taskManagers.path(0).path("taskmanager-id").asText();
            }
        }
        throw new AssertionError("no vertex resolves: " + vertices);
    }

    /** Waits until the job is whole again and has said all that it has to say to the events up to now. */
    void awaitRecovered() throws Exception {
        awaitCheckpoint();
        verifier.awaitCaughtUp(endOfEvents(), PATIENCE);
    }

    Map<Integer, Long> endOfEvents() throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int i = 0; i < Load.PARTITIONS; i++) {
            asked.put(new TopicPartition(Load.TOPIC, i), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new HashMap<>();
        try (Admin admin = admin()) {
            admin.listOffsets(asked)
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        }
        return ends;
    }

    /** Waits until the job has said all that there is to say to the events up to now, and asserts that it was right. */
    Findings assertNoFactIsLostOrDoubled(Verifier verified) throws Exception {
        verified.awaitCaughtUp(endOfEvents(), PATIENCE);
        Findings findings = verified.findings();
        assertThat(findings.compared()).isPositive();
        assertThat(findings.areClean()).as(findings.toString()).isTrue();
        return findings;
    }

    /** Ends the load, and asserts that all that was written is what had to be. */
    Findings finish(Verifier verified) throws Exception {
        load.close();
        Findings findings = assertNoFactIsLostOrDoubled(verified);
        assertThat(verified.extra()).as("facts that nothing was expected for").isZero();
        succeeded = true;
        return findings;
    }

    @Override
    public void close() {
        load.abandon();
        verifier.close();
        Runtime.getRuntime().removeShutdownHook(atExit);
        cluster.down(!succeeded);
    }
}
