package io.tributary.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of a cluster: a JVM in a session of its own, which outlives whoever started it.
 *
 * @param name jm, tm-1, tm-2, broker, zk
 * @param command that starts it
 * @param pid of the process that was started last, 0 for none
 * @param started when that one was, in epoch milliseconds: a number alone may be another process's by now
 */
record Member(String name, List<String> command, long pid, long started) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final int EXIT_SECONDS = 30;

    /** How a process is. */
    enum Condition {
        ALIVE,
        PAUSED,
        DEAD
    }

    static Member of(String name, List<String> command) {
        return new Member(name, command, 0, 0);
    }

    /** @param output what it prints goes to the end of this file */
    Member start(Path output) throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A terminal's interrupt is not for it, and one busy process of a scheduling group must not starve others.
            line.add(SETSID.toString());
        }
        line.addAll(command);
        Process process = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new Member(name, command, process.pid(), start);
    }

    /** The process, if it is there. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.info().startInstant().map(Instant::toEpochMilli).orElse(0L) == started)
                .filter(process -> state() != 'Z');
    }

    Condition condition() {
        if (process().isEmpty()) {
            return Condition.DEAD;
        }
        return state() == 'T' ? Condition.PAUSED : Condition.ALIVE;
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            try {
                process.onExit().get(EXIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new ClusterException(name + " (process " + pid + ") does not end", e);
            }
        });
    }

    /** It keeps its memory and its connections, and does nothing. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .start();
            kill.getOutputStream().close();
            String said = new String(kill.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
            if (kill.waitFor() != 0) {
                throw new ClusterException(name + " (process " + pid + ") cannot be sent " + signal + ": " + said);
            }
        } catch (IOException e) {
            throw new ClusterException(name + " (process " + pid + ") cannot be sent " + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its state as Linux tells it: T is stopped, Z has ended and nobody has asked how; a space where nobody tells. */
    private char state() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return ' ';
        }
    }
}
