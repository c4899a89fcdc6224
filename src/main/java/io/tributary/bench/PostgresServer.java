package io.tributary.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL with a new database, on loopback. It ends when it is closed and when this process ends, however that ends:
 * a shell waits for the end of its standard input and then ends the server.
 */
final class PostgresServer implements AutoCloseable {
    /** In the jar of the Maven profile's PostgreSQL. */
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private static final List<String> PROGRAMS = List.of("initdb", "postgres");

    private static final Path UNSHARE = Path.of("/usr/bin/unshare");
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** All of it is thrown away, so it need not end well. */
    private static final String UNTIL_END_OF_INPUT =
            "\"$@\" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server";

    private static final String READY = "database system is ready to accept connections";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 50;

    /** For people, and as the server is started; what is not here is as it comes. */
    static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "shared_buffers=512MB",
            "max_wal_size=4GB",
            "random_page_cost=1.1",
            "jit=off");

    private final Process process;
    private final int port;
    private final Path log;
    private final ProcessTree processes = new ProcessTree(Path.of("/proc"));

    private PostgresServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** @param installation with {@code bin/postgres}, null for the one on the class path */
    static PostgresServer start(Path directory, @Nullable Path installation) {
        try {
            Files.createDirectories(directory);
            Path bin = (installation == null ? unpacked(directory) : installation).resolve("bin");
            for (String program : PROGRAMS) {
                if (!Files.isExecutable(bin.resolve(program))) {
                    throw new BenchException("--postgres: there is no program " + bin.resolve(program));
                }
            }
            Path log = directory.resolve("postgres.log");
            Path data = directory.resolve("data");
            run(
                    log,
                    asUser(List.of(
                            bin.resolve("initdb").toString(),
                            "--pgdata=" + data,
                            "--username=postgres",
                            "--auth=trust",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--no-sync")));
            int port = Workshop.freePort();
            PostgresServer server =
                    new PostgresServer(builder(log, serverLine(bin, data, port)).start(), port, log);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new BenchException("PostgreSQL cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> serverLine(Path bin, Path data, int port) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(asUser(List.of("/bin/sh", "-c", UNTIL_END_OF_INPUT, "postgres")));
        line.addAll(List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        line.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        for (String setting : SETTINGS) {
            line.addAll(List.of("-c", setting));
        }
        return line;
    }

    /** PostgreSQL refuses to be run by root. In a user namespace of its own nobody is root, and files are theirs still. */
    private static List<String> asUser(List<String> line) {
        if (!System.getProperty("user.name", "").equals("root")) {
            return line;
        }
        if (!Files.isExecutable(UNSHARE)) {
            throw new BenchException("PostgreSQL cannot be run by root: measure it as somebody else");
        }
        List<String> unshared = new ArrayList<>(List.of(UNSHARE.toString(), "--user"));
        unshared.addAll(line);
        return unshared;
    }

    private static Path unpacked(Path directory) throws IOException {
        Path archive = directory.resolve("postgres.txz");
        try (InputStream in = PostgresServer.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new BenchException(PeerRuns.NOT_BUILT);
            }
            Files.copy(in, archive);
        }
        Path installation = Files.createDirectories(directory.resolve("installation"));
        run(
                directory.resolve("unpack.log"),
                List.of("tar", "--no-same-owner", "-xJf", archive.toString(), "-C", installation.toString()));
        return installation;
    }

    private static void run(Path log, List<String> line) throws IOException {
        Process process = builder(log, line).start();
        process.getOutputStream().close();
        if (!waitFor(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new BenchException(String.join(" ", line) + " fails: " + Files.readString(log));
        }
    }

    private static ProcessBuilder builder(Path log, List<String> line) {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static boolean waitFor(Process process) {
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String said = Files.readString(log, StandardCharsets.UTF_8);
            if (said.contains(READY)) {
                return;
            }
            if (said.contains("FATAL") || !process.isAlive() || System.nanoTime() > end) {
                close();
                throw new BenchException("PostgreSQL does not start: " + said);
            }
            JobProcess.pause(POLL_MILLIS);
        }
    }

    /** For the driver: every statement is prepared at its first use. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&prepareThreshold=1";
    }

    /** CPU time of all its processes so far. */
    long cpuNanos() {
        return processes.cpuNanos(process.pid());
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended
        }
        if (!waitFor(process)) {
            all.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
