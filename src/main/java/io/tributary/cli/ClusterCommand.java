package io.tributary.cli;

import io.tributary.cluster.Cluster;
import io.tributary.cluster.ClusterException;
import io.tributary.cluster.ClusterSettings;
import io.tributary.cluster.ClusterStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A cluster on this machine, to rehearse with. */
@Command(
        name = "cluster",
        description = {
            "A Flink cluster on this machine, each process a JVM of its own, to rehearse rule changes and outages with."
                    + " It outlives these commands, until 'cluster down'.",
            "Its processes are jm (the JobManager), tm-1, tm-2 and so on (the TaskManagers), with --broker broker, and"
                    + " with --ha zk (ZooKeeper)."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ClusterCommand implements Runnable {
    private static final String NAME = "jm, tm-1, tm-2, ..., broker or zk.";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    ClusterCommand() {}

    /** Which cluster. */
    static final class Place {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                defaultValue = "${sys:java.io.tmpdir}/tributary-cluster",
                description = "The cluster's directory, for all that it writes. Default: ${DEFAULT-VALUE}.")
        private Path directory;

        @SuppressWarnings("NullAway.Init") // picocli sets it
        Place() {}
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say which: up, status, run, savepoint, stop, kill, pause, resume, start or down");
    }

    @Command(description = "Starts a cluster.", sortOptions = false, mixinStandardHelpOptions = true)
    void up(
            @Option(
                            names = "--task-managers",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "How many, of two slots each. Default: ${DEFAULT-VALUE}.")
                    int taskManagers,
            @Option(
                            names = "--ha",
                            description =
                                    "With ZooKeeper, so that a JobManager that was killed and started again goes on"
                                            + " with the job.")
                    boolean highlyAvailable,
            @Option(names = "--broker", description = "With a Kafka broker.") boolean broker,
            @Option(
                            names = "--metrics",
                            paramLabel = "PORTS",
                            description = "Ports at which the processes of Flink answer Prometheus, one each, such as"
                                    + " 9249-9255. They are open to the network. Default: none.")
                    @Nullable
                    String metrics,
            @Mixin Place place) {
        if (taskManagers < 1) {
            throw new ParameterException(spec.commandLine(), "--task-managers: " + taskManagers + " is less than 1");
        }
        attempt(() -> {
            Map<String, String> conf = metrics == null ? Map.of() : Map.of(Cluster.METRICS_PORT, metrics);
            ClusterSettings settings = new ClusterSettings(taskManagers, highlyAvailable, broker, conf);
            print(Cluster.up(place.directory, settings).status());
        });
    }

    @Command(description = "Says how the processes and the job are.", mixinStandardHelpOptions = true)
    void status(@Mixin Place place) {
        with(place, cluster -> print(cluster.status()));
    }

    @Command(
            name = "run",
            description = {
                "Starts the job on the cluster. What comes after -- are the job's own options, those of 'tributary run';"
                        + " without --brokers and --input it works with the cluster's broker."
            },
            sortOptions = false,
            mixinStandardHelpOptions = true)
    void runJob(
            @Option(
                            names = "--savepoint",
                            paramLabel = "PATH",
                            description = "Go on from this savepoint or checkpoint. Default: start anew.")
                    @Nullable
                    String savepoint,
            @Option(
                            names = "--parallelism",
                            paramLabel = "N",
                            description = "Subtasks of every operator. Default: parallelism.default of"
                                    + " flink-conf/config.yaml.")
                    @Nullable
                    Integer parallelism,
            @Mixin Place place,
            @Parameters(arity = "0..*", paramLabel = "-- JOB OPTIONS", description = "What the job is told.") @Nullable
                    List<String> jobOptions) {
        if (parallelism != null && parallelism < 1) {
            throw new ParameterException(spec.commandLine(), "--parallelism: " + parallelism + " is less than 1");
        }
        with(place, cluster -> {
            String id = cluster.run(savepoint, parallelism, jobOptions == null ? List.of() : jobOptions);
            out().println(id.isEmpty() ? "nothing started, as the job was told" : "job " + id + " started");
        });
    }

    @Command(
            description = "Writes a savepoint of the job, which goes on, and prints its path.",
            mixinStandardHelpOptions = true)
    void savepoint(@Mixin Place place) {
        with(place, cluster -> out().println(cluster.savepoint()));
    }

    @Command(
            description =
                    "Ends the job with a savepoint, and prints its path. Nothing that waits is hurried: the job can"
                            + " go on from it as if it had not ended.",
            mixinStandardHelpOptions = true)
    void stop(@Mixin Place place) {
        with(place, cluster -> out().println(cluster.stop()));
    }

    @Command(description = "Ends a process at once, as a crash would.", mixinStandardHelpOptions = true)
    void kill(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin Place place) {
        with(place, cluster -> cluster.kill(name));
    }

    @Command(
            description = "Makes a process do nothing, with all its connections open, as a machine would that hangs.",
            mixinStandardHelpOptions = true)
    void pause(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin Place place) {
        with(place, cluster -> cluster.pause(name));
    }

    @Command(description = "Lets a paused process go on.", mixinStandardHelpOptions = true)
    void resume(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin Place place) {
        with(place, cluster -> cluster.resume(name));
    }

    @Command(description = "Starts a process that has ended again.", mixinStandardHelpOptions = true)
    void start(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin Place place) {
        with(place, cluster -> cluster.start(name));
    }

    @Command(
            description = "Ends all processes and deletes all that they have written.",
            mixinStandardHelpOptions = true)
    void down(
            @Option(names = "--keep", description = "Logs, topics, checkpoints and savepoints stay.") boolean keep,
            @Mixin Place place) {
        with(place, cluster -> cluster.down(keep));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static void with(Place place, Consumer<Cluster> action) {
        attempt(() -> action.accept(Cluster.in(place.directory)));
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (ClusterException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private void print(ClusterStatus status) {
        for (ClusterStatus.Member process : status.processes()) {
            out().printf("%-8s %-7s process %d%n", process.name(), process.condition(), process.pid());
        }
        if (status.brokers() != null) {
            out().printf("%-8s %s%n", "Kafka", status.brokers());
        }
        out().printf("%-8s %s%s%n", "Flink", status.pages(), status.answers() ? "" : " does not answer");
        ClusterStatus.Job job = status.job();
        if (job == null) {
            out().printf("%-8s %s%n", "job", status.answers() ? "none" : "unknown");
            return;
        }
        out().printf("%-8s %s %s, %s restarts%n", "job", job.id(), job.state(), known(job.restarts()));
        out().printf("%-8s completed %s%n", "", text(job.checkpoint()));
        out().printf("%-8s restored  %s%n", "", text(job.restored()));
    }

    private static String known(@Nullable Long number) {
        return number == null ? "unknown" : number.toString();
    }

    private static String text(ClusterStatus.@Nullable Checkpoint checkpoint) {
        return checkpoint == null ? "no checkpoint" : "checkpoint " + checkpoint.id() + " " + checkpoint.path();
    }
}
