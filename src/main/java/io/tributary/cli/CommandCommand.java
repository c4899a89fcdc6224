package io.tributary.cli;

import io.tributary.kafka.CommandChannel;
import io.tributary.kafka.KafkaUnavailableException;
import io.tributary.kafka.Topics;
import io.tributary.model.Command.Kind;
import io.tributary.model.Topic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a running job to do something. */
@Command(
        name = "command",
        description = {
            "Sends one command to a running job and waits for its answer.",
            "Exit codes: 0 done, 1 refused or no answer in time, 2 wrong use.",
            "",
            "  tributary command detach --brokers localhost:9092 --space main --id email:jane@example.com \\",
            "      --reason \"ticket 4711\""
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CommandCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            description = "detach, block, unblock, suppress or unsuppress an external ID (--id); unmerge or delete a"
                    + " profile (--profile).")
    private Kind kind;

    @Option(
            names = "--brokers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka's addresses, several separated by commas.")
    private String brokers;

    @Option(names = "--space", required = true, paramLabel = "ID", description = "The space that is to do it.")
    private String space;

    @Option(names = "--id", paramLabel = "TYPE:VALUE", description = "An external ID: email:jane@example.com.")
    private @Nullable String id;

    @Option(
            names = "--collection",
            paramLabel = "users|accounts",
            defaultValue = "users",
            description = "Of the external ID. Default: ${DEFAULT-VALUE}.")
    private CommandText.Of collection;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            description = "A profile; with detach only for a type that never matches.")
    private @Nullable String profile;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for whoever asks later.")
    private String reason;

    @Option(
            names = "--command-id",
            paramLabel = "ID",
            description = "Of a command that is repeated: it is not carried out twice. Default: a new one.")
    private @Nullable String commandId;

    @Option(
            names = "--timeout",
            paramLabel = "30s",
            defaultValue = "30s",
            converter = ShortDuration.class,
            description = "How long to wait for the answer: a number and ms, s or m. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(
            names = "--commands-topic",
            paramLabel = "TOPIC",
            description = "The topic that the job takes commands from. Default: commands behind the prefix.")
    private @Nullable String commandsTopic;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "tributary.",
            description = "In front of the job's topics. Default: ${DEFAULT-VALUE}")
    private String topicPrefix;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Client settings, such as those of SASL and TLS, as Java properties.")
    private @Nullable Path kafkaConfig;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandCommand() {}

    @Override
    public Integer call() {
        CommandText command = new CommandText(
                commandId == null ? UUID.randomUUID().toString() : commandId,
                space,
                kind,
                collection,
                id,
                profile,
                reason);
        String problem = command.problem();
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        String commands = commandsTopic == null ? Topics.defaultCommandsTopic(topicPrefix) : commandsTopic;
        String audit = topicPrefix + Topic.AUDIT.topicName();
        try (CommandChannel channel = CommandChannel.open(KafkaSettings.of(brokers, kafkaConfig), commands, audit)) {
            channel.send(space, command.json());
            return tell(command, new AuditWatch(channel).answer(command.commandId(), timeout), commands);
        } catch (KafkaUnavailableException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private int tell(CommandText command, AuditWatch.@Nullable Answer answer, String commands) {
        PrintWriter out = spec.commandLine().getOut();
        if (answer == null) {
            throw new CommandFailure("""
                    no answer to command %s within %s; it has been sent and may still be carried out. Look whether
                    - the job runs, and reads %s
                    - its checkpoints complete: answers are committed with them
                    - %srejected has it: the rules may have no space %s
                    To ask again: the same with --command-id %s, which is not carried out twice.""".formatted(
                            command.commandId(),
                            ShortDuration.text(timeout),
                            commands,
                            topicPrefix,
                            space,
                            command.commandId()));
        }
        out.printf(
                "%s: command %s, sequence %d of space %s%n  %s%n",
                answer.status(), command.commandId(), answer.sequence(), space, answer.detail());
        return answer.isDone() ? 0 : 1;
    }
}
