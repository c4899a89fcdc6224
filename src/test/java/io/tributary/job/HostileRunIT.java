package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.CapturedLog;
import io.tributary.hostile.HostileEvents;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.Topics;
import io.tributary.model.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The running job takes whatever lies in its topic, and every record of it is accounted for. */
class HostileRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final RulesText RULES = new RulesText("rules.yaml", """
            spaces:
              - {id: main, extends: segment}
              - {id: other, extends: segmentstream}
            """);

    /** Where a resolution says which of which space it is. */
    private static final Pattern PLACE = Pattern.compile("^\\{\"space\":\"(\\w+)\",\"sequence\":(\\d+),");

    @TempDir
    Path temp = Path.of("");

    @Test
    @Timeout(900)
    void every_hostile_record_is_accounted_for_and_none_restarts_the_job() throws Exception {
        run(50_000, 7);
    }

    @Test
    @Tag("faults")
    @Timeout(7200)
    void a_million_hostile_records_are_accounted_for_and_none_restarts_the_job() throws Exception {
        run(1_000_000, 8);
    }

    private void run(int count, long seed) throws Exception {
        System.out.println("HostileRunIT seed " + seed);
        Path rules = Files.writeString(temp.resolve("rules.yaml"), RULES.yaml());
        try (LocalBroker broker = LocalBroker.start(temp.resolve("broker"), 0);
                CapturedLog log = CapturedLog.open(Level.INFO)) {
            createTopics(broker);
            Configuration conf = LocalConf.load(temp.resolve("work"));
            JobPlan plan = JobPlan.of(JobOptionsTest.options(
                    "--rules=" + rules,
                    "--brokers=" + broker.bootstrapServers(),
                    "--topic-prefix=t.",
                    "--events-topic=t.events"));
            try (LocalMetrics metrics = LocalMetrics.of(conf)) {
                StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
                plan.addTo(env);
                JobClient job = env.executeAsync(JobPlan.JOB_NAME);
                produce(broker, count, seed);
                awaitAll(metrics, count);
                assertAllAreThere(broker, metrics, count);
                assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
                job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(log.text()).contains("RUNNING").doesNotContain("RESTARTING");
        }
    }

    /** The topic of events takes larger ones than the job does. */
    private static void createTopics(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            NewTopic events = new NewTopic("t.events", Optional.of(1), Optional.empty())
                    .configs(Map.of("max.message.bytes", Integer.toString(4 << 20)));
            admin.createTopics(List.of(events)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        new Topics(KafkaConfig.of(broker.bootstrapServers()), List.of("t.events"), "t.commands", "t.").create(1);
    }

    private static void produce(LocalBroker broker, int count, long seed) throws Exception {
        HostileEvents events = new HostileEvents(count, seed);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5, "max.request.size", 4 << 20);
        AtomicInteger taken = new AtomicInteger();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<?> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < count; i++) {
                last = producer.send(
                        new ProducerRecord<>("t.events", events.next()),
                        (where, failure) -> taken.addAndGet(failure == null ? 1 : 0));
            }
            last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(taken).as("taken by the broker").hasValue(count);
    }

    /** Waits for as long as there is progress. */
    private static void awaitAll(LocalMetrics metrics, int count) throws InterruptedException {
        long before = -1;
        Instant deadline = Instant.now().plus(PATIENCE);
        while (accounted(metrics) < 2L * count && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(200);
            long now = accounted(metrics);
            deadline = now > before ? Instant.now().plus(PATIENCE) : deadline;
            before = now;
        }
        assertThat(accounted(metrics)).as("resolutions and rejections").isEqualTo(2L * count);
    }

    private static long accounted(LocalMetrics metrics) {
        return metrics.sum(JobNames.RESOLUTIONS) + 2 * metrics.sum(JobNames.REJECTED);
    }

    /** Every space has resolved each record that was not rejected, once. */
    private static void assertAllAreThere(LocalBroker broker, LocalMetrics metrics, int count) {
        BitSet rejected = new BitSet();
        read(broker, Topic.REJECTED, metrics.sum(JobNames.REJECTED), record -> {
            String value = EngineLoop.text(record.value());
            Matcher offset = Pattern.compile("\"offset\":(\\d+)").matcher(value);
            assertThat(offset.find()).as(value).isTrue();
            int place = Integer.parseInt(offset.group(1));
            assertThat(rejected.get(place)).as("%s twice", place).isFalse();
            rejected.set(place);
        });
        Map<String, BitSet> resolved = new TreeMap<>();
        read(broker, Topic.RESOLUTIONS, metrics.sum(JobNames.RESOLUTIONS), record -> {
            String head = new String(record.value(), 0, Math.min(record.value().length, 200), StandardCharsets.UTF_8);
            Matcher place = PLACE.matcher(head);
            assertThat(place.find()).as(head).isTrue();
            BitSet its = resolved.computeIfAbsent(place.group(1), any -> new BitSet());
            int sequence = Integer.parseInt(place.group(2));
            assertThat(its.get(sequence)).as("%s twice", sequence).isFalse();
            its.set(sequence);
        });
        int taken = count - rejected.cardinality();
        System.out.println(count + " records: " + rejected.cardinality() + " rejected, " + taken
                + " resolved in each of two spaces");
        assertThat(rejected.cardinality()).isBetween(count / 20, count / 2);
        assertThat(resolved).containsOnlyKeys("main", "other");
        resolved.values().forEach(its -> {
            assertThat(its.cardinality()).isEqualTo(taken);
            assertThat(its.nextClearBit(1)).as("without a gap").isEqualTo(taken + 1);
        });
    }

    /** Waits until a topic has as many records as the job has counted: they may be on their way still. */
    private static void read(
            LocalBroker broker, Topic topic, long count, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("t." + topic.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (consumer.position(partition) < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
            assertThat(consumer.position(partition)).as("records of %s", topic).isEqualTo(count);
        }
    }
}
