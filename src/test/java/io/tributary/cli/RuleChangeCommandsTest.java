package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator sees who is about to change the rules. */
class RuleChangeCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    RuleChangeCommandsTest() {}

    private int run(String... arguments) {
        CommandLine command = Tributary.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void a_diff_lists_each_change_by_space_and_ends_with_what_it_takes_to_start() throws IOException {
        String old = file("old.yaml", "spaces:\n  - {id: a, extends: segment}\n  - {id: b, extends: segment}\n");
        String changed =
                file("new.yaml", "spaces:\n  - {id: a, extends: segment, max_merges: 200, survivor: earliest_seen}\n");

        assertThat(run("rules", "diff", old, changed)).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "space a",
                        "  restrictive  survivor: first_created -> earliest_seen",
                        "  relaxing     max_merges: 100 -> 200",
                        "space b",
                        "  breaking     space: b (gone)",
                        "1 relaxing, 1 restrictive, 1 breaking: a job starts with this from a savepoint only with"
                                + " --allow-restrictive --allow-breaking");
    }

    @Test
    void a_diff_of_the_same_rules_says_so() throws IOException {
        String old = file("old.yaml", "spaces:\n  - {id: a, extends: segment}\n");
        String same = file("same.yaml", "# the same\nspaces: [{extends: segment, id: a, max_merges: 100}]\n");

        assertThat(run("rules", "diff", old, same)).isZero();
        assertThat(out.toString()).containsPattern("^no change, both are sha256:[0-9a-f]{64}\\R$");
    }

    @Test
    void a_diff_of_a_bad_file_fails_with_its_problems() throws IOException {
        String old = file("old.yaml", "spaces:\n  - {id: a, extends: segment}\n");
        String bad = file("bad.yaml", "spaces:\n  - {id: a, extends: sement}\n");

        assertThat(run("rules", "diff", old, bad)).isEqualTo(1);
        assertThat(err.toString()).contains("bad.yaml:2");
    }

    @Test
    void validation_says_what_was_found_and_leaves_nothing_behind() throws IOException {
        String rules = file("rules.yaml", "spaces:\n  - {id: a, extends: segment}\n");
        String input = file("events.jsonl", "{}\n");
        Path output = directory.resolve("out");

        assertThat(run("run", "--rules", rules, "--input", input, "--output", output.toString(), "--validate"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .containsPattern("^valid: rules sha256:[0-9a-f]{64}, 1 space\\R")
                .contains("no savepoint: it starts anew");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::toString).sorted()).isEqualTo(List.of(input, rules));
        }
    }

    @Test
    void validation_of_what_cannot_start_exits_with_2_and_every_problem() throws IOException {
        String rules = file("rules.yaml", "spaces:\n  - {id: a, extends: segment}\n");
        String input = file("events.jsonl", "{}\n");
        String[] arguments = {
            "run",
            "--rules",
            rules,
            "--input",
            input,
            "--output",
            directory.resolve("out").toString(),
            "--validate",
            "--parallelism",
            "500",
            "--savepoint",
            directory.resolve("none").toString()
        };

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString())
                .contains("the parallelism is 500, but pipeline.max-parallelism 128")
                .contains("none cannot be read: ");
    }

    @Test
    void validation_refuses_a_state_that_is_no_directory() throws IOException {
        String rules = file("rules.yaml", "spaces:\n  - {id: a, extends: segment}\n");
        String input = file("events.jsonl", "{}\n");
        String output = directory.resolve("out").toString();

        assertThat(run("run", "--rules", rules, "--input", input, "--output", output, "--state", rules, "--validate"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("--state: nothing can be kept in " + rules);
    }

    @Test
    void a_savepoint_and_a_directory_with_a_checkpoint_exclude_each_other() throws IOException {
        String rules = file("rules.yaml", "spaces:\n  - {id: a, extends: segment}\n");
        String input = file("events.jsonl", "{}\n");
        Path state = directory.resolve("state");
        Files.createDirectories(state.resolve("checkpoints/0123/chk-7"));
        Files.createFile(state.resolve("checkpoints/0123/chk-7/_metadata"));

        assertThat(run(
                        "run",
                        "--rules",
                        rules,
                        "--input",
                        input,
                        "--output",
                        directory.resolve("out").toString(),
                        "--state",
                        state.toString(),
                        "--savepoint",
                        "elsewhere"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--savepoint and --state exclude each other here: ");
    }
}
