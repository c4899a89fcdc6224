package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user of the launcher sees: outputs, messages and exit codes. */
class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    CommandsTest() {}

    @Test
    void every_command_explains_itself() {
        List<List<String>> commands = new ArrayList<>();
        collect(Tributary.commandLine(), List.of(), commands);

        assertThat(commands).hasSizeGreaterThan(10);
        for (List<String> command : commands) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--help");
            assertThat(run(arguments.toArray(String[]::new))).as("%s", command).isZero();
            assertThat(out.toString()).as("%s", command).contains("Usage: tributary");
        }
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
        all.add(path);
        command.getSubcommands().forEach((name, subcommand) -> {
            if (!name.equals("completion")) { // picocli's own, whose help is its script
                List<String> longer = new ArrayList<>(path);
                longer.add(name);
                collect(subcommand, longer, all);
            }
        });
    }

    @Test
    void wrong_use_is_told_with_exit_code_2() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("rules")).isEqualTo(2);
        assertThat(run("bogus")).isEqualTo(2);
        assertThat(run("generate", "--events", "many")).isEqualTo(2);
        assertThat(run("generate", "--events", "5", "--mess", "total")).isEqualTo(2);
        assertThat(run("generate", "--events", "5", "--people", "9", "--offices", "1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("1 offices of 500 people: there are only 9 people");
        assertThat(err.toString()).contains("mess 'total' is unknown");
    }

    @Test
    void completion_is_a_script_for_bash() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("complete -F _complete_tributary").contains("--topic-prefix");
    }

    @Test
    void a_good_rules_file_is_ok_and_has_a_fingerprint() throws IOException {
        assertThat(run("rules", "check", rules("spaces:\n  - {id: main, extends: segment}\n")))
                .isZero();
        assertThat(out.toString()).containsPattern("ok, 1 space, sha256:[0-9a-f]{64}");
    }

    @Test
    void every_problem_of_a_rules_file_is_listed_with_its_line() throws IOException {
        String file = rules("spaces:\n  - id: main\n    extends: sement\n    identifiers:\n      - {typ: email}\n");

        assertThat(run("rules", "check", file)).isOne();

        assertThat(err.toString())
                .contains(file + ":3:")
                .contains("did you mean `segment`?")
                .contains(file + ":5:")
                .contains("did you mean `type`?");
    }

    @Test
    void a_missing_rules_file_is_told() {
        assertThat(run("rules", "check", "/no/such/file.yaml")).isOne();
        assertThat(err.toString()).contains("/no/such/file.yaml: there is no such file");
    }

    @Test
    void effective_rules_are_rules_of_the_same_fingerprint() throws IOException {
        run("rules", "check", rules("spaces:\n  - {id: main, extends: segment}\n"));
        String fingerprint = out.toString().replaceAll("(?s).*(sha256:[0-9a-f]{64}).*", "$1");
        out.getBuffer().setLength(0);
        run("rules", "show", directory.resolve("rules.yaml").toString());
        Path shown = Files.writeString(directory.resolve("shown.yaml"), out.toString());

        assertThat(run("rules", "check", shown.toString())).isZero();
        assertThat(out.toString()).contains(fingerprint);
    }

    @Test
    void the_schema_of_rules_files_is_printed() {
        assertThat(run("rules", "schema")).isZero();
        assertThat(out.toString()).startsWith("{").contains("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void worked_examples_pass_and_what_differs_is_told() throws IOException {
        assertThat(run("scenarios", "src/test/resources/scenarios")).isZero();
        assertThat(out.toString()).contains("16 passed, 0 failed");

        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), """
                title: A visitor who is said to be known already
                rules: {extends: segment}
                events:
                  - {id: e1, anonymousId: a1}
                expect:
                  outcomes: {e1: matched}
                """);
        assertThat(run("scenarios", wrong.toString())).isOne();
        assertThat(out.toString()).contains("FAILED").contains("e1: expected matched, was created");
    }

    @Test
    void generated_events_and_truth_have_a_line_each() throws IOException {
        Path events = directory.resolve("events.jsonl");
        Path truth = directory.resolve("truth.jsonl");

        assertThat(run("generate", "--events", "500", "--output", events.toString(), "--truth", truth.toString()))
                .isZero();

        assertThat(Files.readAllLines(events)).hasSize(500);
        assertThat(Files.readAllLines(truth)).hasSize(500);
    }

    @Test
    void a_job_without_rules_or_brokers_is_refused_with_everything_that_is_missing() {
        assertThat(run("run")).isEqualTo(2);
        assertThat(err.toString()).contains("--rules is missing").contains("--brokers is missing");
    }

    private String rules(String yaml) throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), yaml).toString();
    }

    private int run(String... arguments) {
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
