package io.tributary.job;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A whole job that is fed one event or command at a time: the next one only when everything has come out that the one
 * before led to. So their order is given although they come from two inputs.
 */
@SuppressWarnings("try") // that closing it may be interrupted does not matter here
final class SteppedJob implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final FedSource events = new FedSource("events.jsonl");
    private final FedSource commands = new FedSource("commands.jsonl");
    private final CollectingSink sink = new CollectingSink();
    private final JobClient client;
    private int steps;

    /** @param rules of one space, in the order of arrival */
    SteppedJob(TestCluster cluster, RulesText rules) throws Exception {
        this(cluster, rules, null);
    }

    /**
     * @param rules under which each event has one outcome, or waits for its time
     * @param savepoint to start from, null to begin with nothing
     */
    SteppedJob(TestCluster cluster, RulesText rules, @Nullable String savepoint) throws Exception {
        StreamExecutionEnvironment env = cluster.job(rules, events, WatermarkStrategy.noWatermarks(), commands, sink);
        if (savepoint != null) {
            env.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        }
        client = env.executeAsync(JobPlan.JOB_NAME);
    }

    void event(byte[] json) throws InterruptedException {
        events.feed(json);
        awaitStep();
    }

    /** An event that waits for its time, which no step tells. */
    void waitingEvent(byte[] json) {
        events.feed(json);
    }

    /** A savepoint of what has been fed up to the last step; the job goes on. */
    String savepoint(Path directory, SavepointFormatType format) throws Exception {
        return client.triggerSavepoint(directory.toUri().toString(), format).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    JobID id() {
        return client.getJobID();
    }

    void command(byte[] json) throws InterruptedException {
        commands.feed(json);
        awaitStep();
    }

    private void awaitStep() throws InterruptedException {
        steps++;
        sink.collected().awaitCount(SteppedJob::isOutcome, steps);
        sink.collected().awaitFlush();
    }

    /** Whether a record is one of those of which every event and every command has exactly one. */
    private static boolean isOutcome(TopicRecord record) {
        return record.topic() == Topic.RESOLUTIONS
                || record.topic() == Topic.REJECTED
                || (record.topic() == Topic.AUDIT
                        && EngineLoop.text(record.value()).contains("\"kind\":\"command\""));
    }

    /** All that has come out so far, in order. */
    List<TopicRecord> records() {
        return sink.collected().records();
    }

    /** Lets the input end, and the job with it. */
    List<TopicRecord> end() throws Exception {
        events.end();
        commands.end();
        client.getJobExecutionResult().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return records();
    }

    @Override
    public void close() throws Exception {
        if (!client.getJobStatus().get(PATIENCE_SECONDS, TimeUnit.SECONDS).isTerminalState()) {
            client.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        events.forget();
        commands.forget();
        sink.forget();
    }
}
