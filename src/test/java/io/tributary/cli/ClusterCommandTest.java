package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the commands of a cluster say when there is none. */
class ClusterCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    ClusterCommandTest() {}

    private int run(String... arguments) {
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({"status,", "run,", "savepoint,", "stop,", "kill,jm", "pause,tm-1", "resume,tm-1", "start,jm", "down,"})
    void without_a_cluster_every_command_says_how_to_start_one(String command, String name) {
        String[] arguments = name == null
                ? new String[] {"cluster", command, "--dir", directory.toString()}
                : new String[] {"cluster", command, name, "--dir", directory.toString()};
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString()).contains("no cluster is up here; start one with 'cluster up'");
    }

    @Test
    void wrong_numbers_are_wrong_use() {
        assertThat(run("cluster")).isEqualTo(2);
        assertThat(run("cluster", "up", "--task-managers", "0", "--dir", directory.toString()))
                .isEqualTo(2);
        assertThat(run("cluster", "run", "--parallelism", "0", "--dir", directory.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("say which: up, status,", "--task-managers: 0", "--parallelism: 0");
    }

    @Test
    void a_directory_with_files_of_others_is_left_alone() throws IOException {
        Files.writeString(directory.resolve("mine"), "");
        assertThat(run("cluster", "up", "--dir", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not empty; name another directory with --dir");
        assertThat(directory.resolve("mine")).exists();
    }

    @Test
    void a_file_that_no_cluster_wrote_is_told() throws IOException {
        Files.writeString(directory.resolve("cluster.json"), "{");
        assertThat(run("cluster", "status", "--dir", directory.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("cluster.json: is not what 'cluster up' wrote");
    }
}
