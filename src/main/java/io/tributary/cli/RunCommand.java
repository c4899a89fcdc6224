package io.tributary.cli;

import io.tributary.job.JobNames;
import io.tributary.job.JobOptions;
import io.tributary.job.LocalMetrics;
import io.tributary.job.Main;
import io.tributary.job.StartupException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The job on this machine. */
@Command(
        name = "run",
        description = {
            "Runs the job on a Flink inside this process: between the topics of a Kafka until it is interrupted, or from"
                    + " files of JSON lines to one directory of JSON lines a topic until they have been read.",
            "Files are read in the given order, by one reader, because order is meaning; where a space asks for order:"
                    + " event_time, side by side, always on with the one that is furthest behind. Commands of files are"
                    + " carried out in their own order, but nothing says between which events."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final long STEP_MILLIS = 500;
    private static final long LINE_MILLIS = 10_000;
    private static final int BAR = 30;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JobOptions options;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks of every operator. Default: parallelism.default of flink-conf/config.yaml.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keep checkpoints here, and go on from the newest one here. When all files have been read, a"
                    + " savepoint takes their place, and the next run reads its files with the graph there; one that was"
                    + " interrupted goes on with the same files. Default: start anew, keep nothing.")
    private @Nullable Path state;

    @Option(
            names = "--savepoint",
            paramLabel = "PATH",
            description = "Start from this savepoint or retained checkpoint; with --validate, only look whether the job"
                    + " could.")
    private @Nullable String savepoint;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    RunCommand() {}

    @Override
    public Integer call() {
        if (parallelism != null && parallelism < 1) {
            throw new ParameterException(spec.commandLine(), "--parallelism: " + parallelism + " is less than 1");
        }
        List<String> problems = options.problems();
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join(System.lineSeparator(), problems));
        }
        if (options.isValidation()) {
            return validate();
        }
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Terminal.isAttached();
        long start = System.nanoTime();
        try (LocalJob job = LocalJob.start(options, parallelism, state, savepoint)) {
            long lineAt = start;
            while (!job.hasEnded(STEP_MILLIS)) {
                job.restarted().ifPresent(why -> err.println((terminal ? Terminal.CLEAR_LINE : "") + why));
                long now = System.nanoTime();
                if (terminal || Duration.ofNanos(now - lineAt).toMillis() >= LINE_MILLIS) {
                    lineAt = now;
                    err.print((terminal ? Terminal.CLEAR_LINE : "")
                            + progress(job.metrics(), now - start)
                            + (terminal ? "" : "\n"));
                    err.flush();
                }
            }
            err.println((terminal ? Terminal.CLEAR_LINE : "") + progress(job.metrics(), System.nanoTime() - start));
        }
        return 0;
    }

    private int validate() {
        try {
            List<String> found = LocalJob.validate(options, parallelism, state, savepoint);
            spec.commandLine().getOut().println("valid: " + String.join(System.lineSeparator(), found));
            return 0;
        } catch (StartupException e) {
            e.problems().forEach(spec.commandLine().getErr()::println);
            return Main.REFUSED;
        }
    }

    private String progress(LocalMetrics metrics, long nanos) {
        long resolved = metrics.sum(JobNames.RESOLUTIONS);
        String counts = "resolved %,d (%,d/s)  merges %,d  rejected %,d"
                .formatted(
                        resolved,
                        resolved * 1000 / Math.max(1, Duration.ofNanos(nanos).toMillis()),
                        metrics.sum(JobNames.MERGES),
                        metrics.sum(JobNames.REJECTED));
        if (!options.isFileRun()) {
            return counts;
        }
        long total = Math.max(1, metrics.sum(JobNames.BYTES_TOTAL));
        long read = metrics.sum(JobNames.BYTES_READ);
        int filled = (int) (BAR * Math.min(read, total) / total);
        return "[%s%s] %3d%%  %s"
                .formatted("#".repeat(filled), ".".repeat(BAR - filled), 100 * Math.min(read, total) / total, counts);
    }
}
