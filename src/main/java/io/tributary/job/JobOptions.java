package io.tributary.job;

import io.tributary.kafka.Delivery;
import io.tributary.kafka.StartFrom;
import io.tributary.kafka.Topics;
import io.tributary.model.Topic;
import io.tributary.state.CacheSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a job can be told on its command line. Everything about Flink itself is in Flink's configuration instead. */
@Command(
        name = "tributary-job",
        sortOptions = false,
        description = "Resolves the events of Kafka topics, or of files, to profiles.")
public final class JobOptions {
    @Option(names = "--rules", paramLabel = "FILE", description = "The rules file (required).")
    @Nullable
    Path rules;

    @Option(names = "--brokers", paramLabel = "HOST:PORT[,...]", description = "The Kafka brokers.")
    @Nullable
    String brokers;

    @Option(
            names = "--events-topic",
            paramLabel = "TOPIC",
            description = "A topic of events; may be given several times (default: tributary.events).")
    List<String> eventsTopics = new ArrayList<>();

    @Option(
            names = "--commands-topic",
            paramLabel = "TOPIC",
            description = "The topic of operators' commands (default: commands behind the prefix).")
    @Nullable
    String commandsTopic;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "tributary.",
            description = "What the names of the topics begin with, but for those of events (default:"
                    + " ${DEFAULT-VALUE}).")
    String topicPrefix = "tributary.";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Settings for all Kafka clients, such as credentials, as Java properties.")
    @Nullable
    Path kafkaConfig;

    @Option(
            names = "--group-id",
            paramLabel = "GROUP",
            defaultValue = "tributary",
            description = "The consumer group that offsets are committed for (default: ${DEFAULT-VALUE}).")
    String groupId = "tributary";

    @Option(
            names = "--from",
            converter = StartFromConverter.class,
            paramLabel = "earliest|latest|committed",
            defaultValue = "earliest",
            description = "Where a job begins that is not restored from a savepoint (default: ${DEFAULT-VALUE}).")
    StartFrom from = StartFrom.EARLIEST;

    @Option(
            names = "--delivery",
            converter = DeliveryConverter.class,
            paramLabel = "mixed|exactly_once|at_least_once",
            defaultValue = "mixed",
            description = "mixed sends resolutions at once and commits facts with each checkpoint, exactly_once commits"
                    + " everything, at_least_once sends everything at once (default: ${DEFAULT-VALUE}).")
    Delivery delivery = Delivery.MIXED;

    @Option(
            names = "--transactional-id-prefix",
            paramLabel = "PREFIX",
            defaultValue = "tributary",
            description = "Unique among the jobs that write to these brokers, and always the same for one job"
                    + " (default: ${DEFAULT-VALUE}).")
    String transactionalIdPrefix = "tributary";

    @Option(
            names = "--payload",
            converter = PayloadConverter.class,
            paramLabel = "none|event",
            defaultValue = "none",
            description = "event puts the original event into its resolution (default: ${DEFAULT-VALUE}).")
    Payload payload = Payload.NONE;

    @Option(
            names = "--cache-ids",
            paramLabel = "N",
            defaultValue = "200000",
            description =
                    "External IDs that each subtask may keep as objects, some 500 bytes each: those of the last events and of"
                            + " profiles of hundreds. What is left of half of the heap keeps the bytes of the rest. 0 keeps"
                            + " neither (default: ${DEFAULT-VALUE}).")
    int cacheIds = 200_000;

    @Option(
            names = "--allow-restrictive",
            description = "Start from a savepoint although the rules have become more restrictive since.")
    boolean allowRestrictive;

    @Option(
            names = "--allow-breaking",
            description = "Start from a savepoint although external IDs in it do not mean the same under these rules.")
    boolean allowBreaking;

    @Option(
            names = "--validate",
            description = "Check options, rules, topics, configuration and the savepoint, say what was found, and start"
                    + " nothing.")
    boolean validate;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files of JSON lines, plain or gzip, in place of Kafka topics; read in this order, or side by"
                    + " side if a space asks for order: event_time.")
    List<String> inputs = new ArrayList<>();

    @Option(
            names = "--commands",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files of operators' commands as JSON lines, with --input; carried out in this order, while"
                    + " the events are read.")
    List<String> commandFiles = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "An empty or new directory for the output topics as files, with --input.")
    @Nullable
    String output;

    /** What a resolution carries besides the resolution. */
    enum Payload {
        NONE,
        EVENT
    }

    /** The topics of events, the default one if none was named. */
    public List<String> eventsTopics() {
        return eventsTopics.isEmpty() ? List.of("tributary.events") : List.copyOf(eventsTopics);
    }

    /** The topic of commands, the default one if none was named. */
    public String commandsTopic() {
        return commandsTopic == null ? Topics.defaultCommandsTopic(topicPrefix) : commandsTopic;
    }

    /** How the rules may differ from those that the state was written under. */
    Allowance allowance() {
        return new Allowance(allowRestrictive, allowBreaking);
    }

    /** Whether everything is to be checked and nothing started. */
    public boolean isValidation() {
        return validate;
    }

    /** Whether events come from files and records go to files. */
    public boolean isFileRun() {
        return !inputs.isEmpty();
    }

    /** Everything that is wrong with the options themselves, each with what to do; empty if they can be used. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (rules == null) {
            problems.add("--rules is missing: name the rules file");
        } else if (!Files.isReadable(rules)) {
            problems.add("--rules " + rules + ": there is no such file, or it cannot be read");
        }
        if (cacheIds < 0 || cacheIds > CacheSize.MOST) {
            problems.add("--cache-ids " + cacheIds + ": must be 0 (no cache) or more, " + CacheSize.MOST + " at most");
        }
        if (isFileRun()) {
            fileProblems(problems);
        } else {
            kafkaProblems(problems);
        }
        return problems;
    }

    private void fileProblems(List<String> problems) {
        if (brokers != null) {
            problems.add("--brokers and --input exclude each other: events come from Kafka or from files");
        }
        if (output == null) {
            problems.add("--output is missing: name the directory that the results of --input go to");
        }
        if (commandsTopic != null) {
            problems.add("--commands-topic goes with --brokers only: with --input name files of commands, --commands");
        }
        Set<String> names = new HashSet<>();
        for (String input : inputs) {
            String name = new org.apache.flink.core.fs.Path(input).getName();
            if (!names.add(name)) {
                problems.add("--input " + input + ": another input is called " + name
                        + " too, so events without a messageId would get the same; rename one");
            }
        }
    }

    private void kafkaProblems(List<String> problems) {
        if (brokers == null) {
            problems.add("--brokers is missing: name the Kafka brokers, or files with --input and --output");
        }
        if (output != null) {
            problems.add("--output goes with --input only: with --brokers the results go to topics");
        }
        if (kafkaConfig != null && !Files.isReadable(kafkaConfig)) {
            problems.add("--kafka-config " + kafkaConfig + ": there is no such file, or it cannot be read");
        }
        if (!commandFiles.isEmpty()) {
            problems.add("--commands goes with --input only: with --brokers commands come from " + commandsTopic());
        }
        if (eventsTopics().contains(commandsTopic())) {
            problems.add("--events-topic " + commandsTopic() + ": is the topic of commands; name another");
        }
        for (Topic written : Topic.values()) {
            String name = topicPrefix + written.topicName();
            String consequence = ": the job writes this topic, so it would read its own output; name another";
            if (eventsTopics().contains(name)) {
                problems.add("--events-topic " + name + consequence);
            }
            if (commandsTopic().equals(name)) {
                problems.add("--commands-topic " + name + consequence);
            }
        }
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String value) {
        List<String> choices = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String choice = constant.name().toLowerCase(Locale.ROOT);
            if (choice.equals(value)) {
                return constant;
            }
            choices.add(choice);
        }
        throw new TypeConversionException("'" + value + "' is not one of " + String.join(", ", choices));
    }

    static final class StartFromConverter implements ITypeConverter<StartFrom> {
        @Override
        public StartFrom convert(String value) {
            return parse(StartFrom.class, value);
        }
    }

    static final class DeliveryConverter implements ITypeConverter<Delivery> {
        @Override
        public Delivery convert(String value) {
            return parse(Delivery.class, value);
        }
    }

    static final class PayloadConverter implements ITypeConverter<Payload> {
        @Override
        public Payload convert(String value) {
            return parse(Payload.class, value);
        }
    }
}
