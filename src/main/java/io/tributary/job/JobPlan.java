package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.TopicRecord;
import io.tributary.job.JobOptions.Payload;
import io.tributary.job.Topology.Inputs;
import io.tributary.job.Topology.Outputs;
import io.tributary.job.Topology.Settings;
import io.tributary.kafka.Delivery;
import io.tributary.kafka.EventSource;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.KafkaUnavailableException;
import io.tributary.kafka.RecordSinks;
import io.tributary.kafka.Topics;
import io.tributary.kafka.TransactionTimeout;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesException;
import io.tributary.rules.SpaceRules;
import io.tributary.state.RawRecordSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job whose options, rules and surroundings have been found to be in order; all that is left is to run it. */
public final class JobPlan {
    /** As Flink shows it. */
    public static final String JOB_NAME = "tributary";

    /** All are open at once, with some 150 kB of buffers each. */
    private static final int MAX_FILES_SIDE_BY_SIDE = 256;

    private final JobOptions options;
    private final RulesText text;
    private final RuleBook rules;
    private final @Nullable KafkaConfig kafka;

    private JobPlan(JobOptions options, RulesText text, RuleBook rules, @Nullable KafkaConfig kafka) {
        this.options = options;
        this.text = text;
        this.rules = rules;
        this.kafka = kafka;
    }

    /**
     * Checks everything that can be checked beforehand: the options, the rules, the files or the topics.
     *
     * @throws StartupException with every problem of the first of these that has any
     */
    public static JobPlan of(JobOptions options) throws StartupException {
        refuse(options.problems());
        try {
            RulesText text = RulesText.read(requireNonNull(options.rules));
            RuleBook rules = text.compile();
            if (options.payload == Payload.EVENT) {
                refuse(hashedTypes(rules));
            }
            KafkaConfig kafka = options.isFileRun() ? null : kafka(options);
            refuse(
                    kafka == null
                            ? fileProblems(options, rules)
                            : new Topics(kafka, options.eventsTopics(), options.commandsTopic(), options.topicPrefix)
                                    .problems());
            if (kafka != null && isTransactional(options)) {
                refuse(TransactionTimeout.problems(kafka));
            }
            return new JobPlan(options, text, rules, kafka);
        } catch (RulesException | KafkaUnavailableException | IOException e) {
            throw new StartupException(lines(e));
        }
    }

    /** Whether any output becomes visible with checkpoints only. */
    private static boolean isTransactional(JobOptions options) {
        return !options.isFileRun() && options.delivery != Delivery.AT_LEAST_ONCE;
    }

    private static void refuse(List<String> problems) throws StartupException {
        if (!problems.isEmpty()) {
            throw new StartupException(problems);
        }
    }

    private static List<String> lines(Exception e) {
        String message = e.getMessage();
        return message == null ? List.of(e.toString()) : Arrays.asList(message.split("\n", -1));
    }

    /** The raw value of a hashed type must not be emitted, and it stands in the event. */
    private static List<String> hashedTypes(RuleBook rules) {
        List<String> problems = new ArrayList<>();
        for (SpaceRules space : rules.spaces()) {
            for (IdentifierRule type : space.identifiers()) {
                if (type.hashed()) {
                    problems.add("--payload event: space " + space.id() + " hashes " + type.type()
                            + ", but the event would carry its raw value; leave --payload out, or the hash");
                }
            }
        }
        return problems;
    }

    private static KafkaConfig kafka(JobOptions options) throws IOException {
        String brokers = requireNonNull(options.brokers);
        return options.kafkaConfig == null ? KafkaConfig.of(brokers) : KafkaConfig.load(brokers, options.kafkaConfig);
    }

