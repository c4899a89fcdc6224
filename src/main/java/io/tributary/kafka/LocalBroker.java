package io.tributary.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Kafka broker for the demo and the tests: one node in a JVM of its own, on loopback, with its data in a
 * directory that goes with it. It ends when it is closed and when the JVM that started it ends, however that ends.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(60);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path directory;
    private final LocalBrokerCommand command;
    private final Thread atExit = new Thread(this::killAndDelete, "local-broker-exit");
    private Process process;

    private LocalBroker(Path directory, LocalBrokerCommand command) throws IOException {
        this.directory = directory;
        this.command = command;
        Runtime.getRuntime().addShutdownHook(atExit);
        process = launch();
    }

    /** Starts a broker on a free port, with its data under the directory for temporary files. */
    public static LocalBroker start() throws IOException {
        return start(Files.createTempDirectory("tributary-broker-"), 0);
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param directory for its data and log; created if absent, deleted when the broker is closed
     * @param port on 127.0.0.1; 0 takes a free one
     * @throws IOException if it does not answer within 90 s; the message ends with what it logged last
     */
    public static LocalBroker start(Path directory, int port) throws IOException {
        LocalBroker broker = new LocalBroker(directory, LocalBrokerCommand.prepare(directory, port));
        try {
            broker.command.awaitReady(broker.process.toHandle(), broker.log());
        } catch (IOException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** {@code host:port}, for clients. */
    public String bootstrapServers() {
        return command.bootstrapServers();
    }

    /** Its process, which is another one after a restart. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** What the broker logged, warnings and errors. */
    public Path log() {
        return directory.resolve("broker.log");
    }

    /** Ends the broker at once, as a crash would; its data stays. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker (process " + process.pid() + ") does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a killed broker again, on the same port and data, and waits until it answers. */
    public void restart() throws IOException {
        kill();
        process = launch();
        command.awaitReady(process.toHandle(), log());
    }

    /** Ends the broker and deletes its directory. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the JVM is ending: the hook does it
        }
        killAndDelete();
    }

    private void killAndDelete() {
        kill();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own, hence a scheduling group of its own: a busy job must not starve the broker.
            line.add(SETSID.toString());
        }
        line.addAll(command.line(true));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }
}
