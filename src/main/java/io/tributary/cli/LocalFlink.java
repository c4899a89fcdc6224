package io.tributary.cli;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.executiongraph.AccessExecution;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink inside this process with one job. It starts as {@link StreamExecutionEnvironment#executeAsync(String)} starts it,
 * but can be asked why the job failed and started again, which the client that one gets there does not know.
 */
final class LocalFlink {
    private static final long ANSWER_SECONDS = 5;

    private final MiniCluster cluster;
    private final JobClient client;

    private LocalFlink(MiniCluster cluster, JobClient client) {
        this.cluster = cluster;
        this.client = client;
    }

    /** @param env a local one, with all that its job consists of */
    static LocalFlink start(StreamExecutionEnvironment env, String jobName) throws Exception {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(jobName);
        Configuration conf = Configuration.fromMap(env.getConfiguration().toMap());
        AtomicReference<MiniCluster> made = new AtomicReference<>();
        LocalExecutor executor = LocalExecutor.createWithFactory(conf, settings -> {
            made.set(new MiniCluster(settings));
            return made.get();
        });
        try {
            JobClient client = executor.execute(graph, conf, LocalFlink.class.getClassLoader())
                    .get();
            return new LocalFlink(Objects.requireNonNull(made.get()), client);
        } catch (ExecutionException e) {
            ExceptionUtils.rethrowException(ExceptionUtils.stripExecutionException(e));
            throw e;
        }
    }

    JobClient client() {
        return client;
    }

    /** What the job, or a task of it, failed with last; empty if nothing has, or while Flink does not answer. */
    Optional<Throwable> lastFailure() {
        try {
            AccessExecutionGraph graph =
                    cluster.getExecutionGraph(client.getJobID()).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            Stream<ErrorInfo> ofTasks = StreamSupport.stream(
                            graph.getAllExecutionVertices().spliterator(), false)
                    .flatMap(LocalFlink::attempts)
                    .flatMap(attempt -> attempt.getFailureInfo().stream());
            return Stream.concat(Stream.ofNullable(graph.getFailureInfo()), ofTasks)
                    .max(Comparator.comparingLong(ErrorInfo::getTimestamp))
                    .map(failure -> failure.getException().deserializeError(LocalFlink.class.getClassLoader()));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Stream<AccessExecution> attempts(AccessExecutionVertex task) {
        return Stream.concat(
                Stream.of(task.getCurrentExecutionAttempt()),
                task.getExecutionHistory().getHistoricalExecutions().stream());
    }
}
