package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.TopicRecord;
import io.tributary.job.JobOptions.Payload;
import io.tributary.job.Topology.Outputs;
import io.tributary.job.Topology.Settings;
import io.tributary.kafka.EventSource;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.KafkaUnavailableException;
import io.tributary.kafka.RecordSinks;
import io.tributary.kafka.Topics;
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
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job whose options, rules and surroundings have been found to be in order; all that is left is to run it. */
public final class JobPlan {
    /** As Flink shows it. */
    public static final String JOB_NAME = "tributary";

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
                            ? fileProblems(options)
                            : new Topics(kafka, options.eventsTopics(), options.topicPrefix).problems());
            return new JobPlan(options, text, rules, kafka);
        } catch (RulesException | KafkaUnavailableException | IOException e) {
            throw new StartupException(lines(e));
        }
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

    private static List<String> fileProblems(JobOptions options) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String input : options.inputs) {
            Path path = new Path(input);
            if (!path.getFileSystem().exists(path)) {
                problems.add("--input " + input + ": there is no such file");
            } else if (path.getFileSystem().getFileStatus(path).isDir()) {
                problems.add("--input " + input + ": is a directory; name its files, in the order of their events");
            }
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

    /** The rules that it will run under. */
    public RuleBook rules() {
        return rules;
    }

    /** Adds the job to an environment, which then only has to be executed. */
    public void addTo(StreamExecutionEnvironment env) {
        Settings settings = new Settings(text, options.payload == Payload.EVENT, options.cacheIds);
        KafkaConfig config = kafka;
        if (config == null) {
            Sink<TopicRecord> files = JsonLinesSink.in(absolute(requireNonNull(options.output)));
            List<String> inputs = options.inputs.stream().map(JobPlan::absolute).toList();
            SingleOutputStreamOperator<RawRecord> events =
                    source(env, new JsonLinesSource(inputs)).setParallelism(1);
            Topology.build(events, settings, new Outputs(files, files, files));
        } else {
            SingleOutputStreamOperator<RawRecord> events =
                    source(env, EventSource.of(config, options.eventsTopics(), options.groupId, options.from));
            Topology.build(events, settings, topics(config));
        }
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
            StreamExecutionEnvironment env, Source<RawRecord, ?, ?> source) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), JobNames.SOURCE_UID, RawRecordSerializer.TYPE)
                .uid(JobNames.SOURCE_UID);
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
