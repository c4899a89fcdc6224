package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.job.JobOptions;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator's commands, from the command line through a broker and the job to what a consumer sees. */
class CommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULES = """
            spaces:
              - id: main
                extends: segment
                identifiers:
                  - {type: ip, from: [context.ip], match: level}
                levels:
                  - name: household
                    keys:
                      - {type: ip, match_within: 3d}
            """;

    @TempDir
    static Path temp;

    static LocalBroker broker;
    static LocalJob job;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(temp.resolve("broker"), 0);
        KafkaConfig kafka = KafkaConfig.of(broker.bootstrapServers());
        new Topics(kafka, List.of("t.events"), "t.commands", "t.").create(1);
        compactAtOnce("t.profiles", "t.external-ids", "t.memberships");
        Path rules = Files.writeString(temp.resolve("rules.yaml"), RULES);
        JobOptions options = new JobOptions();
        new CommandLine(options)
                .parseArgs(
                        "--rules=" + rules,
                        "--brokers=" + broker.bootstrapServers(),
                        "--events-topic=t.events",
                        "--topic-prefix=t.");
        job = LocalJob.start(options, 1, null);
    }

    @AfterAll
    static void stop() {
        job.close();
        broker.close();
    }

    private static void compactAtOnce(String... topics) throws Exception {
        Map<ConfigResource, java.util.Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String topic : topics) {
            List<AlterConfigOp> ops = new ArrayList<>();
            Map.of(
                            "segment.ms", "200",
                            "min.cleanable.dirty.ratio", "0.001",
                            "max.compaction.lag.ms", "1",
                            "delete.retention.ms", "0")
                    .forEach((key, value) -> ops.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), ops);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void event(String messageId, String rest) throws Exception {
        String json = "{\"type\":\"track\",\"messageId\":\"" + messageId + "\"," + rest + "}";
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("t.events", json.getBytes(StandardCharsets.UTF_8)))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** All records of a topic as {@code key value}, once one is as wanted. */
    private static List<String> await(String topic, Predicate<List<String>> wanted) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<String> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!wanted.test(records) && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(record.key() + " " + record.value());
                }
            }
        }
        assertThat(wanted.test(records)).as("%s: %s", topic, records).isTrue();
        return records;
    }

    /** All records that a topic has by now. */
    private static List<String> whole(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        List<String> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> records.add(record.key() + " " + record.value()));
            }
        }
        return records;
    }

    private static JsonNode awaitRecord(String topic, String... parts) throws Exception {
        Predicate<String> wanted = record -> List.of(parts).stream().allMatch(record::contains);
        List<String> records = await(topic, all -> all.stream().anyMatch(wanted));
        String found = records.stream().filter(wanted).findFirst().orElseThrow();
        return JSON.readTree(found.substring(found.indexOf('{')));
    }

    private int command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("command"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--brokers", broker.bootstrapServers(), "--topic-prefix", "t.", "--reason", "a test"));
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    @Test
    void a_wrong_merge_is_undone() throws Exception {
        event("m1", "\"anonymousId\":\"a1\",\"context\":{\"ip\":\"192.0.2.1\"}");
        event("m2", "\"anonymousId\":\"a2\",\"userId\":\"u2\",\"context\":{\"ip\":\"192.0.2.2\"}");
        event("m3", "\"anonymousId\":\"a1\",\"userId\":\"u2\",\"context\":{\"ip\":\"192.0.2.1\"}");
        String child = awaitRecord("t.merges", "\"change\":\"merge\"", "\"messageId\":\"m3\"")
                .path("from")
                .asText();

        assertThat(command("unmerge", "--space", "main", "--profile", child, "--command-id", "undo"))
                .as(() -> out + "" + err)
                .isZero();
        assertThat(out.toString()).startsWith("done: command undo, sequence ");
        assertThat(awaitRecord("t.merges", "\"change\":\"split\"", "\"messageId\":\"undo\"")
                        .path("into")
                        .asText())
                .isEqualTo(child);
        awaitRecord("t.memberships", "\"messageId\":\"undo\"", "\"change\":\"joined\"", child);

        out.getBuffer().setLength(0);
        assertThat(command("unmerge", "--space", "main", "--profile", child, "--command-id", "undo"))
                .isZero();
        assertThat(out.toString()).as("the first answer").startsWith("done: command undo, sequence ");
    }

    @Test
    void a_command_that_cannot_be_carried_out_is_refused() {
        assertThat(command("detach", "--space", "main", "--id", "email:nobody@example.com"))
                .isOne();
        assertThat(out.toString()).startsWith("refused: command ");
    }

    @Test
    void a_command_without_an_answer_says_what_to_look_at() {
        assertThat(command("block", "--space", "none", "--id", "email:x@example.com", "--timeout", "3s"))
                .isOne();
        assertThat(err.toString())
                .contains("no answer to command ")
                .contains("t.rejected has it: the rules may have no space none")
                .contains("--command-id ");
    }

    @Test
    void a_deleted_profile_leaves_no_byte_of_its_ids_in_any_compacted_topic() throws Exception {
        event("d1", "\"anonymousId\":\"gone-a\",\"userId\":\"gone-u\",\"context\":{\"ip\":\"192.0.2.9\"}");
        String profile = awaitRecord("t.external-ids", "main/users/user_id/gone-u {", "\"profileId\"")
                .path("profileId")
                .asText();
        assertThat(command("delete", "--space", "main", "--profile", profile))
                .as(() -> out + "" + err)
                .isZero();
        Instant deadline = Instant.now().plus(PATIENCE);
        List<String> left = remains();
        for (int i = 0; !left.isEmpty() && Instant.now().isBefore(deadline); i++) {
            // Only what is no longer written to is compacted: others' records go on.
            event(
                    "o" + i,
                    "\"anonymousId\":\"other-" + i + "\",\"context\":{\"ip\":\"192.0.2." + (10 + i % 200) + "\"}");
            awaitRecord("t.profiles", "\"messageId\":\"o" + i + "\"");
            left = remains();
        }
        assertThat(left).isEmpty();
    }

    private static List<String> remains() {
        List<String> left = new ArrayList<>();
        for (String topic : List.of("t.profiles", "t.external-ids", "t.memberships")) {
            whole(topic).stream().filter(record -> record.contains("gone-")).forEach(left::add);
        }
        return left;
    }
}
