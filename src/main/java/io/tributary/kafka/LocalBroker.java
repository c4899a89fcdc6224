package io.tributary.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * A real Kafka broker for the demo and the tests: one node in a JVM of its own, on loopback, with its data in a
 * directory that goes with it. It ends when it is closed and when the JVM that started it ends, however that ends.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(60);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path directory;
    private final int port;
    private final Thread atExit = new Thread(this::killAndDelete, "local-broker-exit");
    private Process process;

    private LocalBroker(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
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
        int clientPort = freePort(port);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("server.properties"), serverProperties(directory, clientPort, freePort(0)));
        Files.writeString(directory.resolve("log4j2.properties"), LOGGING);
        LocalBroker broker = new LocalBroker(directory, clientPort);
        try {
            broker.awaitReady();
        } catch (IOException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** {@code host:port}, for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
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
        awaitReady();
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
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own, hence a scheduling group of its own: a busy job must not starve the broker.
            command.add(SETSID.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms256m", "-Xmx512m", "-XX:+UseParallelGC"));
        command.add("-Dlog4j2.configurationFile=" + directory.resolve("log4j2.properties"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalBrokerProcess.class.getName()));
        command.add(directory.resolve("server.properties").toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void awaitReady() throws IOException {
        int timeoutMillis = (int) START_TIMEOUT.toMillis();
        Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "250"));
        try {
            CompletableFuture<?> answers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis))
                    .nodes()
                    .toCompletionStage()
                    .toCompletableFuture();
            CompletableFuture.anyOf(answers, process.onExit()).get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the broker does not answer within " + START_TIMEOUT + ": " + lastLogged(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker started", e);
        } finally {
            admin.close(Duration.ZERO); // by itself it would wait for the answer of a broker that has ended
        }
        if (!process.isAlive()) {
            throw new IOException("the broker ended while it started: " + lastLogged());
        }
    }

    private String lastLogged() throws IOException {
        List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new IOException("port " + wanted + " on 127.0.0.1 is taken; stop what listens there", e);
        }
    }

    private static String serverProperties(Path directory, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%d
                log.dirs=%s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                # Generated events may be of any time: none is refused or deleted because of its timestamp.
                log.message.timestamp.before.max.ms=9223372036854775807
                log.message.timestamp.after.max.ms=9223372036854775807
                log.retention.ms=-1
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=3000
                """.formatted(port, controllerPort, port, controllerPort, directory.resolve("data"));
    }

    private static final String LOGGING = """
            rootLogger.level = WARN
            rootLogger.appenderRef.console.ref = console
            appender.console.name = console
            appender.console.type = Console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d %-5p %c{1} - %m%n
            """;
}
