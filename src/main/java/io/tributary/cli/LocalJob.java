package io.tributary.cli;

import io.tributary.job.JobNames;
import io.tributary.job.JobOptions;
import io.tributary.job.JobPlan;
import io.tributary.job.LocalConf;
import io.tributary.job.LocalMetrics;
import io.tributary.job.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * The job on a Flink inside this process. It ends when it is closed and when the process is told to end; what Flink
 * wrote goes with it, unless it was given a directory to keep.
 */
final class LocalJob implements AutoCloseable {
    private static final long CANCEL_SECONDS = 20;

    /** Some fifteen seconds. */
    private static final int MOST_RESTARTS_OVER_FILES = 5;

    private final StateDirectory directory;
    private final int files;
    private final LocalMetrics metrics;
    private final LocalFlink flink;
    private final CompletableFuture<JobExecutionResult> end;
    private final Thread atExit = new Thread(this::end, "local-job-exit");

    /** Whether it was told to end, so that its cancellation is no failure. */
    private volatile boolean ending;

    /** With which it is stopped when it has read its files, if its state is kept; null before. */
    private @Nullable CompletableFuture<String> savepoint;

    /** How often it has started again, as far as it has been told. */
    private long restarts;

    private LocalJob(StateDirectory directory, int files, LocalMetrics metrics, LocalFlink flink) {
        this.directory = directory;
        this.files = files;
        this.metrics = metrics;
        this.flink = flink;
        this.end = flink.client().getJobExecutionResult();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Checks everything that can be checked, then starts the job.
     *
     * @param parallelism of the job, null for that of the configuration
     * @param state where checkpoints are kept: the job goes on from the newest one there, and over files ends with a
     *     savepoint there; null to start anew and to keep nothing
     */
    static LocalJob start(JobOptions options, @Nullable Integer parallelism, @Nullable Path state) {
        return start(options, parallelism, state, null);
    }

    /**
     * The same, from a savepoint.
     *
     * @param savepoint to start from, with a directory of checkpoints that holds none yet, or none; null for none
     */
    static LocalJob start(
            JobOptions options, @Nullable Integer parallelism, @Nullable Path state, @Nullable String savepoint) {
        StateDirectory directory = null;
        try {
            JobPlan plan = JobPlan.of(options);
            directory = state == null ? StateDirectory.temporary() : StateDirectory.kept(state);
            Configuration conf = configuration(directory.path(), parallelism, directory.path(), savepoint);
            if (options.isFileRun()) {
                // What brokers cannot do for a while they can later; what is wrong with files somebody has to mend.
                conf.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, MOST_RESTARTS_OVER_FILES);
            }
            LocalMetrics metrics = LocalMetrics.of(conf);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
            plan.addTo(env, directory.isKept());
            plan.check(env);
            return new LocalJob(directory, plan.files(), metrics, LocalFlink.start(env, JobPlan.JOB_NAME));
        } catch (Exception e) {
            if (directory != null) {
                directory.close();
            }
            throw refusal(e);
        }
    }

    private static CommandFailure refusal(Exception e) {
        if (e instanceof CommandFailure failure) {
            return failure;
        }
        if (e instanceof StartupException startup) {
            return new CommandFailure(String.join(System.lineSeparator(), startup.problems()), e);
        }
        return new CommandFailure("the job cannot start: " + e.getMessage(), e);
    }

    /**
     * Checks everything that can be checked, and starts and leaves behind nothing.
     *
     * @return what was found
     * @throws StartupException with every problem
     */
    static List<String> validate(
            JobOptions options, @Nullable Integer parallelism, @Nullable Path state, @Nullable String savepoint)
            throws StartupException {
        JobPlan plan = JobPlan.of(options);
        if (state != null) {
            StateDirectory.check(state);
        }
        Path directory = null;
        try {
            directory = Files.createTempDirectory("tributary-validate-");
            Configuration conf = configuration(directory, parallelism, state == null ? directory : state, savepoint);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
            plan.addTo(env, state != null);
            return plan.check(env);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        } finally {
            if (directory != null) {
                Directories.delete(directory);
            }
        }
    }

    /**
     * @param directory for what Flink writes
     * @param checkpoints that may hold a checkpoint to go on from
     */
    private static Configuration configuration(
            Path directory, @Nullable Integer parallelism, Path checkpoints, @Nullable String savepoint)
            throws IOException {
        Configuration conf = LocalConf.load(directory);
        if (parallelism != null) {
            conf.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        }
        Optional<Path> newest = StateDirectory.newest(checkpoints);
        if (savepoint != null && newest.isPresent()) {
            throw new CommandFailure("--savepoint and --state exclude each other here: " + newest.get()
                    + " is there to go on from; name another directory with --state, or leave --savepoint out");
        }
        if (savepoint != null) {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        newest.ifPresent(path -> conf.set(StateRecoveryOptions.SAVEPOINT_PATH, "file://" + path.toAbsolutePath()));
        return conf;
    }

    LocalMetrics metrics() {
        return metrics;
    }

    /**
     * Waits for the job's end, but not for long.
     *
     * @return whether it has ended
     * @throws CommandFailure if it has failed
     */
    boolean hasEnded(long millis) {
        try {
            end.get(millis, TimeUnit.MILLISECONDS);
            if (savepoint != null) {
                savepoint.get();
                directory.forgetCheckpoints();
            }
            return true;
        } catch (TimeoutException e) {
            stopWhenRead();
            return false;
        } catch (ExecutionException e) {
            if (ending) {
                return true;
            }
            if (savepoint != null) {
                throw notKept(e);
            }
            throw new CommandFailure("the job has failed: " + rootCause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** That it has failed and started again since this was asked last, and why; empty if it has not. */
    Optional<String> restarted() {
        long now = metrics.sum(MetricNames.NUM_RESTARTS);
        if (now <= restarts) {
            return Optional.empty();
        }
        restarts = now;
        return Optional.of("the job failed and started again from its last checkpoint, restart %,d: %s"
                .formatted(now, flink.lastFailure().map(LocalJob::rootCause).orElse("Flink does not say why")));
    }

    /** Over files whose state is kept, the job itself never ends: Flink would drop the state of one that does. */
    private void stopWhenRead() {
        try {
            if (savepoint != null) {
                savepoint.getNow("");
            }
        } catch (CompletionException e) {
            if (!isTooEarly(e)) {
                throw notKept(e);
            }
            savepoint = null;
        }
        if (directory.isKept() && files > 0 && savepoint == null && metrics.sum(JobNames.FILES_READ) >= files) {
            savepoint = flink.client().stopWithSavepoint(true, null, SavepointFormatType.CANONICAL);
        }
    }

    /** Short files may have been read before all tasks run, and after a failure the reader runs before others do. */
    private static boolean isTooEarly(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, CheckpointException.class)
                .filter(e -> e.getCheckpointFailureReason() == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING)
                .isPresent();
    }

    private CommandFailure notKept(Throwable failure) {
        return new CommandFailure(
                "all files have been read, but the graph could not be written to " + directory.savepoints()
                        + ": " + rootCause(failure)
                        + "; mend that, and run it again with the same files and --state and"
                        + " with a new --output: it goes on from the last checkpoint",
                failure);
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook does it
        }
        end();
    }

    private void end() {
        ending = true;
        try {
            if (!end.isDone()) {
                flink.client().cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
                end.handle((result, failure) -> result).get(CANCEL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // It has ended by itself, or it hangs: either way the process ends it now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
        directory.close();
    }
}
