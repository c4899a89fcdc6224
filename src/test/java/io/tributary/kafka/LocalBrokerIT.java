package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.kafka.Topics.Created;
import io.tributary.kafka.Topics.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker that the other tests rely on, and the topics on it. */
class LocalBrokerIT {
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
        assertThat(temp.resolve("broker")).doesNotExist();
    }

    private static Topics topics(String prefix) {
        return new Topics(
                KafkaConfig.of(broker.bootstrapServers()), List.of(prefix + "events"), prefix + "commands", prefix);
    }

    @Test
    void missing_topics_are_named_with_what_to_do() {
        assertThat(topics("missing.").problems())
                .hasSize(10)
                .contains("topic missing.events does not exist; run ./tributary topics create, or correct the name")
                .allMatch(problem -> problem.contains("./tributary topics create"));
    }

    @Test
    void topics_are_created_once() {
        assertThat(topics("once.").create(3)).extracting(Created::state).containsOnly(State.CREATED);
        assertThat(topics("once.").create(3)).extracting(Created::state).containsOnly(State.EXISTS);
        assertThat(topics("once.").problems()).isEmpty();
    }

    @Test
    void a_topic_that_does_not_fit_is_reported_and_left_alone() throws Exception {
        topics("differs.").create(1);
        ConfigResource profiles = new ConfigResource(ConfigResource.Type.TOPIC, "differs.profiles");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            profiles,
                            List.of(
                                    new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), OpType.SET),
                                    new AlterConfigOp(new ConfigEntry("max.message.bytes", "1000"), OpType.SET))))
                    .all()
                    .get();
        }
        assertThat(topics("differs.").problems())
                .containsExactly(
                        "topic differs.profiles has cleanup.policy=delete, but the job needs compact; run kafka-configs.sh"
                                + " --alter --topic differs.profiles --add-config cleanup.policy=compact",
                        "topic differs.profiles has max.message.bytes=1000, but the job needs 8388608; run kafka-configs.sh"
                                + " --alter --topic differs.profiles --add-config max.message.bytes=8388608");
        assertThat(topics("differs.").create(1))
                .filteredOn(created -> created.state() == State.DIFFERS)
                .extracting(Created::topic)
                .containsExactly("differs.profiles");
    }

    @Test
    void a_killed_broker_comes_back_with_its_topics() throws Exception {
        topics("again.").create(1);
        broker.kill();
        broker.restart();
        assertThat(topics("again.").problems()).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_a_clear_error() {
        String address = broker.bootstrapServers();
        int taken = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        assertThat(catchThrowable(() -> LocalBroker.start(temp.resolve("second"), taken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + taken + " on 127.0.0.1 is taken");
        assertThat(temp.resolve("second")).doesNotExist();
    }

    @Test
    void a_broker_that_cannot_start_says_why_at_once_and_leaves_nothing() throws IOException {
        Path directory = temp.resolve("broken");
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/meta.properties"), "version=1\nnode.id=2\ncluster.id=x\n");
        assertThat(catchThrowable(() -> LocalBroker.start(directory, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the broker ended while it started")
                .hasMessageContaining("Stored node id 2");
        assertThat(directory).doesNotExist();
    }

    @Test
    void brokers_that_do_not_answer_are_a_clear_error(@TempDir Path elsewhere) throws Exception {
        Path settings = elsewhere.resolve("client.properties");
        Files.writeString(settings, "request.timeout.ms=400\ndefault.api.timeout.ms=500\n");
        Topics unreachable =
                new Topics(KafkaConfig.load("127.0.0.1:1", settings), List.of("events"), "x.commands", "x.");
        assertThat(catchThrowable(unreachable::problems))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageContaining("cannot work with Kafka at 127.0.0.1:1")
                .hasMessageContaining("--brokers");
    }
}
