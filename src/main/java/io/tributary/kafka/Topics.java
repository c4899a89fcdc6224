package io.tributary.kafka;

import io.tributary.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that a job reads and writes: makes them, and says what is wrong with those that are there. */
public final class Topics {
    /** What a user is told to run when a topic is missing. */
    public static final String CREATE_COMMAND = "./tributary topics create";

    static final Map<String, String> DEFAULTS = Map.of(
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");

    /** What became of a topic. */
    public enum State {
        CREATED,
        EXISTS,
        /** It exists, but not as the job needs it. */
        DIFFERS
    }

    /** @param detail how the topic differs and what to do, empty unless it does */
    public record Created(String topic, State state, String detail) {}

    /** The longest that a new topic is waited for; whoever looks at it later is told what is wrong. */
    private static final long KNOWN_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private final KafkaConfig config;
    private final List<TopicSettings> wanted;

    /** @param topicPrefix in front of the output topics' names */
    public Topics(KafkaConfig config, List<String> eventsTopics, String commandsTopic, String topicPrefix) {
        this.config = config;
        List<TopicSettings> settings = new ArrayList<>();
        eventsTopics.forEach(name -> settings.add(TopicSettings.input(name)));
        settings.add(TopicSettings.commands(commandsTopic));
        for (Topic topic : Topic.values()) {
            settings.add(TopicSettings.output(topic, topicPrefix));
        }
        wanted = List.copyOf(settings);
    }

    /** The topic of commands of a deployment that does not name another. */
    public static String defaultCommandsTopic(String topicPrefix) {
        return topicPrefix + "commands";
    }

    /**
     * Creates the topics that are missing, with the broker's default replication, and looks at those that exist; it
     * changes none of them.
     *
     * @param partitions of each new topic, at least 1
     * @return one for each topic, in the order of input topics, then output topics
     * @throws KafkaUnavailableException if the brokers cannot be asked or refuse
     */
    public List<Created> create(int partitions) {
        try (Admin admin = open()) {
            List<Created> result = new ArrayList<>();
            for (TopicSettings topic : wanted) {
                if (create(admin, topic, partitions)) {
                    awaitKnown(admin, topic);
                    result.add(new Created(topic.name(), State.CREATED, ""));
                } else {
                    List<String> problems = problems(admin, topic);
                    State state = problems.isEmpty() ? State.EXISTS : State.DIFFERS;
                    result.add(new Created(topic.name(), state, String.join("; ", problems)));
                }
            }
            return result;
        }
    }

    /**
     * What keeps the job from running with the topics as they are.
     *
     * @return problems, each on a line of its own, with what to do; empty if there is none
     * @throws KafkaUnavailableException if the brokers cannot be asked or refuse
     */
    public List<String> problems() {
        try (Admin admin = open()) {
            List<String> problems = new ArrayList<>();
            for (TopicSettings topic : wanted) {
                problems.addAll(problems(admin, topic));
            }
            return problems;
        }
    }

    private Admin open() {
        Properties client = config.client(DEFAULTS);
        try {
            return Admin.create(client);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new KafkaUnavailableException(config, e);
        }
    }

    private boolean create(Admin admin, TopicSettings topic, int partitions) {
        NewTopic missing =
                new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(topic.config());
        try {
            await(admin.createTopics(List.of(missing)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new KafkaUnavailableException(config, e);
        }
    }

    /** A busy broker may say that it has made a topic some time before it says how. */
    private void awaitKnown(Admin admin, TopicSettings topic) {
        long end = System.nanoTime() + KNOWN_NANOS;
        while (!problems(admin, topic).isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private List<String> problems(Admin admin, TopicSettings topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try {
            Config actual =
                    await(admin.describeConfigs(List.of(resource)).all()).get(resource);
            return actual == null ? List.of() : problems(topic, actual);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of(
                        "topic " + topic.name() + " does not exist; run " + CREATE_COMMAND + ", or correct the name");
            }
            throw new KafkaUnavailableException(config, e);
        }
    }

    private static List<String> problems(TopicSettings topic, Config actual) {
        if (topic.cleanup() == null) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        String policy = actual.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        String wantedPolicy = TopicSettings.cleanupPolicy(topic.cleanup());
        if (!new TreeSet<>(List.of(policy.split("\\s*,\\s*"))).equals(new TreeSet<>(List.of(wantedPolicy)))) {
            problems.add(alter(topic, TopicConfig.CLEANUP_POLICY_CONFIG, policy, wantedPolicy));
        }
        String bytes = actual.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
        if (Long.parseLong(bytes) < topic.maxMessageBytes()) {
            problems.add(alter(
                    topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes, Integer.toString(topic.maxMessageBytes())));
        }
        return problems;
    }

    private static String alter(TopicSettings topic, String key, String actual, String wanted) {
        return "topic %s has %s=%s, but the job needs %s; run kafka-configs.sh --alter --topic %s --add-config %s=%s"
                .formatted(topic.name(), key, actual, wanted, topic.name(), key, wanted);
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(config, e);
        }
    }
}
