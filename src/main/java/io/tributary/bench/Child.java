package io.tributary.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A measured process: a JVM as the launcher starts it, in a session of its own, so that one busy process of a scheduling
 * group starves no other.
 */
final class Child {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int EXIT_SECONDS = 60;
    private static final int TOLD_LINES = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer input;
    private final BufferedReader output;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param directory for its log and its temporary files
     * @param main the class and its arguments
     * @param environment what it has in addition to this process's
     */
    static Child start(String name, Path directory, List<String> main, Map<String, String> environment) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(jvm(directory));
        line.addAll(main);
        Path log = directory.resolve(name + ".log");
        try {
            Files.createDirectories(directory.resolve("tmp"));
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
            builder.environment().putAll(environment);
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new BenchException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> jvm(Path directory) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("@" + home().resolve("flink-conf/jvm.options"));
        line.add("-Xshare:auto");
        line.add("-Dlog4j2.configurationFile=" + home().resolve("flink-conf/log4j2-local.properties"));
        line.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        line.addAll(userOptions());
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return line;
    }

    /** What the launcher was told for its own JVM. */
    static List<String> userOptions() {
        String options = Objects.requireNonNullElse(System.getenv("TRIBUTARY_JAVA_OPTS"), "");
        return Arrays.stream(options.split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /** Tributary's directory. */
    static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getenv("TRIBUTARY_HOME"), ""))
                .toAbsolutePath();
    }

    /** CPU time that it has taken so far. */
    long cpuNanos() {
        return cpuNanos(process.toHandle());
    }

    static long cpuNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** @throws BenchException if it has ended; the message ends with what it said last */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchException(name + " has ended (exit code " + process.exitValue() + "): " + lastLogged());
        }
    }

    private String lastLogged() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    void tell(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new BenchException(name + " does not listen: " + lastLogged(), e);
        }
    }

    /** The next line that it says. */
    String answer() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new BenchException(name + " has ended: " + lastLogged());
            }
            return line;
        } catch (IOException e) {
            throw new BenchException(name + " does not answer: " + lastLogged(), e);
        }
    }

    boolean hasAnswer() {
        try {
            return output.ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it end as it does when somebody presses Ctrl-C. */
    void end() {
        // Of the process itself it would also close the standard input, and so take its owner from it.
        process.toHandle().destroy();
        if (!waitFor()) {
            kill();
        }
    }

    void kill() {
        process.destroyForcibly();
        if (!waitFor()) {
            throw new BenchException(name + " (process " + process.pid() + ") does not end");
        }
    }

    private boolean waitFor() {
        try {
            return process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
