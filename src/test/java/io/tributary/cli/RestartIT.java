package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobNames;
import io.tributary.job.JobOptions;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.Topics;
import io.tributary.model.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A job that fails again and again says why, and goes on by itself once that is mended. */
class RestartIT {
    @TempDir
    Path temp;

    private static void limit(LocalBroker broker, ConfigEntry limit) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "t." + Topic.RESOLUTIONS.topicName());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, OpType.SET))))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
    }

    private static void send(LocalBroker broker) throws Exception {
        String json = "{\"type\":\"track\",\"event\":\"Seen\",\"messageId\":\"m-1\",\"userId\":\"u-1\"}";
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("t.events", json.getBytes(StandardCharsets.UTF_8)))
                    .get(1, TimeUnit.MINUTES);
        }
    }

    private JobOptions options(LocalBroker broker) throws Exception {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), "spaces:\n  - {id: main, extends: segment}\n");
        JobOptions options = new JobOptions();
        new CommandLine(options)
                .parseArgs(
                        "--rules=" + rules,
                        "--brokers=" + broker.bootstrapServers(),
                        "--events-topic=t.events",
                        "--topic-prefix=t.");
        return options;
    }

    @Test
    @Timeout(180)
    void says_why_it_starts_again_until_it_can_go_on() throws Exception {
        try (LocalBroker broker = LocalBroker.start(temp.resolve("broker"), 0)) {
            new Topics(KafkaConfig.of(broker.bootstrapServers()), List.of("t.events"), "t.commands", "t.").create(1);
            try (LocalJob job = LocalJob.start(options(broker), 1, null)) {
                assertThat(job.restarted()).isEmpty();
                limit(broker, new ConfigEntry("max.message.bytes", "10"));
                send(broker);
                Optional<String> why = Optional.empty();
                while (why.isEmpty()) {
                    assertThat(job.hasEnded(100)).isFalse();
                    why = job.restarted();
                }
                assertThat(why).get().asString().contains("restart 1: ", "RecordTooLargeException");

                limit(broker, new ConfigEntry("max.message.bytes", "1000000"));
                while (job.metrics().sum(JobNames.RESOLUTIONS) == 0) {
                    assertThat(job.hasEnded(100)).isFalse();
                }
            }
        }
    }
}
