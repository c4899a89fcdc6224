package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.CheckpointFiles;
import io.tributary.job.JobNames;
import io.tributary.job.JobOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code run --state} keeps: the graph from one run over files to the next, the place of one that is interrupted. */
class KeptStateIT {
    private static final String BY_ARRIVAL = "spaces:\n  - {id: main, extends: segment}\n";
    private static final String BY_TIME = "spaces:\n  - {id: main, extends: segment, order: {event_time: 2s}}\n";
    private static final int FEW = 1000;
    private static final int MANY = 300_000;

    @TempDir
    Path temp;

    private final StringWriter err = new StringWriter();
    private Path rules = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void paths() {
        rules = temp.resolve("rules.yaml");
        state = temp.resolve("state");
    }

    /** A second apart: somebody without a name, somebody by name, and that they are the same. */
    private static String event(int number) {
        int person = number / 3;
        return "{\"type\":\"identify\",\"messageId\":\"m%07d\",\"timestamp\":%d%s%s}"
                .formatted(
                        number,
                        1_770_000_000_000L + number * 1000L,
                        number % 3 == 1 ? "" : ",\"anonymousId\":\"a" + person + "\"",
                        number % 3 == 0 ? "" : ",\"userId\":\"u" + person + "\"");
    }

    private static List<String> events(int from, int to) {
        return new ArrayList<>(
                IntStream.range(from, to).mapToObj(KeptStateIT::event).toList());
    }

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(temp.resolve(name), lines).toString();
    }

    private int run(String output, String... more) {
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments(output, more).toArray(String[]::new));
    }

    private List<String> arguments(String output, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--rules=" + rules, "--output=" + temp.resolve(output), "--state=" + state));
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    private int runWithoutState(String output, String... more) {
        CommandLine commandLine = Tributary.commandLine();
        List<String> arguments = arguments(output, more);
        arguments.removeIf(argument -> argument.startsWith("--state"));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    /** The finished lines of every topic, each topic's in order. */
    private List<String> lines(String output) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(temp.resolve(output))) {
            for (Path file : files.filter(any -> any.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private List<String> lines(String topic, String... outputs) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String output : outputs) {
            lines.addAll(lines(output + "/" + topic));
        }
        return lines;
    }

    private void assertSame(String whole, String first, String second) throws IOException {
        for (String topic : List.of("resolutions", "merges", "profiles", "external-ids")) {
            assertThat(lines(topic, first, second)).as(topic).isNotEmpty().isEqualTo(lines(topic, whole));
        }
    }

    private int kept() throws IOException {
        return CheckpointFiles.complete(state).size();
    }

    @Test
    @Timeout(240)
    void each_run_goes_on_from_the_graph_of_the_one_before_even_with_a_file_of_the_same_name() throws Exception {
        Files.writeString(rules, BY_ARRIVAL);
        assertThat(run("first", "--input", file("today.jsonl", events(0, FEW))))
                .as(err::toString)
                .isZero();
        assertThat(state.resolve("checkpoints")).doesNotExist();
        assertThat(kept()).isOne();
        String command = """
                {"commandId":"c-1","space":"main","command":"detach","externalId":\
                {"collection":"users","type":"user_id","id":"u0"},"reason":"a test","timestamp":"2026-03-01T00:00:00Z"}""";

        assertThat(run("second", "--input", file("today.jsonl", events(FEW, 2 * FEW))))
                .as(err::toString)
                .isZero();
        assertThat(run(
                        "third",
                        "--input",
                        file("none.jsonl", List.of()),
                        "--commands",
                        file("commands.jsonl", List.of(command))))
                .as(err::toString)
                .isZero();

        assertThat(runWithoutState("whole", "--input", file("all.jsonl", events(0, 2 * FEW))))
                .isZero();
        assertSame("whole", "first", "second");
        assertThat(lines("audit", "third")).singleElement().asString().contains("c-1", "\"status\":\"done\"");
    }

    @Test
    @Timeout(240)
    void the_end_of_one_run_makes_no_event_of_the_next_one_late() throws Exception {
        Files.writeString(rules, BY_TIME);
        List<String> swapped = events(0, 2 * FEW);
        for (int i = 0; i < swapped.size(); i += 2) {
            Collections.swap(swapped, i, i + 1);
        }

        assertThat(run("first", "--input", file("a.jsonl", swapped.subList(0, FEW))))
                .as(err::toString)
                .isZero();
        assertThat(run(
                        "second",
                        "--input",
                        file("b.jsonl", swapped.subList(FEW, FEW + FEW / 2)),
                        file("c.jsonl", swapped.subList(FEW + FEW / 2, 2 * FEW))))
                .as(err::toString)
                .isZero();

        assertThat(runWithoutState("whole", "--input", file("all.jsonl", events(0, 2 * FEW))))
                .isZero();
        assertSame("whole", "first", "second");
    }

    @Test
    @Timeout(480)
    void an_interrupted_run_goes_on_where_it_was_with_the_same_files_and_no_others() throws Exception {
        Files.writeString(rules, BY_ARRIVAL);
        String first = file("a.jsonl", events(0, 10));
        String second = file("b.jsonl", events(10, MANY));
        interrupt("first", "--input", first, second);

        assertThat(run("refused", "--input", second, first)).isOne();
        assertThat(err.toString())
                .containsPattern("b\\.jsonl up to line \\d+, so that it can only be gone on with")
                .containsPattern("--input file:\\S+a\\.jsonl file:\\S+b\\.jsonl without --commands")
                .contains("or name another directory with --state");
        assertThat(run("second", "--input", first, second)).as(err::toString).isZero();

        assertThat(runWithoutState("whole", "--input", first, second)).isZero();
        assertThat(lines("resolutions", "second")).hasSizeBetween(1, MANY - 1);
        assertSame("whole", "first", "second");
    }

    @Test
    @Timeout(240)
    void a_run_whose_unfinished_output_is_gone_says_so_and_ends() throws Exception {
        Files.writeString(rules, BY_ARRIVAL);
        String input = file("a.jsonl", events(0, MANY));
        interrupt("first", "--input", input);
        Directories.delete(temp.resolve("first"));

        assertThat(run("second", "--input", input)).isOne();
        assertThat(err.toString()).contains("the job has failed", temp.resolve("first") + "/");
    }

    @Test
    @Timeout(240)
    void a_second_run_with_the_same_state_is_refused_while_the_first_goes_on() throws Exception {
        Files.writeString(rules, BY_ARRIVAL);
        String input = file("a.jsonl", events(0, MANY));
        try (LocalJob first = LocalJob.start(options("first", "--input", input), null, state)) {
            assertThat(run("second", "--input", input)).isOne();
            assertThat(err.toString()).contains("another run has " + state);
            assertThat(temp.resolve("second")).doesNotExist();
            while (!first.hasEnded(100)) {
                assertThat(first.restarted()).isEmpty();
            }
        }
        String more = file("b.jsonl", events(MANY, MANY + FEW));

        assertThat(run("third", "--input", more)).as(err::toString).isZero();
        assertThat(runWithoutState("whole", "--input", input, more)).isZero();
        assertSame("whole", "first", "third");
    }

    private JobOptions options(String output, String... more) {
        JobOptions options = new JobOptions();
        List<String> arguments = arguments(output, more);
        arguments.removeIf(argument -> argument.equals("run") || argument.startsWith("--state"));
        new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        return options;
    }

    /** Ends a run in the middle, when a checkpoint of it is complete. */
    private void interrupt(String output, String... more) throws IOException {
        try (LocalJob job = LocalJob.start(options(output, more), null, state)) {
            while (kept() == 0 || job.metrics().sum(JobNames.RESOLUTIONS) == 0) {
                assertThat(job.hasEnded(10)).as("it is still reading").isFalse();
            }
        }
        assertThat(kept()).isPositive();
    }
}
