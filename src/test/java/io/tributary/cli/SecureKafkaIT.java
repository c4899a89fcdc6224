package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.CapturedLog;
import io.tributary.job.JobOptions;
import io.tributary.job.JobPlan;
import io.tributary.job.LocalConf;
import io.tributary.kafka.SecureBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Brokers that ask for a certificate and a password, and everywhere that what opens them must not be found. */
@SuppressWarnings("try") // that closing the cluster may be interrupted does not matter here
class SecureKafkaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FIRST_PASSWORD = "s3sam-0pEn-tHe-first-dOor";
    private static final String SECOND_PASSWORD = "aBra-kadAbra-77-sEcond";

    @TempDir
    static Path temp;

    static SecureBroker broker;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = SecureBroker.start(temp.resolve("broker"), FIRST_PASSWORD);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void resetPassword() throws Exception {
        broker.setPassword(FIRST_PASSWORD);
    }

    /** Pieces of secrets, as they are and as they would look if something had encoded them. */
    private static Set<String> pieces() {
        Set<String> pieces = new TreeSet<>();
        for (String secret : List.of(
                FIRST_PASSWORD,
                SECOND_PASSWORD,
                SecureBroker.KEYSTORE_PASSWORD,
                SecureBroker.TRUSTSTORE_PASSWORD,
                SecureBroker.PLUGIN_TOKEN)) {
            for (int start = 0; start + 8 <= secret.length(); start += 4) {
                pieces.add(secret.substring(start, start + 8));
            }
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            pieces.add(encoded.substring(0, 12));
        }
        return pieces;
    }

    private static void assertNoSecretIn(String what, String text) {
        for (String piece : pieces()) {
            int at = text.indexOf(piece);
            assertThat(at)
                    .as(() -> what + " has a piece of a secret here: "
                            + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)))
                    .isNegative();
        }
    }

    private int tributary(String... arguments) {
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setOut(new PrintWriter(said, true));
        commandLine.setErr(new PrintWriter(said, true));
        return commandLine.execute(arguments);
    }

    private void createTopics(String prefix, Path settings) {
        assertThat(tributary(
                        "topics",
                        "create",
                        "--brokers=" + broker.bootstrapServers(),
                        "--events-topic=" + prefix + "events",
                        "--topic-prefix=" + prefix,
                        "--partitions=1",
                        "--kafka-config=" + settings))
                .as(said::toString)
                .isZero();
    }

    private static JobPlan plan(String prefix, Path settings) throws Exception {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), "spaces: [{id: main, extends: segment}]");
        JobOptions options = new JobOptions();
        new CommandLine(options)
                .parseArgs(
                        "--rules=" + rules,
                        "--brokers=" + broker.bootstrapServers(),
                        "--events-topic=" + prefix + "events",
                        "--topic-prefix=" + prefix,
                        "--transactional-id-prefix=" + prefix,
                        "--kafka-config=" + settings);
        return JobPlan.of(options);
    }

    /** A cluster with an address that can be asked. */
    private record Cluster(MiniCluster mini, Configuration conf) implements AutoCloseable {
        static Cluster start(String name) throws Exception {
            Configuration conf = LocalConf.load(temp.resolve(name));
            conf.set(RestOptions.BIND_PORT, "0");
            conf.set(CoreOptions.DEFAULT_PARALLELISM, 1);
            MiniCluster mini = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(conf)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(1)
                    .build());
            mini.start();
            return new Cluster(mini, conf);
        }

        StreamExecutionEnvironment job(JobPlan plan) {
            StreamExecutionEnvironment env = new TestStreamEnvironment(mini, conf, 1, List.of(), List.of());
            env.configure(conf);
            plan.addTo(env);
            return env;
        }

        String get(String path) throws Exception {
            URI address = mini.getRestAddress().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return HTTP.send(
                            HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        void restartTaskManager() throws Exception {
            mini.terminateTaskManager(0).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            mini.startTaskManager();
        }

        @Override
        public void close() throws Exception {
            mini.close();
        }
    }

    private static void event(String prefix, String messageId) throws Exception {
        String json = "{\"type\":\"track\",\"messageId\":\"" + messageId + "\",\"anonymousId\":\"a\"}";
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.openBootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(prefix + "events", json.getBytes(StandardCharsets.UTF_8)))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Waits until a topic has a record with these words. */
    private static void await(String topic, String words) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.openBootstrapServers());
        List<String> records = new ArrayList<>();
        Predicate<String> wanted = record -> record.contains(words);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (records.stream().noneMatch(wanted) && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(record.value()));
            }
        }
        assertThat(records).as(topic).anyMatch(wanted);
    }

    /** Everything that a running job's REST interface has to say, one answer a line. */
    private static String rest(Cluster cluster, JobClient job) throws Exception {
        String ofJob = "/jobs/" + job.getJobID();
        List<String> paths = new ArrayList<>(List.of(
                "/config",
                "/overview",
                "/jobs",
                "/jobs/overview",
                "/jobs/metrics",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/jobmanager/thread-dump",
                "/taskmanagers",
                ofJob,
                ofJob + "/config",
                ofJob + "/plan",
                ofJob + "/exceptions",
                ofJob + "/checkpoints",
                ofJob + "/checkpoints/config",
                ofJob + "/accumulators",
                ofJob + "/jobmanager/config",
                ofJob + "/jobmanager/environment",
                ofJob + "/metrics"));
        for (JsonNode vertex : JSON.readTree(cluster.get(ofJob)).path("vertices")) {
            String ofVertex = ofJob + "/vertices/" + vertex.path("id").asText();
            paths.addAll(List.of(ofVertex, ofVertex + "/accumulators", ofVertex + "/metrics"));
        }
        for (JsonNode one : JSON.readTree(cluster.get("/taskmanagers")).path("taskmanagers")) {
            String ofOne = "/taskmanagers/" + one.path("id").asText();
            paths.addAll(List.of(ofOne, ofOne + "/thread-dump", ofOne + "/metrics"));
        }
        StringBuilder answers = new StringBuilder();
        for (String path : paths) {
            answers.append(path).append(' ').append(cluster.get(path)).append('\n');
        }
        return answers.toString();
    }

    @Test
    void a_job_runs_over_sasl_and_tls_takes_up_a_rotated_password_and_tells_nobody() throws Exception {
        Path settings = broker.clientSettings(temp.resolve("client.properties"), FIRST_PASSWORD);
        try (CapturedLog log = CapturedLog.open(Level.DEBUG)) {
            createTopics("safe.", settings);
            try (Cluster cluster = Cluster.start("safe")) {
                JobClient job = cluster.job(plan("safe.", settings)).executeAsync(JobPlan.JOB_NAME);
                event("safe.", "m1");
                await("safe.resolutions", "\"m1\"");
                String command = "detach";
                assertThat(tributary(
                                "command",
                                command,
                                "--brokers=" + broker.bootstrapServers(),
                                "--topic-prefix=safe.",
                                "--kafka-config=" + settings,
                                "--space=main",
                                "--id=anonymous_id:a",
                                "--reason=a test",
                                "--timeout=90s"))
                        .as(said::toString)
                        .isZero();

                broker.setPassword(SECOND_PASSWORD);
                broker.clientSettings(settings, SECOND_PASSWORD);
                cluster.restartTaskManager();
                event("safe.", "m2");
                await("safe.resolutions", "\"m2\"");

                String answers = rest(cluster, job);
                assertThat(answers).contains("resolve", "\"exceptionName\"", "execution.checkpointing.interval");
                assertNoSecretIn("REST", answers);
                job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(log.text())
                    .contains("ProducerConfig values", "org.apache.kafka.clients.NetworkClient", "SCRAM-SHA-512");
            assertNoSecretIn("the log", log.text());
        }
        assertNoSecretIn("what the commands say", said.toString());
    }

    @Test
    void the_graph_of_a_job_has_no_secret_but_where_it_stands() throws Exception {
        Path settings = broker.clientSettings(temp.resolve("graph.properties"), FIRST_PASSWORD);
        createTopics("graph.", settings);
        Configuration conf = LocalConf.load(temp.resolve("graph"));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
        plan("graph.", settings).addTo(env);
        byte[] graph = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());
        String text = new String(graph, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("SASL_SSL");
        assertThat(text.split("\\$\\{tributary:" + settings + ":sasl.jaas.config}", -1))
                .as("two sources and three sinks")
                .hasSizeGreaterThan(5);
        assertNoSecretIn("the job graph", text);
    }

    @Test
    void settings_that_a_taskmanager_does_not_have_are_named_with_what_to_do() throws Exception {
        Path settings = broker.clientSettings(temp.resolve("gone.properties"), FIRST_PASSWORD);
        createTopics("gone.", settings);
        try (Cluster cluster = Cluster.start("gone")) {
            StreamExecutionEnvironment env = cluster.job(plan("gone.", settings));
            Files.delete(settings);
            JobClient job = env.executeAsync(JobPlan.JOB_NAME);
            String exceptions = "";
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!exceptions.contains("gone.properties") && Instant.now().isBefore(deadline)) {
                TimeUnit.MILLISECONDS.sleep(200);
                exceptions = cluster.get("/jobs/" + job.getJobID() + "/exceptions");
            }
            assertThat(exceptions)
                    .contains("gone.properties: cannot be read as Java properties in UTF-8 (NoSuchFileException)")
                    .contains("readable at this path wherever the job runs, on every JobManager and TaskManager");
            assertThat(job.getJobStatus().get()).isNotEqualTo(JobStatus.FAILED);

            broker.clientSettings(settings, FIRST_PASSWORD);
            event("gone.", "m1");
            await("gone.resolutions", "\"m1\"");
        }
    }

    @Test
    void a_wrong_password_is_refused_without_being_shown() throws IOException {
        Path settings = broker.clientSettings(temp.resolve("wrong.properties"), SECOND_PASSWORD);
        assertThat(tributary(
                        "topics", "create", "--brokers=" + broker.bootstrapServers(), "--kafka-config=" + settings))
                .isOne();
        assertThat(said.toString()).contains("cannot work with Kafka at", "check --brokers, and --kafka-config");
        assertNoSecretIn("the refusal", said.toString());
    }

    @Test
    void help_says_nothing_of_what_a_file_says() throws IOException {
        Path settings = broker.clientSettings(temp.resolve("help.properties"), FIRST_PASSWORD);
        for (List<String> command : List.of(List.of("run"), List.of("topics", "create"), List.of("command"))) {
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--kafka-config=" + settings, "--help"));
            assertThat(tributary(arguments.toArray(String[]::new))).isZero();
        }
        assertThat(said.toString()).contains("--kafka-config");
        assertNoSecretIn("help", said.toString());
    }
}
