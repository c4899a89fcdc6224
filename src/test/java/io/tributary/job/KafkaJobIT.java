package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.TopicRecord;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.Topics;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job in a cluster inside this process, under the shipped configuration, from a real broker to it. */
class KafkaJobIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path temp;

    static LocalBroker broker;

    @BeforeAll
    static void start() throws IOException {
        broker = LocalBroker.start(temp.resolve("broker"), 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Running run(String prefix, String delivery, Configuration conf) throws Exception {
        return run(prefix, delivery, Traffic.RULES, conf);
    }

    private static Running run(String prefix, String delivery, RulesText text, Configuration conf) throws Exception {
        new Topics(KafkaConfig.of(broker.bootstrapServers()), List.of(prefix + "events"), prefix + "commands", prefix)
                .create(1);
        Path rules = Files.writeString(temp.resolve(prefix + "rules.yaml"), text.yaml());
        JobPlan plan = JobPlan.of(JobOptionsTest.options(
                "--rules",
                rules.toString(),
                "--brokers",
                broker.bootstrapServers(),
                "--topic-prefix",
                prefix,
                "--events-topic",
                prefix + "events",
                "--transactional-id-prefix",
                prefix,
                "--delivery",
                delivery));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
        plan.addTo(env);
        return new Running(env.executeAsync(JobPlan.JOB_NAME));
    }

    /** A job that ends with its test. */
    private record Running(JobClient client) implements AutoCloseable {
        @Override
        public void close() throws ExecutionException, TimeoutException {
            try {
                client.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The records as the job will see them. */
    private static List<RawRecord> renamed(String topic, List<RawRecord> records) {
        return records.stream()
                .map(raw -> new RawRecord(
                        topic, raw.partition(), raw.offset(), raw.timestamp(), raw.sourceHeader(), raw.value()))
                .toList();
    }

    private static void produce(List<RawRecord> records) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (RawRecord raw : records) {
                sent.add(producer.send(
                        new ProducerRecord<>(raw.topic(), raw.partition(), raw.timestamp(), null, raw.value())));
            }
            for (Future<?> each : sent) {
                each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** The first records of a topic that a consumer sees, as {@code key value}. */
    private static List<String> consume(String topic, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<String> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (records.size() < count && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(EngineLoop.text(record.key()) + " " + EngineLoop.text(record.value()));
                }
            }
        }
        return records;
    }

    private static void assertTopicsHold(String prefix, List<TopicRecord> expected) {
        EngineLoop.assertThatAllIsThere(expected);
        for (Topic topic : Topic.values()) {
            List<String> records = EngineLoop.of(topic, expected);
            assertThat(consume(prefix + topic.topicName(), records.size()))
                    .as(topic.topicName())
                    .isEqualTo(records);
        }
    }

    @Test
    void every_topic_holds_what_the_engine_says_whatever_lies_in_the_events_topic() throws Exception {
        List<RawRecord> events = renamed("mixed.events", Traffic.records(3000, 60, 1));
        Configuration conf = LocalConf.load(temp.resolve("mixed-work"));
        try (LocalMetrics metrics = LocalMetrics.of(conf);
                Running job = run("mixed.", "mixed", conf)) {
            produce(events);
            List<TopicRecord> expected = EngineLoop.run(Traffic.RULES, events);
            assertTopicsHold("mixed.", expected);
            assertThat(job.client().getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
            long rejected = metrics.sum(JobNames.REJECTED);
            assertThat(rejected).isPositive();
            assertThat(metrics.sum(JobNames.RESOLUTIONS)).isEqualTo(2 * (events.size() - rejected));
        }
    }

    @Test
    void a_broker_that_crashes_costs_nothing_and_repeats_nothing() throws Exception {
        List<RawRecord> events = renamed("crash.events", Traffic.records(2000, 40, 2));
        List<TopicRecord> expected = EngineLoop.run(Traffic.RULES, events);
        int rejected = EngineLoop.of(Topic.REJECTED, expected).size();
        Configuration conf = LocalConf.load(temp.resolve("crash-work"));
        try (Running job = run("crash.", "exactly_once", conf)) {
            produce(events.subList(0, 1000));
            assertThat(consume("crash.rejected", rejected / 3)).hasSizeGreaterThanOrEqualTo(rejected / 3);
            broker.kill();
            broker.restart();
            produce(events.subList(1000, 2000));
            assertTopicsHold("crash.", expected);
            assertThat(job.client().getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        }
    }

    /** The last of them have their turn only because nothing comes any more. */
    @Test
    void events_of_several_partitions_have_their_turn_in_the_order_of_their_time() throws Exception {
        Shuffled events = new Shuffled(200, 3);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            NewTopic topic = new NewTopic("order.events", Optional.of(4), Optional.empty());
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        for (List<RawRecord> partition : events.inPartitions("order.events", 4, 3)) {
            produce(partition);
        }
        List<TopicRecord> expected = EngineLoop.run(Shuffled.RULES, events.inOrder());
        Configuration conf = LocalConf.load(temp.resolve("order-work"));
        try (Running job = run("order.", "mixed", Shuffled.RULES, conf)) {
            for (Topic topic : List.of(Topic.RESOLUTIONS, Topic.MERGES, Topic.ALIASES, Topic.PROFILES)) {
                List<String> records = EngineLoop.of(topic, expected);
                assertThat(consume("order." + topic.topicName(), records.size()))
                        .as(topic.topicName())
                        .isEqualTo(records);
            }
            assertThat(job.client().getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        }
    }
}
