package io.tributary.bench;

import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a benchmark happens: a broker, a directory, and the processes that it has started. All of it is gone when it is
 * closed and when this process ends, however it ends, but for the directory after a {@code kill -9}.
 */
final class Workshop implements AutoCloseable {
    private static final String RULES = "spaces:\n  - {id: bench, extends: segment}\n";
    private static final int TRIES = 20;

    private final Path directory;
    private final LocalBroker broker;
    private final RunTopics topics;
    private final String main;
    private final List<Child> children = new ArrayList<>();
    private final Thread atExit = new Thread(this::end, "bench-exit");

    private Workshop(Path directory, LocalBroker broker, String main) {
        this.directory = directory;
        this.broker = broker;
        this.topics = new RunTopics(KafkaConfig.of(broker.bootstrapServers()));
        this.main = main;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param main the class of the launcher's commands */
    static Workshop open(String main) {
        try {
            LocalBroker broker = LocalBroker.start();
            Path directory = Files.createTempDirectory("tributary-bench-");
            Workshop workshop = new Workshop(directory, broker, main);
            Files.writeString(workshop.rules(), RULES);
            return workshop;
        } catch (IOException e) {
            throw new BenchException("the benchmark cannot start: " + e.getMessage(), e);
        }
    }

    Path directory() {
        return directory;
    }

    RunTopics topics() {
        return topics;
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    Path rules() {
        return directory.resolve("rules.yaml");
    }

    /** The class of the launcher's commands. */
    String main() {
        return main;
    }

    long brokerCpuNanos() {
        return Child.cpuNanos(broker.process());
    }

    /**
     * Starts a process.
     *
     * @param main the class and its arguments
     * @param environment what it has in addition to this process's
     */
    Child start(String name, List<String> main, Map<String, String> environment) {
        Child child = Child.start(name, directory, main, environment);
        synchronized (children) {
            children.add(child);
        }
        return child;
    }

    /** The shipped configuration; in addition, where Flink answers, and that what it answers is not ten seconds old. */
    Path conf(int restPort) {
        Path conf = directory.resolve("conf-" + restPort);
        try {
            Files.createDirectories(conf);
            Path file = conf.resolve("config.yaml");
            Files.copy(Child.home().resolve("flink-conf/config.yaml"), file);
            Files.writeString(
                    file,
                    "\nrest.bind-port: \"" + restPort + "\"\nmetrics.fetcher.update-interval: 500 ms\n",
                    StandardOpenOption.APPEND);
            return conf;
        } catch (IOException e) {
            throw new BenchException("no configuration of Flink: " + e.getMessage(), e);
        }
    }

    static int freePort() {
        try {
            return LoopbackPorts.free(1).get(0);
        } catch (IOException e) {
            throw new BenchException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    static void delete(Path directory) {
        for (int i = 0; i < TRIES && Files.exists(directory); i++) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                // it changes while it is deleted: look again
            }
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook does it
        }
        end();
        topics.close();
        broker.close();
    }

    private void end() {
        synchronized (children) {
            children.forEach(Child::kill);
        }
        delete(directory);
    }
}
