package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.TopicRecord;
import io.tributary.job.Topology.Inputs;
import io.tributary.job.Topology.Outputs;
import io.tributary.job.Topology.Settings;
import io.tributary.model.Outcome;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import io.tributary.state.RawRecordSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job in a cluster inside this process, under the shipped configuration, from files to files. */
class FileRunIT {
    private static final int EVENTS = 3000;

    @TempDir
    Path temp;

    private Path rules = Path.of("");
    private final List<Path> inputs = new ArrayList<>();
    private final List<RawRecord> events = new ArrayList<>();

    @BeforeEach
    void input() throws IOException {
        rules = Files.writeString(temp.resolve("rules.yaml"), Traffic.RULES.yaml());
        TrafficGenerator generator = new TrafficGenerator(EVENTS, 60, 4711, Mess.HEAVY);
        write("second-by-name.jsonl", EVENTS / 3, generator);
        write("first-by-name.jsonl.gz", EVENTS - EVENTS / 3, generator);
    }

    private void write(String name, int count, TrafficGenerator generator) throws IOException {
        Path file = temp.resolve(name);
        inputs.add(file);
        OutputStream plain = Files.newOutputStream(file);
        try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            for (int line = 1; line <= count; line++) {
                byte[] value = generator.next();
                out.write(value);
                out.write('\n');
                events.add(new RawRecord(name, RawRecord.FILE_PARTITION, line, RawRecord.NO_TIMESTAMP, null, value));
            }
        }
    }

    private Configuration conf(int parallelism) throws IOException {
        Configuration conf = LocalConf.load(temp.resolve("work"));
        conf.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        return conf;
    }

    private JobPlan plan(Path output) throws StartupException {
        return JobPlan.of(JobOptionsTest.options(
                "--rules",
                rules.toString(),
                "--input",
                inputs.get(0).toString(),
                inputs.get(1).toString(),
                "--output",
                output.toString()));
    }

    /** The finished files of a topic, in any order of files; one that a failure cut off stays hidden. */
    private static List<String> lines(Path output, Topic topic) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(output.resolve(topic.topicName()))) {
            return lines;
        }
        try (Stream<Path> files = Files.walk(output.resolve(topic.topicName()))) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private List<String> expected(Topic topic) throws IOException {
        var lines = new JsonLinesSink.Lines();
        List<String> expected = new ArrayList<>();
        for (TopicRecord record : EngineLoop.run(Traffic.RULES, events)) {
            if (record.topic() == topic) {
                var line = new ByteArrayOutputStream();
                lines.encode(record, line);
                expected.add(line.toString(StandardCharsets.UTF_8).trim());
            }
        }
        return expected;
    }

    /** Each space's records in order; files of different spaces may lie in any order. */
    private void assertExactlyAsTheEngineSays(Path output) throws IOException {
        EngineLoop.assertThatAllIsThere(EngineLoop.run(Traffic.RULES, events));
        Comparator<String> bySpace = Comparator.comparing(line -> line.contains("\"space\":\"main\""));
        for (Topic topic : Topic.values()) {
            assertThat(lines(output, topic).stream().sorted(bySpace).toList())
                    .as(topic.topicName())
                    .isEqualTo(expected(topic).stream().sorted(bySpace).toList());
        }
    }

    private static SingleOutputStreamOperator<RawRecord> source(
            StreamExecutionEnvironment env, Source<RawRecord, ?, ?> source, String uid) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid, RawRecordSerializer.TYPE)
                .uid(uid)
                .setParallelism(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void files_hold_what_the_engine_says_at_any_parallelism(int parallelism) throws Exception {
        Path output = temp.resolve("out");
        Configuration conf = conf(parallelism);
        try (LocalMetrics metrics = LocalMetrics.of(conf)) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
            plan(output).addTo(env);
            env.execute(JobPlan.JOB_NAME);
            assertExactlyAsTheEngineSays(output);
            long rejected = lines(output, Topic.REJECTED).size();
            assertThat(metrics.sum(JobNames.REJECTED)).isEqualTo(rejected);
            assertThat(metrics.sum(JobNames.RESOLUTIONS)).isEqualTo(2 * (EVENTS - rejected));
            assertThat(metrics.sum(JobNames.RESOLUTIONS, JobNames.OUTCOME, Outcome.MERGED.wireName()))
                    .isEqualTo(lines(output, Topic.RESOLUTIONS).stream()
                            .filter(line -> line.contains("\"outcome\":\"merged\""))
                            .count());
            assertThat(metrics.sum(JobNames.MERGES))
                    .isEqualTo(lines(output, Topic.MERGES).size());
            assertThat(metrics.sum(JobNames.SPACES)).isEqualTo(2);
            long bytes = Files.size(inputs.get(0)) + Files.size(inputs.get(1));
            assertThat(metrics.sum(JobNames.BYTES_TOTAL)).isEqualTo(bytes);
            assertThat(metrics.sum(JobNames.BYTES_READ)).isEqualTo(bytes);
        }
    }

    @Test
    void a_job_that_fails_in_the_middle_writes_everything_exactly_once() throws Exception {
        Path output = temp.resolve("out");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf(2));
        List<String> files = inputs.stream().map(Path::toString).toList();
        Inputs inputs = new Inputs(
                source(env, new FailingSource(files, EVENTS / 2, 100), JobNames.SOURCE_UID),
                source(env, new JsonLinesSource(List.of(), false), JobNames.COMMANDS_UID));
        Sink<TopicRecord> sink = JsonLinesSink.in(output.toUri().toString());
        Topology.build(inputs, new Settings(Traffic.RULES, false, 1000), new Outputs(sink, sink, sink));
        env.execute(JobPlan.JOB_NAME);
        assertThat(FailingSource.hasFailed()).isTrue();
        assertExactlyAsTheEngineSays(output);
    }
}
