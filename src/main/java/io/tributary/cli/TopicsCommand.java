package io.tributary.cli;

import io.tributary.kafka.KafkaUnavailableException;
import io.tributary.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The topics of a deployment. */
@Command(name = "topics", description = "Creates the topics of a deployment.", mixinStandardHelpOptions = true)
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    TopicsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which: create");
    }

    @Command(
            name = "create",
            description = {
                "Creates the input and output topics that do not exist yet, with the cleanup policies that their"
                        + " readers rely on, and says how those that exist differ. It changes none of them.",
            },
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--brokers",
                            required = true,
                            paramLabel = "HOST:PORT",
                            description = "Kafka's addresses, several separated by commas.")
                    String brokers,
            @Option(
                            names = "--events-topic",
                            paramLabel = "TOPIC",
                            defaultValue = "tributary.events",
                            description = "An input topic; may be repeated. Default: ${DEFAULT-VALUE}.")
                    List<String> eventsTopics,
            @Option(
                            names = "--commands-topic",
                            paramLabel = "TOPIC",
                            description = "The topic of operators' commands. Default: commands behind the prefix.")
                    @Nullable
                    String commandsTopic,
            @Option(
                            names = "--topic-prefix",
                            paramLabel = "PREFIX",
                            defaultValue = "tributary.",
                            description = "In front of every topic's name but those of events. Default:"
                                    + " ${DEFAULT-VALUE}")
                    String topicPrefix,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "4",
                            description = "Of each new topic. Default: ${DEFAULT-VALUE}.")
                    int partitions,
            @Option(
                            names = "--kafka-config",
                            paramLabel = "FILE",
                            description = "Client settings, such as those of SASL and TLS, as Java properties.")
                    @Nullable
                    Path kafkaConfig) {
        if (partitions < 1) {
            throw new ParameterException(spec.commandLine(), "--partitions: " + partitions + " is less than 1");
        }
        boolean fits = true;
        try {
            Topics topics = new Topics(
                    KafkaSettings.of(brokers, kafkaConfig),
                    eventsTopics,
                    commandsTopic == null ? Topics.defaultCommandsTopic(topicPrefix) : commandsTopic,
                    topicPrefix);
            for (Topics.Created topic : topics.create(partitions)) {
                fits &= topic.state() != Topics.State.DIFFERS;
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%-8s %s %s%n",
                                topic.state().name().toLowerCase(Locale.ROOT), topic.topic(), topic.detail());
            }
        } catch (KafkaUnavailableException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        return fits ? 0 : 1;
    }
}
