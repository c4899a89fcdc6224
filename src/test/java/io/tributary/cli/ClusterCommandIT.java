package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A rehearsal as an operator makes it, command by command, faults included. The runbook's test is the shorter one. */
@Tag("faults")
class ClusterCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    ClusterCommandIT() {}

    private Path directory() {
        return temp.resolve("cluster");
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    /** @return what it says */
    private String cluster(String command, String... arguments) {
        assertThat(executeCluster(command, arguments))
                .as(() -> command + ": " + err)
                .isZero();
        return out.toString().strip();
    }

    private int executeCluster(String command, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of("cluster", command, "--dir", directory().toString()));
        line.addAll(List.of(arguments));
        return execute(line.toArray(String[]::new));
    }

    private void awaitStatus(String... parts) {
        Instant deadline = Instant.now().plus(PATIENCE);
        String status = cluster("status");
        while (!List.of(parts).stream().allMatch(status::contains)) {
            assertThat(Instant.now()).as(status).isBefore(deadline);
            status = cluster("status");
        }
    }

    @AfterEach
    void nothing_is_left() {
        executeCluster("down");
        assertThat(directory()).doesNotExist();
    }

    @Test
    void a_job_is_started_stopped_with_a_savepoint_and_goes_on_from_it_after_a_crash_too() throws Exception {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), "spaces: [{id: main, extends: segment}]\n");
        String up = cluster("up", "--task-managers", "1", "--broker");
        assertThat(up).contains("broker   alive", "jm       alive", "tm-1     alive", "job      none");
        Matcher kafka = Pattern.compile("Kafka +(\\S+)").matcher(up);
        assertThat(kafka.find()).isTrue();
        assertThat(execute("topics", "create", "--brokers", kafka.group(1), "--partitions", "1"))
                .isZero();
        assertThat(executeCluster("up")).isEqualTo(1);
        assertThat(err.toString()).contains("a cluster is up here");

        assertThat(executeCluster("run", "--", "--rules", "none.yaml")).isEqualTo(1);
        assertThat(err.toString())
                .contains("has not been started: --rules none.yaml: there is no such file, or it cannot be read");
        assertThat(cluster("run", "--", "--rules", rules.toString())).matches("job [0-9a-f]{32} started");
        awaitStatus("RUNNING, 0 restarts", "completed checkpoint", "restored  no checkpoint");

        cluster("kill", "tm-1");
        assertThat(cluster("status")).contains("tm-1     dead");
        cluster("start", "tm-1");
        awaitStatus("RUNNING", "restored  checkpoint");
        assertThat(cluster("status")).containsPattern("RUNNING, [1-9]\\d* restarts");

        String savepoint = cluster("stop");
        assertThat(cluster("status")).contains("FINISHED");
        assertThat(cluster("run", "--savepoint", savepoint, "--parallelism", "1", "--", "--rules", rules.toString()))
                .endsWith("started");
        awaitStatus("RUNNING", "restored  checkpoint", savepoint);

        cluster("pause", "tm-1");
        assertThat(cluster("status")).contains("tm-1     paused");
        cluster("resume", "tm-1");
        assertThat(cluster("status")).contains("tm-1     alive");
        assertThat(executeCluster("kill", "tm-2")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no tm-2 here, but broker, jm, tm-1");
    }
}
