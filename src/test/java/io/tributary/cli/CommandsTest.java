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
        assertThat(run("bench", "--suite", "everything")).isEqualTo(2);
        assertThat(run("bench", "--rounds", "0", "--rates", "0", "--ids", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("--rounds: 0 is less than 1", "--rates: each is", "--ids: each is");
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
    void a_profile_is_explained_with_what_an_operator_did_and_one_that_is_nobody_with_exit_code_1() throws IOException {
        String rules = rules("spaces:\n  - {id: main, extends: segment}\n");
        String events = file("events.jsonl", """
                {"messageId":"e1","type":"page","anonymousId":"a1","timestamp":"2026-03-01T10:00:00Z"}
                {"messageId":"e2","type":"identify","userId":"u1","anonymousId":"a1","timestamp":"2026-03-01T10:00:01Z"}
                """);
        String commands = file("commands.jsonl", """
                {"commandId":"c1","space":"main","command":"detach","externalId":{"collection":"users","type":"anonymous_id","id":"a1"},"timestamp":"2026-03-01T10:00:02Z"}
                """);

        assertThat(run("explain", "--rules", rules, "--events", events, "--id", "user_id:u1", "--commands", commands))
                .isZero();
        assertThat(out.toString())
                .contains("user_id:u1 leads to use_")
                .contains("+ anonymous_id:a1")
                .contains("an operator says detach anonymous_id:a1: done");

        assertThat(run("explain", "--rules", rules, "--events", events, "--id", "user_id:u9"))
                .isOne();
        assertThat(run("explain", "--rules", rules, "--events", directory + "/none", "--id", "user_id:u1"))
                .isOne();
        assertThat(err.toString()).contains("none: there is no such file");
        assertThat(run("explain", "--rules", rules, "--events", events, "--id", "u1"))
                .isEqualTo(2);
    }

    @Test
    void profiles_are_held_against_the_truth_and_offices_against_who_works_there() throws IOException {
        String truth = file("truth.jsonl", """
                {"messageId":"e1","person":1,"office":"40.0.0.1"}
                {"messageId":"e2","person":2,"office":"40.0.0.1"}
                """);
        Files.createDirectories(directory.resolve("resolutions"));
        Files.createDirectories(directory.resolve("profiles"));
        file("resolutions/part-0.jsonl", """
                {"key":"main/P","record":{"sequence":1,"messageId":"e1","profileId":"P","externalIds":[{"collection":"users","type":"t","id":"a"}]}}
                {"key":"main/P","record":{"sequence":2,"messageId":"e2","profileId":"P","externalIds":[{"collection":"users","type":"t","id":"b"}]}}
                """);
        file("profiles/part-0.jsonl", """
                {"key":"main/P","record":{"collection":"users","externalIds":[{"id":"a","messageId":"e1"},{"id":"b","messageId":"e2"},{"id":"40.0.0.1","messageId":"e1"}]}}
                {"key":"main/Q","record":null}
                """);

        assertThat(run("evaluate", "--truth", truth, directory.toString())).isZero();
        assertThat(out.toString())
                .contains("2 people in 1 profiles; 1 profiles mix people")
                .contains(
                        "1 profiles hold people of an office; 1 hold two or more of the same, 1 of them by its address");

        assertThat(run("evaluate", "--truth", truth, directory + "/none")).isOne();
        assertThat(err.toString()).contains("resolutions: there is no such file");
        assertThat(run("evaluate", "--truth", file("bad.jsonl", "{}"), directory.toString()))
                .isOne();
        assertThat(err.toString()).contains("not a line of truth");
    }

    @Test
    void a_job_without_rules_or_brokers_is_refused_with_everything_that_is_missing() {
        assertThat(run("run")).isEqualTo(2);
        assertThat(err.toString()).contains("--rules is missing").contains("--brokers is missing");
    }

    private String file(String name, String contents) throws IOException {
        return Files.writeString(directory.resolve(name), contents).toString();
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
