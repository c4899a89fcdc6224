package io.tributary.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.savepoint.Progress;
import io.tributary.savepoint.Savepoint;
import io.tributary.state.GraphPart;
import io.tributary.state.StoredGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The example consumers, held against the job's own graph. The job sends everything at once and is killed, so that its
 * topics repeat themselves; operators unmerge; the consumer is killed, too.
 */
class ConsumersIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CONSUMERS = Path.of("deploy/consumers").toAbsolutePath();
    private static final List<String> TOPICS = List.of("merges", "aliases");
    private static final int UNMERGED = 20;
    private static final int MOST_KILLS = 5;

    @Test
    void the_example_consumers_end_with_the_jobs_own_graph_after_repeats_splits_and_crashes() throws Exception {
        ClusterSettings settings =
                new ClusterSettings(1, false, true, Map.of("execution.checkpointing.interval", "4 s"));
        try (Bench bench = Bench.start("consumers", settings, Load.rules(""), 11)) {
            Path table = bench.directory().resolve("table.json");
            bench.cluster()
                    .run(null, null, bench.jobOptions("rules.yaml", Bench.PREFIX, "--delivery", "at_least_once"));
            bench.awaitCheckpoint();
            Process consumer = startConsumer(bench, table);
            try {
                bench.await("merges", () -> merged(bench).size() >= UNMERGED);
                unmerge(bench, merged(bench).subList(0, UNMERGED));
                bench.await("splits", () -> changes(bench, "split") >= UNMERGED);
                // What a command did is not done again in another order relative to events.
                bench.awaitCheckpoint();
                for (int kills = 0; kills < MOST_KILLS && (kills < 2 || repeats(bench) == 0); kills++) {
                    bench.await("a table", () -> Files.exists(table));
                    consumer.destroyForcibly().waitFor();
                    // It comes again if no checkpoint completes before the kill.
                    int told = merged(bench).size();
                    bench.await("a merge", () -> merged(bench).size() > told);
                    bench.cluster().kill("tm-1");
                    bench.cluster().start("tm-1");
                    consumer = startConsumer(bench, table);
                    bench.awaitCheckpoint();
                }
                String savepoint = bench.cluster().stop();
                bench.await("the end of both topics", () -> isRead(bench, table));
                assertThat(repeats(bench)).as("records that came twice").isPositive();
                Map<String, String> graph = parents(savepoint);
                assertThat(graph).hasSizeGreaterThan(UNMERGED);
                assertThat(map(table, "parents")).as("the table in Java").isEqualTo(graph);
                assertThat(map(table, "aliases")).isEqualTo(aliases(bench));
                assertThat(python(bench)).as("the table in Python").isEqualTo(graph);
            } finally {
                consumer.destroyForcibly();
            }
        }
    }

    private static Process startConsumer(Bench bench, Path table) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        "target/lib/*:target/flink/*",
                        CONSUMERS.resolve("CanonicalProfiles.java").toString(),
                        bench.brokers(),
                        table.toString())
                .redirectErrorStream(true)
                .redirectOutput(bench.directory().resolve("consumer.log").toFile())
                .start();
    }

    /** All records of a topic up to now. */
    private static List<JsonNode> read(Bench bench, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bench.brokers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(Bench.PREFIX + topic, 0);
        List<JsonNode> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(parse(record.value())));
            }
        }
        return records;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long changes(Bench bench, String change) {
        return read(bench, "merges").stream()
                .filter(record -> record.path("change").asText().equals(change))
                .count();
    }

    /** Persons that have become part of another, with their space. */
    private static List<JsonNode> merged(Bench bench) {
        return read(bench, "merges").stream()
                .filter(record -> record.path("change").asText().equals("merge"))
                .toList();
    }

    private static long repeats(Bench bench) {
        Set<String> seen = new HashSet<>();
        return read(bench, "merges").stream()
                .filter(record -> !seen.add(
                        record.path("space").asText() + record.path("sequence") + "/" + record.path("ordinal")))
                .count();
    }

    private static void unmerge(Bench bench, List<JsonNode> merges) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bench.brokers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            int number = 0;
            for (JsonNode merge : merges) {
                String space = merge.path("space").asText();
                String command = JSON.writeValueAsString(Map.of(
                        "commandId",
                        "c-" + number++,
                        "space",
                        space,
                        "command",
                        "unmerge",
                        "profileId",
                        merge.path("from").asText(),
                        "reason",
                        "a test"));
                producer.send(new ProducerRecord<>(Bench.PREFIX + "commands", space, command))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static boolean isRead(Bench bench, Path table) {
        Map<String, String> next = map(table, "next");
        return TOPICS.stream()
                .allMatch(topic ->
                        Integer.toString(read(bench, topic).size()).equals(next.get(Bench.PREFIX + topic + "-0")));
    }

    private static Map<String, String> map(Path table, String name) {
        Map<String, String> map = new TreeMap<>();
        try {
            JSON.readTree(table.toFile())
                    .path(name)
                    .properties()
                    .forEach(row -> map.put(row.getKey(), row.getValue().asText()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return map;
    }

    /** What each profile of the job's graph is a part of, right now. */
    private static Map<String, String> parents(String savepoint) throws Exception {
        Map<String, String> parents = new TreeMap<>();
        try (Savepoint saved = Savepoint.open(savepoint)) {
            saved.forEachSpace((space, graph) -> parents(space, graph, parents), Progress.NONE);
        }
        return parents;
    }

    private static void parents(String space, StoredGraph graph, Map<String, String> parents) {
        for (StoredGraph.Entry entry : graph.entries(GraphPart.PROFILES)) {
            Profile profile = graph.profile(entry);
            @Nullable ProfileId parent = profile.parent();
            if (parent != null) {
                parents.put(space + "/" + profile.id(), parent.toString());
            }
        }
    }

    /** The newest word on each previous ID, repeats left out as the sequence tells them. */
    private static Map<String, String> aliases(Bench bench) {
        Map<String, String> aliases = new TreeMap<>();
        Map<String, Long> newest = new HashMap<>();
        for (JsonNode record : read(bench, "aliases")) {
            JsonNode context = record.path("context");
            String space = context.path("space").asText();
            if (context.path("sequence").asLong() >= newest.getOrDefault(space, 0L)) {
                newest.put(space, context.path("sequence").asLong());
                aliases.put(
                        space + "/" + record.path("previousId").asText(),
                        record.path("userId").asText());
            }
        }
        return aliases;
    }

    /** The Python table of the same records, given to it twice. */
    private static Map<String, String> python(Bench bench) throws Exception {
        Path lines = bench.directory().resolve("lines");
        for (String topic : TOPICS) {
            Path file = Files.createDirectories(lines.resolve(topic)).resolve("part-0");
            Files.write(
                    file, read(bench, topic).stream().map(JsonNode::toString).toList(), StandardCharsets.UTF_8);
        }
        Path table = bench.directory().resolve("table.db");
        for (int i = 0; i < 2; i++) {
            run(
                    "python3",
                    CONSUMERS.resolve("canonical_profiles.py").toString(),
                    "--lines",
                    lines.toString(),
                    table.toString());
        }
        String rows = run(
                "python3",
                "-c",
                "import sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute('select space, profile, parent from parent'): print(*row)",
                table.toString());
        Map<String, String> parents = new TreeMap<>();
        rows.lines().map(line -> line.split(" ")).forEach(row -> parents.put(row[0] + "/" + row[1], row[2]));
        return parents;
    }

    private static String run(String... line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
