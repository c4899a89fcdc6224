package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.TopicAtBroker;
import io.tributary.kafka.Topics;
import io.tributary.model.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A job that fails again and again says why, and goes on by itself once that is mended. */
class RestartIT {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path temp;

    private final StringWriter err = new StringWriter();

    private static void send(String brokers) throws Exception {
        String json = "{\"type\":\"track\",\"event\":\"Seen\",\"messageId\":\"m-1\",\"userId\":\"u-1\"}";
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("t.events", json.getBytes(StandardCharsets.UTF_8)))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private int run(String brokers, Path rules) {
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(
                "run",
                "--rules=" + rules,
                "--brokers=" + brokers,
                "--events-topic=t.events",
                "--topic-prefix=t.",
                "--parallelism=1");
    }

    @Test
    @Timeout(180)
    void says_why_it_starts_again_until_it_can_go_on() throws Exception {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), "spaces:\n  - {id: main, extends: segment}\n");
        try (LocalBroker broker = LocalBroker.start(temp.resolve("broker"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            TopicAtBroker resolutions = new TopicAtBroker(admin, "t.", Topic.RESOLUTIONS);
            new Topics(KafkaConfig.of(broker.bootstrapServers()), List.of("t.events"), "t.commands", "t.").create(1);
            send(broker.bootstrapServers());
            FutureTask<Integer> running = new FutureTask<>(() -> run(broker.bootstrapServers(), rules));
            Thread runner = new Thread(running, "run");
            runner.start();
            try {
                // Not before the job has been checked, or it would be refused; and then one record is there already.
                while (resolutions.records() == 0) {
                    assertThat(running).as(err::toString).isNotDone();
                }
                resolutions.takeAtMost(10);
                send(broker.bootstrapServers());
                while (!err.toString().contains("restart 2: ")) {
                    assertThat(running).as(err::toString).isNotDone();
                    assertThat(resolutions.records()).isOne();
                }
                assertThat(err.toString()).contains("restart 1: ", "RecordTooLargeException");

                resolutions.takeAtMost(8 << 20);
                while (resolutions.records() == 1) {
                    assertThat(running).as(err::toString).isNotDone();
                }
            } finally {
                runner.interrupt();
            }
            assertThat(running.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
        }
    }
}
