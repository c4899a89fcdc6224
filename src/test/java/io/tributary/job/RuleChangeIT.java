package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.CheckpointFiles;
import io.tributary.codec.TopicRecord;
import io.tributary.job.Topology.Outputs;
import io.tributary.job.Topology.Settings;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import io.tributary.state.RawRecordSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One job, stopped in every way that leaves state behind, and what can be started from that. */
@SuppressWarnings({"NullAway.Init", "try"}) // set before all tests; that closing may be interrupted does not matter
class RuleChangeIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private static final RulesText RULES = rules("{id: main, extends: segment, sources: [web]}");
    private static final RulesText RELAXED = rules("{id: main, extends: segment, sources: [web], max_merges: 200}");
    private static final RulesText RESTRICTED = rules("{id: main, extends: segment, sources: [web], max_merges: 50}");
    private static final RulesText BROKEN = rules("{id: new, extends: segment, sources: [web]}");

    private static final Map<Kind, String> SAVEPOINTS = new EnumMap<>(Kind.class);

    @TempDir
    private static Path work;

    private static TestCluster cluster;

    /** What a job leaves behind. */
    private enum Kind {
        CANONICAL_SAVEPOINT,
        NATIVE_SAVEPOINT,
        RETAINED_CHECKPOINT
    }

    private static RulesText rules(String space) {
        return new RulesText(
                "rules.yaml",
                "spaces:\n  - " + space
                        + "\n  - {id: timed, extends: segment, sources: [timed], order: {event_time: 2s}}\n");
    }

    @BeforeAll
    static void leaveStateBehind() throws Exception {
        cluster = TestCluster.start(work, Duration.ofMillis(300));
        try (Life life = new Life(new Settings(RULES, false, 100), null, 2)) {
            life.event("web", "e1");
            life.event("web", "e2");
            life.events.feed(json("timed", "e3")); // it waits for its turn
            life.sink.collected().awaitFlush();
            SAVEPOINTS.put(Kind.CANONICAL_SAVEPOINT, life.savepoint(SavepointFormatType.CANONICAL));
            SAVEPOINTS.put(Kind.NATIVE_SAVEPOINT, life.savepoint(SavepointFormatType.NATIVE));
            life.sink.collected().awaitFlush();
        }
        SAVEPOINTS.put(Kind.RETAINED_CHECKPOINT, newestCheckpoint());
    }

    private static String newestCheckpoint() throws IOException {
        return CheckpointFiles.complete(work.resolve("checkpoints")).stream()
                .max(Comparator.comparing(
                        checkpoint -> checkpoint.resolve("_metadata").toFile().lastModified()))
                .orElseThrow()
                .toUri()
                .toString();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static byte[] json(String source, String messageId) {
        return ("{\"type\":\"track\",\"event\":\"e\",\"writeKey\":\"" + source + "\",\"messageId\":\"" + messageId
                        + "\",\"userId\":\"u1\",\"timestamp\":\"2026-03-01T10:00:00Z\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String savepoint(Kind kind) {
        return Objects.requireNonNull(SAVEPOINTS.get(kind));
    }

    private static Configuration from(Kind kind) {
        Configuration conf = cluster.configuration();
        conf.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint(kind));
        return conf;
    }

    /** A job that is fed by hand. */
    private static final class Life implements AutoCloseable {
        final FedSource events = new FedSource("events.jsonl");
        final FedSource commands = new FedSource("commands.jsonl");
        final CollectingSink sink = new CollectingSink();
        final StreamExecutionEnvironment env;
        final JobClient client;
        private int resolved;

        Life(Settings settings, @Nullable Kind from, int parallelism) throws Exception {
            env = cluster.environment(from == null ? cluster.configuration() : from(from), parallelism);
            TestCluster.build(
                    env, settings, events, WatermarkStrategy.noWatermarks(), commands, new Outputs(sink, sink, sink));
            client = env.executeAsync(JobPlan.JOB_NAME);
        }

        void event(String source, String messageId) throws InterruptedException {
            events.feed(json(source, messageId));
            resolved++;
            sink.collected().awaitCount(record -> record.topic() == Topic.RESOLUTIONS, resolved);
            sink.collected().awaitFlush();
        }

        String savepoint(SavepointFormatType format) throws Exception {
            return client.triggerSavepoint(work.resolve("kept").toUri().toString(), format)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        List<JsonNode> records(Topic topic) {
            return sink.collected().records().stream()
                    .filter(record -> record.topic() == topic)
                    .map(RuleChangeIT::read)
                    .toList();
        }

        @Override
        public void close() throws Exception {
            if (!client.getJobStatus().get(PATIENCE_SECONDS, TimeUnit.SECONDS).isTerminalState()) {
                client.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                client.getJobExecutionResult()
                        .handle((result, failure) -> result)
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            events.forget();
            commands.forget();
            sink.forget();
        }
    }

    private static JsonNode read(TopicRecord record) {
        try {
            return JSON.readTree(Objects.requireNonNull(record.value()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> check(Configuration conf, RulesText rules, Allowance allowance)
            throws StartupException {
        StreamExecutionEnvironment env = cluster.environment(conf, 1);
        FedSource nothing = new FedSource("nothing");
        CollectingSink sink = new CollectingSink();
        TestCluster.build(
                env,
                new Settings(rules, false, 100, allowance),
                nothing,
                WatermarkStrategy.noWatermarks(),
                nothing,
                new Outputs(sink, sink, sink));
        nothing.forget();
        sink.forget();
        return new StartCheck(env, rules.compile(), allowance).run(true, true);
    }

    private static List<String> refused(Configuration conf, RulesText rules, Allowance allowance) {
        StartupException refusal = catchThrowableOfType(StartupException.class, () -> check(conf, rules, allowance));
        assertThat(refusal).isNotNull();
        return refusal.problems();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void relaxed_rules_go_on_from_whatever_a_job_left_behind_at_another_parallelism(Kind kind) throws Exception {
        assertThat(String.join("\n", check(from(kind), RELAXED, Allowance.RELAXING_ONLY)))
                .contains("written under " + RULES.compile().fingerprint() + ", changed since:")
                .contains("relaxing     space main: max_merges: 100 -> 200");

        try (Life life = new Life(new Settings(RELAXED, false, 100), kind, 1)) {
            life.event("web", "e4");

            assertThat(life.records(Topic.AUDIT))
                    .filteredOn(record -> record.path("kind").asText().equals("rules"))
                    .singleElement()
                    .satisfies(change ->
                            assertThat(change.path("sequence").asLong()).isEqualTo(2));
            assertThat(life.records(Topic.RESOLUTIONS)).singleElement().satisfies(resolution -> {
                assertThat(resolution.path("sequence").asLong()).isEqualTo(3);
                assertThat(resolution.path("outcome").asText()).isEqualTo("matched");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_same_rules_are_no_change(Kind kind) throws Exception {
        assertThat(check(from(kind), RULES, Allowance.RELAXING_ONLY))
                .anyMatch(found -> found.endsWith("written under the same rules"));
    }

    @Test
    void restrictive_and_breaking_changes_are_refused_before_the_start_unless_they_are_allowed() throws Exception {
        for (Kind kind : Kind.values()) {
            assertThat(refused(from(kind), RESTRICTED, Allowance.RELAXING_ONLY))
                    .singleElement()
                    .asString()
                    .contains("the change needs --allow-restrictive:")
                    .contains("restrictive  space main: max_merges: 100 -> 50");
        }
        Configuration conf = from(Kind.CANONICAL_SAVEPOINT);
        assertThat(refused(conf, BROKEN, new Allowance(true, false)))
                .singleElement()
                .asString()
                .contains("the change needs --allow-breaking:")
                .contains("breaking     space main: space: main (gone)");
        assertThat(check(conf, RESTRICTED, new Allowance(true, false))).isNotEmpty();
        assertThat(check(conf, BROKEN, new Allowance(false, true))).isNotEmpty();
    }

    @Test
    void a_job_that_was_not_checked_refuses_by_itself_and_does_not_start_again() throws Exception {
        try (Life life = new Life(new Settings(RESTRICTED, false, 100), Kind.NATIVE_SAVEPOINT, 2)) {
            assertThatThrownBy(() -> life.client.getJobExecutionResult().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .satisfies(failure -> assertThat(ExceptionUtils.stringifyException(failure))
                            .contains("the change needs --allow-restrictive:"));
            assertThat(life.sink.collected().records()).isEmpty();
        }
    }

    @Test
    void an_accepted_change_is_told_once_even_if_the_job_fails_right_after_the_start() throws Exception {
        FedSource events = new FedSource("events.jsonl");
        FedSource commands = new FedSource("commands.jsonl");
        ThrowingOnceSink resolutions = new ThrowingOnceSink();
        CollectingSink rejected = new CollectingSink();
        Path facts = work.resolve("facts");
        StreamExecutionEnvironment env = cluster.environment(from(Kind.CANONICAL_SAVEPOINT), 2);
        Settings settings = new Settings(BROKEN, false, 100, new Allowance(false, true));
        TestCluster.build(
                env,
                settings,
                events,
                WatermarkStrategy.noWatermarks(),
                commands,
                new Outputs(resolutions, JsonLinesSink.in(facts.toUri().toString()), rejected));
        JobClient client = env.executeAsync(JobPlan.JOB_NAME);
        // What is under way when the job fails is lost, for the source remembers nothing: one event comes through at
        // last.
        for (int i = 4; resolutions.collected().records().isEmpty(); i++) {
            events.feed(json("web", "e" + i));
            Thread.sleep(100);
        }
        assertThat(ThrowingOnceSink.hasThrown()).isTrue();
        events.end();
        commands.end();
        client.getJobExecutionResult().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        try (Stream<Path> files = Files.walk(facts.resolve("audit"))) {
            List<String> lines = files.filter(
                            file -> file.getFileName().toString().matches("[^.].*\\.jsonl"))
                    .flatMap(RuleChangeIT::lines)
                    .toList();
            assertThat(lines).hasSize(2).allMatch(line -> line.contains("\"kind\":\"rules\""));
            assertThat(lines).anyMatch(line -> line.contains("{\"space\":\"main\",\"sequence\":2,"));
            assertThat(lines).anyMatch(line -> line.contains("{\"space\":\"new\",\"sequence\":0,"));
        } finally {
            events.forget();
            commands.forget();
            resolutions.forget();
            rejected.forget();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void another_number_of_key_groups_is_refused_and_explained() {
        Configuration conf = from(Kind.CANONICAL_SAVEPOINT);
        conf.set(PipelineOptions.MAX_PARALLELISM, 64);

        assertThat(refused(conf, RULES, Allowance.RELAXING_ONLY))
                .singleElement()
                .asString()
                .contains("written with pipeline.max-parallelism: 128, this configuration says 64")
                .endsWith("set it back to 128");
    }

    @Test
    void a_savepoint_that_cannot_be_read_is_refused_unless_high_availability_may_know_better() throws Exception {
        Configuration conf = cluster.configuration();
        conf.set(
                StateRecoveryOptions.SAVEPOINT_PATH,
                work.resolve("nowhere").toUri().toString());

        assertThat(refused(conf, RULES, Allowance.RELAXING_ONLY))
                .singleElement()
                .asString()
                .contains("nowhere cannot be read: ")
                .contains("_metadata");

        conf.set(HighAvailabilityOptions.HA_MODE, "ZOOKEEPER");
        StreamExecutionEnvironment env = cluster.environment(conf, 1);
        env.fromData(1).uid("a").print().uid("b");
        assertThat(new StartCheck(env, RULES.compile(), Allowance.RELAXING_ONLY).run(true, false))
                .anyMatch(found -> found.contains("nowhere cannot be read"));
    }

    @Test
    void an_operator_that_is_gone_is_refused_unless_its_state_is_to_be_dropped() throws Exception {
        Configuration conf = from(Kind.CANONICAL_SAVEPOINT);
        StreamExecutionEnvironment env = cluster.environment(conf, 1);
        env.fromData(1).uid(JobNames.SOURCE_UID).print().uid(JobNames.FACTS_UID);

        assertThat(catchThrowableOfType(
                                StartupException.class,
                                () -> new StartCheck(env, RULES.compile(), Allowance.RELAXING_ONLY).run(true, true))
                        .problems())
                .anyMatch(problem ->
                        problem.contains("it has state of an operator resolve that this release does not have"));

        conf.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        StreamExecutionEnvironment dropping = cluster.environment(conf, 1);
        dropping.fromData(1).uid(JobNames.SOURCE_UID).print().uid(JobNames.FACTS_UID);
        assertThat(new StartCheck(dropping, RULES.compile(), Allowance.RELAXING_ONLY).run(true, true))
                .contains("the state of operator resolve is dropped, as it was asked for");
    }

    @Test
    void a_state_of_another_name_or_type_is_refused() throws Exception {
        FedSource events = new FedSource("events.jsonl");
        StreamExecutionEnvironment env = cluster.environment(cluster.configuration(), 1);
        env.fromSource(events, WatermarkStrategy.noWatermarks(), "events", RawRecordSerializer.TYPE)
                .uid(JobNames.SOURCE_UID)
                .keyBy(RawRecord::topic, Types.STRING)
                .process(new OtherStates(), Types.STRING)
                .uid(JobNames.RESOLVE_UID)
                .print()
                .uid(JobNames.FACTS_UID);
        JobClient client = env.executeAsync("other");
        events.feed(json("web", "e1"));
        String other = awaitRunning(client)
                .stopWithSavepoint(false, work.resolve("kept").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        events.forget();
        Configuration conf = cluster.configuration();
        conf.set(StateRecoveryOptions.SAVEPOINT_PATH, other);

        assertThat(refused(conf, RULES, Allowance.RELAXING_ONLY))
                .anyMatch(problem -> problem.contains("state 'novel' is not known to this release"))
                .anyMatch(problem -> problem.contains("state 'sequence' was written as VALUE by"));
    }

    private static JobClient awaitRunning(JobClient client) throws Exception {
        while (true) {
            try {
                client.triggerSavepoint(work.resolve("probe").toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return client;
            } catch (ExecutionException notYet) {
                Thread.sleep(50);
            }
        }
    }

    /** States that no release ever had. */
    private static final class OtherStates extends KeyedProcessFunction<String, RawRecord, String> {
        private static final long serialVersionUID = 1;

        @Override
        public void processElement(RawRecord value, Context context, Collector<String> out) throws Exception {
            getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("sequence", Types.STRING))
                    .update("1");
            getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("novel", Types.STRING))
                    .update("1");
        }
    }

    @Test
    void to_validate_says_what_was_found_and_touches_nothing() throws Exception {
        Path rules = Files.writeString(work.resolve("relaxed.yaml"), RELAXED.yaml());
        Path input = Files.writeString(work.resolve("events.jsonl"), "{}\n");
        Path output = work.resolve("out");
        JobOptions options = JobOptionsTest.options(
                "--rules", rules.toString(), "--input", input.toString(), "--output", output.toString(), "--validate");
        List<String> before = savepoints();

        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(from(Kind.NATIVE_SAVEPOINT));
        JobPlan plan = JobPlan.of(options);
        plan.addTo(env);
        List<String> found = plan.check(env);

        assertThat(found.get(0)).isEqualTo("rules " + RELAXED.compile().fingerprint() + ", 2 spaces");
        assertThat(found).anyMatch(line -> line.contains("relaxing     space main: max_merges: 100 -> 200"));
        assertThat(savepoints()).isEqualTo(before);
        assertThat(output).doesNotExist();
    }

    private static List<String> savepoints() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("kept"))) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void uids_and_states_are_those_of_the_golden_list() throws Exception {
        String golden = "golden/savepoint.txt";
        String actual = SavepointText.of(savepoint(Kind.CANONICAL_SAVEPOINT));

        try (var in = RuleChangeIT.class.getResourceAsStream(golden)) {
            assertThat(actual)
                    .as(
                            "What is in every savepoint is no longer what %s says. If a uid or a state is gone or has another"
                                    + " name, or a serializer another class, existing savepoints cannot be restored: undo"
                                    + " that, or bring them into the new form as OlderGraphs does. If something was added,"
                                    + " or a serializer has a new version that reads the old ones, write the new list there,"
                                    + " and add a savepoint of the new version to those that are restored in tests.",
                            golden)
                    .isEqualTo(in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
