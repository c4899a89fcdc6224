package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.kafka.Delivery;
import io.tributary.kafka.StartFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JobOptionsTest {
    @TempDir
    Path temp;

    private String rules = "";
    private String input = "";

    @BeforeEach
    void files() throws IOException {
        rules = Files.writeString(temp.resolve("rules.yaml"), "spaces:\n  - {id: main, extends: segment}\n")
                .toString();
        input = Files.writeString(temp.resolve("events.jsonl"), "{}\n").toString();
    }

    static JobOptions options(String... args) {
        JobOptions options = new JobOptions();
        new CommandLine(options).parseArgs(args);
        return options;
    }

    private static List<String> refused(String... args) {
        StartupException refusal = catchThrowableOfType(StartupException.class, () -> JobPlan.of(options(args)));
        assertThat(refusal).isNotNull();
        return refusal.problems();
    }

    @Test
    void what_is_not_said_has_the_documented_default() {
        JobOptions options = options("--rules", rules, "--brokers", "b:1");
        assertThat(options.problems()).isEmpty();
        assertThat(options.eventsTopics()).containsExactly("tributary.events");
        assertThat(options.topicPrefix).isEqualTo("tributary.");
        assertThat(options.delivery).isEqualTo(Delivery.MIXED);
        assertThat(options.from).isEqualTo(StartFrom.EARLIEST);
    }

    @Test
    void choices_are_written_in_lower_case() {
        JobOptions options = options("--delivery", "exactly_once", "--from", "committed", "--payload", "event");
        assertThat(options.delivery).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(options.from).isEqualTo(StartFrom.COMMITTED);
        assertThat(options.payload).isEqualTo(JobOptions.Payload.EVENT);
        assertThat(catchThrowable(() -> options("--delivery", "twice")))
                .hasMessageContaining("--delivery")
                .hasMessageContaining("'twice' is not one of mixed, exactly_once, at_least_once");
    }

    @Test
    void every_problem_is_told_at_once() {
        assertThat(refused("--cache-ids", "-1", "--output", "x"))
                .containsExactly(
                        "--rules is missing: name the rules file",
                        "--cache-ids -1: must be 0 (no cache) or more, 268435456 at most",
                        "--brokers is missing: name the Kafka brokers, or files with --input and --output",
                        "--output goes with --input only: with --brokers the results go to topics");
    }

    @Test
    void kafka_and_files_exclude_each_other() {
        assertThat(refused("--rules", rules, "--brokers", "b:1", "--input", input))
                .containsExactly(
                        "--brokers and --input exclude each other: events come from Kafka or from files",
                        "--output is missing: name the directory that the results of --input go to");
    }

    @Test
    void two_inputs_of_one_name_are_refused() {
        assertThat(refused("--rules", rules, "--input", input, "/elsewhere/events.jsonl", "--output", "x"))
                .singleElement()
                .asString()
                .contains("another input is called events.jsonl too");
    }

    @Test
    void the_job_does_not_read_what_it_writes() {
        assertThat(refused("--rules", rules, "--brokers", "b:1", "--events-topic", "tributary.profiles"))
                .singleElement()
                .asString()
                .contains("tributary.profiles: the job writes this topic");
    }

    @Test
    void missing_inputs_and_a_used_output_are_refused() throws IOException {
        Path output = Files.createDirectories(temp.resolve("out"));
        Files.writeString(output.resolve("old.jsonl"), "");
        String missing = temp.resolve("missing.jsonl").toString();
        assertThat(refused("--rules", rules, "--input", missing, temp.toString(), "--output", output.toString()))
                .satisfiesExactly(
                        first -> assertThat(first).contains("missing.jsonl: there is no such file"),
                        second -> assertThat(second).contains("is a directory"),
                        third -> assertThat(third).contains("out: is not empty"));
    }

    @Test
    void mistakes_in_the_rules_are_told_a_line_each() throws IOException {
        Files.writeString(Path.of(rules), "spaces:\n  - {id: main, extends: segment, colour: red, survivor: nobody}\n");
        assertThat(refused(
                        "--rules",
                        rules,
                        "--input",
                        input,
                        "--output",
                        temp.resolve("out").toString()))
                .hasSize(2)
                .allMatch(problem -> problem.contains("rules.yaml:2"));
    }

    @Test
    void an_event_that_would_betray_a_hashed_value_is_not_emitted() throws IOException {
        Files.writeString(Path.of(rules), """
                spaces:
                  - id: main
                    extends: none
                    identifiers:
                      - {type: email_hash, from: [traits.email], hash: sha256}
                """);
        String[] args = {
            "--rules", rules, "--input", input, "--output", temp.resolve("out").toString(), "--payload", "event"
        };
        assertThat(refused(args)).singleElement().asString().contains("space main hashes email_hash");
    }

    @Test
    void kafka_settings_that_an_option_makes_are_refused_and_secrets_are_not_repeated() throws IOException {
        Path settings = Files.writeString(
                temp.resolve("client.properties"), "sasl.jaas.config=password-of-mine\ngroup.id=mine\n");
        assertThat(refused("--rules", rules, "--brokers", "b:1", "--kafka-config", settings.toString()))
                .singleElement()
                .asString()
                .contains("group.id is set with the option --group-id")
                .doesNotContain("password-of-mine");
    }
}
