package io.tributary.cli;

import io.tributary.job.JobOptions;
import io.tributary.job.JobPlan;
import io.tributary.job.LocalConf;
import io.tributary.job.LocalMetrics;
import io.tributary.job.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The job on a Flink inside this process. It ends when it is closed and when the process is told to end; what Flink
 * wrote goes with it, unless it was given a directory to keep.
 */
final class LocalJob implements AutoCloseable {
    private static final long CANCEL_SECONDS = 20;

    private final Path directory;
    private final boolean keep;
    private final LocalMetrics metrics;
    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> end;
    private final Thread atExit = new Thread(this::end, "local-job-exit");

    /** Whether it was told to end, so that its cancellation is no failure. */
    private volatile boolean ending;

    private LocalJob(Path directory, boolean keep, LocalMetrics metrics, JobClient client) {
        this.directory = directory;
        this.keep = keep;
        this.metrics = metrics;
        this.client = client;
        this.end = client.getJobExecutionResult();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Checks everything that can be checked, then starts the job.
     *
     * @param parallelism of the job, null for that of the configuration
     * @param state where checkpoints are kept: the job goes on from the newest one there; null to start anew and to keep
     *     nothing
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
        try {
            JobPlan plan = JobPlan.of(options);
            Path directory = state == null ? Files.createTempDirectory("tributary-job-") : state;
            Configuration conf = configuration(directory, parallelism, directory, savepoint);
            LocalMetrics metrics = LocalMetrics.of(conf);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
            plan.addTo(env);
            check(plan, env, state == null ? directory : null);
            return new LocalJob(directory, state != null, metrics, env.executeAsync(JobPlan.JOB_NAME));
        } catch (CommandFailure e) {
            throw e;
        } catch (StartupException e) {
            throw new CommandFailure(String.join(System.lineSeparator(), e.problems()), e);
        } catch (Exception e) {
            throw new CommandFailure("the job cannot start: " + e.getMessage(), e);
        }
    }

    /** @param temporary deleted if the job is refused, null for nothing */
    private static void check(JobPlan plan, StreamExecutionEnvironment env, @Nullable Path temporary)
            throws StartupException {
        try {
            plan.check(env);
        } catch (StartupException e) {
            if (temporary != null) {
                Directories.delete(temporary);
            }
            throw e;
        }
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
        Path directory = null;
        try {
            directory = Files.createTempDirectory("tributary-validate-");
            Configuration conf = configuration(directory, parallelism, state == null ? directory : state, savepoint);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
            plan.addTo(env);
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
        Optional<Path> newest = newestCheckpoint(checkpoints);
        if (savepoint != null && newest.isPresent()) {
            throw new CommandFailure("--savepoint and --state exclude each other here: " + newest.get()
                    + " is a checkpoint to go on from; name another directory with --state, or leave --savepoint out");
        }
        if (savepoint != null) {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        newest.ifPresent(path -> conf.set(StateRecoveryOptions.SAVEPOINT_PATH, "file://" + path.toAbsolutePath()));
        return conf;
    }

    private static Optional<Path> newestCheckpoint(Path directory) throws IOException {
        Path checkpoints = directory.resolve("checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            List<Path> complete =
                    files.filter(file -> file.endsWith("_metadata")).toList();
            return complete.stream()
                    .max(Comparator.comparing(LocalJob::modified))
                    .map(Path::getParent);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new CommandFailure(file + ": cannot be read: " + e.getMessage(), e);
        }
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
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (ending) {
                return true;
            }
            throw new CommandFailure("the job has failed: " + rootCause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
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
                client.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
                end.handle((result, failure) -> result).get(CANCEL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // It has ended by itself, or it hangs: either way the process ends it now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
        if (!keep) {
            Directories.delete(directory);
        }
    }
}
