package io.tributary.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** How a broker of one node on loopback is started: the files in its directory, the command, when it is up. */
public final class LocalBrokerCommand {
    /** Kafka's defaults. */
    private static final int NETWORK_THREADS = 3;

    private static final int IO_THREADS = 8;

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final Path directory;
    private final int port;

    private LocalBrokerCommand(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Writes what the broker is configured with.
     *
     * @param directory for its data; created if absent
     * @param port on 127.0.0.1; 0 takes a free one
     * @throws IOException if the port is taken, or a file cannot be written
     */
    public static LocalBrokerCommand prepare(Path directory, int port) throws IOException {
        if (port != 0 && !LoopbackPorts.isFree(port)) {
            throw new IOException("port " + port + " on 127.0.0.1 is taken; stop what listens there");
        }
        List<Integer> free = LoopbackPorts.free(2);
        int clientPort = port == 0 ? free.get(0) : port;
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("server.properties"), serverProperties(directory, clientPort, free.get(1)));
        Files.writeString(directory.resolve("log4j2.properties"), LOGGING);
        return at(directory, clientPort);
    }

    /** A broker that has been prepared before. */
    public static LocalBrokerCommand at(Path directory, int port) {
        return new LocalBrokerCommand(directory, port);
    }

    /** On 127.0.0.1, for clients. */
    public int port() {
        return port;
    }

    /** {@code host:port}, for clients. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * The command line.
     *
     * @param owned whether the broker ends when its standard input does, hence with its owner
     */
    public List<String> line(boolean owned) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms256m", "-Xmx512m", "-XX:+UseParallelGC"));
        command.add("-Dlog4j2.configurationFile=" + directory.resolve("log4j2.properties"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalBrokerProcess.class.getName()));
        command.add(directory.resolve("server.properties").toString());
        if (owned) {
            command.add(LocalBrokerProcess.OWNED);
        }
        return command;
    }

    /**
     * Waits until the broker answers.
     *
     * @param log what it has logged, for the message
     * @throws IOException if it does not answer within 90 s, or ends; the message ends with what it logged last
     */
    public void awaitReady(ProcessHandle process, Path log) throws IOException {
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
            throw new IOException("the broker does not answer within " + START_TIMEOUT + ": " + lastLogged(log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker started", e);
        } finally {
            admin.close(Duration.ZERO); // by itself it would wait for the answer of a broker that has ended
        }
        if (!process.isAlive()) {
            throw new IOException("the broker ended while it started: " + lastLogged(log));
        }
    }

    private static String lastLogged(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static String serverProperties(Path directory, int port, int controllerPort) {
        int cores = Runtime.getRuntime().availableProcessors();
        return """
                process.roles=broker,controller
                node.id=1
                # More threads than cores only wake each other up, for every request, on a machine that has other work.
                num.network.threads=%d
                num.io.threads=%d
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
                """.formatted(
                        Math.min(NETWORK_THREADS, cores),
                        Math.min(IO_THREADS, cores),
                        port,
                        controllerPort,
                        port,
                        controllerPort,
                        directory.resolve("data"));
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
