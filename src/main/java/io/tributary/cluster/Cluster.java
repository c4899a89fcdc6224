package io.tributary.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cluster.Member.Condition;
import io.tributary.kafka.LocalBrokerCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster on this machine: a JobManager, TaskManagers, and if wanted ZooKeeper and a Kafka broker, each a
 * process of its own. They outlive whoever started them; a directory holds what there is to know about them and all that
 * they write. Every method throws {@link ClusterException} if it cannot do what it says.
 */
public final class Cluster {
    /** The name of the JobManager. */
    public static final String JOB_MANAGER = "jm";

    /** The setting without which no process answers Prometheus: a port, or a range of which each process takes one. */
    public static final String METRICS_PORT = ClusterConf.METRICS_PORT;

    public static final String BROKER = "broker";
    public static final String ZOOKEEPER = "zk";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;

    private final Path directory;
    private ClusterFile file;
    private final FlinkRest rest;

    private Cluster(Path directory, ClusterFile file) {
        this.directory = directory;
        this.file = file;
        this.rest = new FlinkRest(file.restPort());
    }

    /**
     * Starts a cluster and waits until all of it answers.
     *
     * @param directory new or empty
     */
    public static Cluster up(Path directory, ClusterSettings settings) {
        Path absolute = directory.toAbsolutePath().normalize();
        refuseUsed(absolute);
        Cluster cluster;
        try {
            Files.createDirectories(absolute);
            cluster = new Cluster(absolute, ClusterPlan.of(Home.find(), absolute, settings));
        } catch (IOException e) {
            throw new ClusterException(absolute + ": no cluster can be set up here: " + e.getMessage(), e);
        }
        cluster.file.write(absolute);
        try {
            cluster.file.members().forEach(member -> cluster.launch(member.name()));
            cluster.file.members().forEach(member -> cluster.awaitReady(member.name()));
        } catch (ClusterException e) {
            cluster.killAll(); // its logs stay
            throw e;
        }
        return cluster;
    }

    private static void refuseUsed(Path directory) {
        Optional<ClusterFile> there = ClusterFile.read(directory);
        if (there.isPresent()) {
            boolean alive = there.get().members().stream().anyMatch(member -> member.condition() != Condition.DEAD);
            throw new ClusterException(directory + (alive ? ": a cluster is up here" : ": a cluster was up here")
                    + "; end it with 'cluster down', or name another directory with --dir");
        }
        if (Files.exists(directory)) {
            try (Stream<Path> contents = Files.list(directory)) {
                if (contents.findAny().isPresent()) {
                    throw new ClusterException(directory + ": is not empty; name another directory with --dir");
                }
            } catch (IOException e) {
                throw new ClusterException(directory + ": is no directory; name another with --dir", e);
            }
        }
    }

    /** The cluster that was started in a directory. */
    public static Cluster in(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        return new Cluster(
                absolute,
                ClusterFile.read(absolute)
                        .orElseThrow(() -> new ClusterException(absolute
                                + ": no cluster is up here; start one with 'cluster up', or say where with --dir")));
    }

    /** The addresses of its broker, if it has one. */
    public Optional<String> brokers() {
        return file.brokerPort() == 0 ? Optional.empty() : Optional.of("127.0.0.1:" + file.brokerPort());
    }

    public ClusterStatus status() {
        boolean answers = !rest.getIfAnswered("/overview").isMissingNode();
        return new ClusterStatus(
                file.members().stream()
                        .map(member -> new ClusterStatus.Member(
                                member.name(),
                                member.pid(),
                                member.condition().name().toLowerCase(java.util.Locale.ROOT)))
                        .toList(),
                brokers().orElse(null),
                "http://127.0.0.1:" + file.restPort(),
                answers,
                answers ? RunningJob.newest(rest).orElse(null) : null);
    }

    /** What Flink's REST interface answers, missing if it does not. */
    public JsonNode ask(String path) {
        return rest.getIfAnswered(path);
    }

    /**
     * Starts the job and waits until all of it runs; its main is told of the cluster's broker if it is not told of
     * another.
     *
     * @param savepoint what it goes on from, null to start anew
     * @param parallelism null for that of the configuration
     * @param arguments of the job's main
     * @return the job's ID; empty if its main was told only to look and found nothing wrong
     */
    public String run(@Nullable String savepoint, @Nullable Integer parallelism, List<String> arguments) {
        requireJobManager();
        if (!arguments.contains("--validate") && RunningJob.find(rest).isPresent()) {
            throw new ClusterException("a job is here already; end it with 'cluster stop'");
        }
        List<String> all = new ArrayList<>(arguments);
        boolean told = arguments.stream().anyMatch(argument -> argument.matches("--(brokers|input)(=.*)?"));
        if (!told) {
            brokers().ifPresent(address -> all.addAll(List.of("--brokers", address)));
        }
        Home home = Home.find();
        String id = new Submission(
                        ClusterPlan.flinkCommand(home, directory, "run", ClusterConf.CLIENT_MEMORY),
                        home.jobJar(),
                        directory)
                .run(savepoint, parallelism, all);
        if (!id.isEmpty()) {
            RunningJob.awaitRunning(rest, id);
        }
        return id;
    }