    private static List<String> fileProblems(JobOptions options, RuleBook rules) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String input : options.inputs) {
            fileProblem("--input " + input, new Path(input), problems);
        }
        for (String file : options.commandFiles) {
            fileProblem("--commands " + file, new Path(file), problems);
        }
        if (EventTimeOrder.isAskedFor(rules) && options.inputs.size() > MAX_FILES_SIDE_BY_SIDE) {
            problems.add(
                    "--input: %d files, but at most %d can be read side by side, as order: event_time asks for; join some"
                            .formatted(options.inputs.size(), MAX_FILES_SIDE_BY_SIDE));
        }
        Path output = new Path(requireNonNull(options.output));
        if (output.getFileSystem().exists(output)) {
            FileStatus[] files = output.getFileSystem().listStatus(output);
            if (!output.getFileSystem().getFileStatus(output).isDir() || (files != null && files.length > 0)) {
                problems.add("--output " + output + ": is not empty; name a new directory");
            }
        }
        return problems;
    }

    private static void fileProblem(String option, Path path, List<String> problems) throws IOException {
        if (!path.getFileSystem().exists(path)) {
            problems.add(option + ": there is no such file");
        } else if (path.getFileSystem().getFileStatus(path).isDir()) {
            problems.add(option + ": is a directory; name its files, in the order of their events");
        }
    }

    /** The rules that it will run under. */
    public RuleBook rules() {
        return rules;
    }

    /** Files that a run over files reads, of events and of commands; 0 between topics. */
    public int files() {
        return options.inputs.size() + options.commandFiles.size();
    }

    /**
     * Adds the job to an environment, which then only has to be executed. Over files, it ends when it has read them; what it
     * is restored from it goes on with.
     */
    public void addTo(StreamExecutionEnvironment env) {
        addTo(env, false, JsonLinesSource.ANY_RUN);
    }

    /**
     * The same for a run that may follow another one, from whose state the environment starts it. If that had read all of its
     * files, this one reads its own from their first line; otherwise it goes on with it.
     *
     * @param stays whether it does not end when it has read its files, but waits to be stopped with a savepoint
     * @throws StartupException if it cannot go on because its files are others
     */
    public void addTo(StreamExecutionEnvironment env, boolean stays) throws StartupException {
        boolean follows = options.isFileRun() && followsCompleteRun(env);
        addTo(env, stays, follows ? UUID.randomUUID().toString() : JsonLinesSource.ANY_RUN);
    }

    private boolean followsCompleteRun(StreamExecutionEnvironment env) throws StartupException {
        String path = env.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH);
        if (path == null) {
            return false;
        }
        CheckpointMetadata metadata;
        try {
            metadata = SavepointCheck.metadata(path, JobPlan.class.getClassLoader());
        } catch (IOException | RuntimeException e) {
            return false; // the check says so, together with all else that is wrong
        }
        try {
            FilesRead before = FilesRead.in(metadata);
            refuse(before.problems(absolute(options.inputs), absolute(options.commandFiles)).stream()
                    .map(problem -> path + ": " + problem)
                    .toList());
            return before.isEverything();
        } catch (IOException e) {
            throw new StartupException(List.of(path + ": does not say how far files have been read: " + e.getMessage()
                    + "; a run over files can only start from the state of another one: name another directory with"
                    + " --state"));
        }
    }

    private void addTo(StreamExecutionEnvironment env, boolean stays, String run) {
        Settings settings = new Settings(text, options.payload == Payload.EVENT, options.cacheIds, options.allowance());
        KafkaConfig config = kafka;
        boolean byEventTime = EventTimeOrder.isAskedFor(rules);
        WatermarkStrategy<RawRecord> watermarks = byEventTime
                ? new EventTimeWatermarks(config != null, EventTimeOrder.maxDelay(rules))
                : WatermarkStrategy.noWatermarks();
        if (config == null) {
            Sink<TopicRecord> files = JsonLinesSink.in(absolute(requireNonNull(options.output)));
            JsonLinesSource events = new JsonLinesSource(absolute(options.inputs), byEventTime, stays, run);
            JsonLinesSource commands = new JsonLinesSource(absolute(options.commandFiles), false, stays, run);
            Inputs inputs = new Inputs(
                    source(env, events, watermarks, JobNames.SOURCE_UID).setParallelism(1),
                    source(env, commands, WatermarkStrategy.noWatermarks(), JobNames.COMMANDS_UID)
                            .setParallelism(1));
            Topology.build(inputs, settings, new Outputs(files, files, files));
        } else {
            Source<RawRecord, ?, ?> events =
                    EventSource.of(config, options.eventsTopics(), options.groupId, options.from);
            Source<RawRecord, ?, ?> commands =
                    EventSource.ofCommands(config, options.commandsTopic(), options.groupId, options.from);
            Inputs inputs = new Inputs(
                    source(env, events, watermarks, JobNames.SOURCE_UID),
                    source(env, commands, WatermarkStrategy.noWatermarks(), JobNames.COMMANDS_UID));
            Topology.build(inputs, settings, topics(config));
        }
    }

    /**
     * Checks what is known once the job has been added to an environment: Flink's configuration, and the savepoint that it
     * is to start from, if any. It starts and changes nothing.
     *
     * @return what was found, for people
     * @throws StartupException with every problem
     */
    public List<String> check(StreamExecutionEnvironment env) throws StartupException {
        return new StartCheck(env, rules, options.allowance()).run(isTransactional(options), options.validate);
    }

    private static List<String> absolute(List<String> paths) {
        return paths.stream().map(JobPlan::absolute).toList();
    }

    /** A relative path means the directory that the job is started in, not that of a task's process. */
    private static String absolute(String path) {
        Path flinkPath = new Path(path);
        try {
            return flinkPath.makeQualified(flinkPath.getFileSystem()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SingleOutputStreamOperator<RawRecord> source(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> source,
            WatermarkStrategy<RawRecord> watermarks,
            String uid) {
        return env.fromSource(source, watermarks, uid, RawRecordSerializer.TYPE).uid(uid);
    }

    private Outputs topics(KafkaConfig config) {
        return new Outputs(
                sink(config, JobNames.RESOLUTIONS_UID, List.of(Topic.RESOLUTIONS)),
                sink(
                        config,
                        JobNames.FACTS_UID,
                        Arrays.stream(Topic.values()).filter(Topic::isFact).toList()),
                sink(config, JobNames.REJECTED_UID, List.of(Topic.REJECTED)));
    }

    private Sink<TopicRecord> sink(KafkaConfig config, String name, List<Topic> topics) {
        return RecordSinks.of(
                config, options.topicPrefix, topics, options.delivery, options.transactionalIdPrefix + "-" + name);
    }
}
