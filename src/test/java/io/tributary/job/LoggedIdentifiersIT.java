package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.CapturedLog;
import io.tributary.codec.EventDecoder;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.TopicAtBroker;
import io.tributary.kafka.Topics;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Topic;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a run, its failures included, holds nothing of whom the run is about. */
class LoggedIdentifiersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final RulesText RULES = new RulesText("rules.yaml", "spaces: [{id: main, extends: segment}]");

    /** Traits, unlike external IDs, are emitted as they were written. */
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w.-]+\\.(?:com|org|net|example)");

    /** What is shorter is found in anything. */
    private static final int SHORTEST = 6;

    @TempDir
    Path temp = Path.of("");

    private final Set<String> identifiers = new TreeSet<>();

    /** Traffic, and in between what cannot be used, each with an identifier of its own. */
    private List<byte[]> events(int count) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String marked = "hidden-" + i + "@rejected.example";
            events.add(bytes("{\"type\":\"track\",\"userId\":\"" + marked));
            events.add(bytes("{\"type\":\"purchase\",\"userId\":\"" + marked + "\"}"));
            events.add(bytes(marked));
            events.add(bytes("[\"" + marked + "\"]"));
        }
        TrafficGenerator traffic = new TrafficGenerator(count, count / 20, 5, Mess.HEAVY);
        while (traffic.hasNext()) {
            events.add(traffic.next());
        }
        EventDecoder decoder = new EventDecoder(RULES.compile(), false);
        for (byte[] event : events) {
            EMAIL.matcher(new String(event, StandardCharsets.UTF_8))
                    .results()
                    .forEach(found -> identifiers.add(found.group()));
            decoder.decode(new RawRecord("t", 0, 0, 0, null, event), new EventDecoder.Output() {
                @Override
                public void observation(Observation seen) {
                    seen.ids().forEach(id -> identifiers.add(id.value()));
                }

                @Override
                public void rejected(Rejected one) {
                    // its identifiers are those that the pattern finds
                }
            });
        }
        identifiers.removeIf(id -> id.length() < SHORTEST);
        return events;
    }

    /** Some that are carried out, some that are refused, some that are rejected. */
    private List<byte[]> commands() {
        List<byte[]> commands = new ArrayList<>();
        List<String> ids = List.copyOf(identifiers);
        for (int i = 0; i < 30; i++) {
            String id = ids.get(i * 7 % ids.size());
            String space = i % 3 == 0 ? "none" : "main";
            String type = List.of("user_id", "email", "no such type").get(i % 3);
            commands.add(bytes("{\"commandId\":\"c" + i + "\",\"space\":\"" + space + "\",\"command\":\"detach\","
                    + "\"reason\":\"a test\",\"externalId\":{\"collection\":\"users\",\"type\":\"" + type
                    + "\",\"id\":\"" + id + "\"}}"));
            commands.add(bytes("{\"command\":\"block\",\"externalId\":{\"id\":\"" + id));
        }
        return commands;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void produce(LocalBroker broker, String topic, List<byte[]> values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<?> last = CompletableFuture.completedFuture(null);
            for (byte[] value : values) {
                last = producer.send(new ProducerRecord<>(topic, value));
            }
            last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void await(String what, Callable<Long> actual, long wanted) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (actual.call() < wanted && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(actual.call()).as(what).isGreaterThanOrEqualTo(wanted);
    }

    private static void awaitRecords(TopicAtBroker topic, long wanted) throws Exception {
        await(topic.topic().topicName(), topic::records, wanted);
    }

    private static void takeAtMost(int bytes, TopicAtBroker... topics) throws Exception {
        for (TopicAtBroker topic : topics) {
            topic.takeAtMost(bytes);
        }
    }

    @Test
    void no_identifier_of_an_event_or_command_is_logged_by_a_run_nor_by_its_failures() throws Exception {
        List<byte[]> events = events(2000);
        List<byte[]> commands = commands();
        Path rules = Files.writeString(temp.resolve("rules.yaml"), RULES.yaml());
        try (LocalBroker broker = LocalBroker.start(temp.resolve("broker"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()));
                CapturedLog log = CapturedLog.open(Level.INFO)) {
            TopicAtBroker resolutions = new TopicAtBroker(admin, "t.", Topic.RESOLUTIONS);
            TopicAtBroker rejections = new TopicAtBroker(admin, "t.", Topic.REJECTED);
            TopicAtBroker profiles = new TopicAtBroker(admin, "t.", Topic.PROFILES);
            new Topics(KafkaConfig.of(broker.bootstrapServers()), List.of("t.events"), "t.commands", "t.").create(1);
            JobPlan plan = JobPlan.of(JobOptionsTest.options(
                    "--rules=" + rules,
                    "--brokers=" + broker.bootstrapServers(),
                    "--topic-prefix=t.",
                    "--events-topic=t.events"));
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(LocalConf.load(temp.resolve("work")));
            plan.addTo(env);
            JobClient job = env.executeAsync(JobPlan.JOB_NAME);
            try {
                int third = events.size() / 3;
                produce(broker, "t.events", events.subList(0, third));
                produce(broker, "t.commands", commands);
                awaitRecords(resolutions, third / 3);
                awaitRecords(rejections, commands.size() / 2);

                takeAtMost(100, resolutions, profiles, rejections);
                produce(broker, "t.events", events.subList(third, 2 * third));
                produce(broker, "t.commands", commands);
                await("failures", () -> count(log, "RecordTooLargeException"), 2);
                long resolved = resolutions.records();
                long rejected = rejections.records();
                takeAtMost(8 << 20, resolutions, profiles, rejections);

                produce(broker, "t.events", events.subList(2 * third, events.size()));
                produce(broker, "t.commands", commands);
                awaitRecords(rejections, rejected + commands.size() / 2);
                awaitRecords(resolutions, resolved + third / 2);
            } finally {
                job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            String logged = log.text();
            assertThat(identifiers).hasSizeGreaterThan(300).contains("hidden-7@rejected.example");
            assertThat(logged).contains("RESTARTING", "RecordTooLargeException", "ProducerConfig values");
            assertThat(identifiers.stream().filter(logged::contains).toList()).isEmpty();
        }
    }

    private static long count(CapturedLog log, String word) {
        return log.text().lines().filter(line -> line.contains(word)).count();
    }
}