    /** Writes a savepoint of the running job, which goes on. */
    public String savepoint() {
        return job().savepoint(false);
    }

    /** Ends the running job with a savepoint. */
    public String stop() {
        return job().savepoint(true);
    }

    private RunningJob job() {
        requireJobManager();
        return RunningJob.find(rest)
                .orElseThrow(() -> new ClusterException("no job runs; start it with 'cluster run -- JOB OPTIONS'"));
    }

    private void requireJobManager() {
        if (rest.getIfAnswered("/overview").isMissingNode()) {
            throw new ClusterException("the JobManager does not answer (" + JOB_MANAGER + " is "
                    + member(JOB_MANAGER).condition().name().toLowerCase(java.util.Locale.ROOT)
                    + "); see 'cluster status'");
        }
    }

    /** Ends a process at once, as a crash would. */
    public void kill(String name) {
        Member member = member(name);
        if (member.condition() == Condition.DEAD) {
            throw new ClusterException(name + " is dead already; 'cluster start " + name + "' starts it again");
        }
        member.kill();
    }

    /** Stops a process from doing anything, connections and memory stay. */
    public void pause(String name) {
        Member member = member(name);
        if (member.condition() != Condition.ALIVE) {
            throw new ClusterException(
                    name + " is " + (member.condition() == Condition.DEAD ? "dead" : "paused already"));
        }
        member.pause();
    }

    public void resume(String name) {
        Member member = member(name);
        if (member.condition() != Condition.PAUSED) {
            throw new ClusterException(name + " is not paused");
        }
        member.resume();
    }

    /** Starts a process that has ended again, and waits until it answers. */
    public void start(String name) {
        if (member(name).condition() != Condition.DEAD) {
            throw new ClusterException(name + " is not dead; 'cluster kill " + name + "' ends it");
        }
        launch(name);
        awaitReady(name);
    }

    /**
     * Ends all processes.
     *
     * @param keep whether logs, checkpoints and savepoints stay
     */
    public void down(boolean keep) {
        killAll();
        try {
            ClusterFile.delete(directory);
            if (!keep) {
                try (Stream<Path> paths = Files.walk(directory)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw new ClusterException(directory + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    private void killAll() {
        for (int i = file.members().size() - 1; i >= 0; i--) {
            file.members().get(i).kill();
        }
    }

    private Member member(String name) {
        return file.members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClusterException("there is no " + name + " here, but "
                        + String.join(
                                ", ", file.members().stream().map(Member::name).toList())));
    }

    private Path output(String name) {
        return directory.resolve("log").resolve(name + ".out");
    }

    private void launch(String name) {
        try {
            Files.createDirectories(directory.resolve("log"));
            file = file.with(member(name).start(output(name)));
        } catch (IOException e) {
            throw new ClusterException(name + " cannot be started: " + e.getMessage(), e);
        }
        file.write(directory);
    }

    private void awaitReady(String name) {
        Member member = member(name);
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (!isReady(member)) {
            if (member.condition() == Condition.DEAD) {
                throw new ClusterException(name + " ended while it started; see " + directory.resolve("log"));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new ClusterException(
                        name + " does not answer within " + START_TIMEOUT + "; see " + directory.resolve("log"));
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private boolean isReady(Member member) {
        return switch (member.name()) {
            case ZOOKEEPER -> accepts(file.zooKeeperPort());
            case BROKER -> brokerAnswers(member);
            case JOB_MANAGER -> !rest.getIfAnswered("/overview").isMissingNode();
            default -> isRegistered(member);
        };
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean brokerAnswers(Member member) {
        Optional<ProcessHandle> process = member.process();
        if (process.isEmpty()) {
            return false;
        }
        try {
            LocalBrokerCommand.at(directory.resolve(BROKER), file.brokerPort())
                    .awaitReady(process.get(), output(BROKER));
            return true;
        } catch (IOException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the JobManager has heard of it since it was started; of its predecessor it may still tell. */
    private boolean isRegistered(Member member) {
        for (JsonNode known : rest.getIfAnswered("/taskmanagers").path("taskmanagers")) {
            if (known.path("id").asText().equals(member.name())
                    && known.path("timeSinceLastHeartbeat").asLong() >= member.started()) {
                return true;
            }
        }
        return false;
    }
}
