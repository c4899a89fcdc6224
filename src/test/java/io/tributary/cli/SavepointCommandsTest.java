package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user sees who looks into a savepoint: the committed one, which is of the whole job. */
class SavepointCommandsTest {
    private static final String SAVEPOINT = "src/test/resources/savepoints/1";
    private static final String JANE = "jane@home.example";
    private static final String BEFORE = """
            spaces:
              - {id: people, extends: segmentstream, sources: [web]}
              - {id: plain, extends: segment, sources: [app]}
              - {id: ordered, extends: segment, sources: [delayed], order: {event_time: 1h}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    SavepointCommandsTest() {}

    @Test
    void stats_tell_how_much_there_is_of_what() {
        assertThat(run("state", "stats", SAVEPOINT)).as("%s", err).isZero();

        assertThat(out.toString())
                .contains("rules: sha256:", "space people, after #106", "space plain, after #15")
                .containsPattern("users +4 +1 +2\n")
                .containsPattern("people.*\n(.*\n)*.*household +102 +1 +0\n")
                .containsPattern("users/account_id +0 +1\n")
                .containsPattern("discarded +3\n")
                .containsPattern("bytes an external ID")
                .doesNotContain("example");
    }

    @Test
    void verify_finds_the_committed_savepoint_sound() {
        assertThat(run("state", "verify", SAVEPOINT)).as("%s", err).isZero();

        assertThat(out.toString())
                .endsWith("sound" + System.lineSeparator())
                .contains("plain: 8 profiles and 8 external");
    }

    @Test
    void lookup_takes_the_raw_value_of_a_hashed_type_and_shows_no_other_value() {
        assertThat(run("state", "lookup", SAVEPOINT, "email_hash:Jane@Home.example"))
                .as("%s", err)
                .isZero();

        assertThat(out.toString())
                .contains("the SHA-256 of what was asked", "users/user_id#", "household: hh_", "merged into it: use_")
                .contains("a boundary")
                .doesNotContain(JANE, "user_id:u1");
    }

    @Test
    void lookup_reveals_other_values_if_asked() {
        assertThat(run("state", "lookup", SAVEPOINT, "user_id:u1", "--space", "people", "--reveal"))
                .isZero();

        assertThat(out.toString())
                .contains("anonymous_id:a2 since #", "space people")
                .doesNotContain("space plain");
    }

    @Test
    void lookup_tells_marks_accounts_levels_and_who_is_kept_apart() {
        assertThat(run("state", "lookup", SAVEPOINT, "email:kid@home.example")).isZero();
        assertThat(run("state", "lookup", SAVEPOINT, "user_id:u1", "--space", "plain"))
                .isZero();
        assertThat(run("state", "lookup", SAVEPOINT, "ip_address:192.0.2.1")).isZero();
        assertThat(run("state", "lookup", SAVEPOINT, "household/ip_address:203.0.113.9"))
                .isZero();
        assertThat(run("state", "lookup", SAVEPOINT, "accounts/group_id:acme")).isZero();

        assertThat(out.toString())
                .contains("blocked by an operator", "leads to nobody", "discarded: too many share it")
                .contains("account: acc_", "kept apart: use_", "members: use_", "leads to acc_");
    }

    @Test
    void lookup_finds_whose_boundary_a_value_is() {
        assertThat(run("state", "lookup", SAVEPOINT, "account_id:acme", "--space", "people"))
                .isZero();
        assertThat(run("state", "lookup", SAVEPOINT, "users/account_id:acme", "--space", "people"))
                .isZero();

        assertThat(out.toString()).contains("is a boundary of 1 profiles, such as use_");
    }

    @Test
    void lookup_of_what_is_unknown_ends_with_exit_code_1() {
        assertThat(run("state", "lookup", SAVEPOINT, "email:nobody@home.example"))
                .isEqualTo(1);
        assertThat(run("state", "lookup", SAVEPOINT, "email:x", "--space", "nope"))
                .isEqualTo(1);
        assertThat(run("state", "lookup", SAVEPOINT, "email")).isEqualTo(2);

        assertThat(out.toString()).contains("nothing is known of it in people, plain");
        assertThat(err.toString()).contains("--space nope is unknown: there are people, plain", "TYPE:VALUE");
    }

    @Test
    void what_is_no_savepoint_is_told() throws IOException {
        Path file = Files.writeString(directory.resolve("_other"), "no savepoint");

        assertThat(run("state", "stats", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(run("state", "stats", directory.toString())).isEqualTo(1);
        assertThat(run("state", "stats", file.toString())).isEqualTo(1);
        assertThat(run("state", "stats", "src/test/resources/savepoints")).isEqualTo(1);

        assertThat(err.toString())
                .contains(
                        "none: there is no such file or directory", "it holds no _metadata", "but these in it do: 1, 2")
                .contains("_other: is no savepoint or checkpoint that can be read");
    }

    @Test
    void impact_counts_who_is_outside_new_rules_with_fingerprints() throws IOException {
        String rules = file(BEFORE.replace("extends: segmentstream", """
                extends: segmentstream, max_merges: 1, blocked: [{matches: "staff1.*"}],
                   identifiers: [{type: anonymous_id, limit: {max: 1}}], demotion: contributing""")
                .replace("  - {id: plain, extends: segment, sources: [app]}\n", ""));

        assertThat(run("rules", "impact", "--savepoint", SAVEPOINT, "--rules", rules))
                .as("%s", err)
                .isZero();

        assertThat(out.toString())
                .contains("restrictive  demotion: lowest_priority -> contributing")
                .contains("nobody is outside; decides differently from now on")
                .containsPattern("users anonymous_id limit.*\n +outside: 1 of 307 profiles, by 2 external IDs\n")
                .containsPattern("blocked: .matches: \"staff1.*\n +outside: 12 of 307 profiles, by 12 external IDs\n")
                .contains("cannot be told of hashed types: email_hash")
                .containsPattern("space: plain \\(gone\\)\n +outside: 5 of 5 profiles")
                .contains("users/user_id#")
                .doesNotContain("user_id:staff1");
    }

    @Test
    void impact_reveals_values_if_asked_and_takes_other_rules_for_those_before() throws IOException {
        String old = file(BEFORE);
        String rules = file(BEFORE.replace("segmentstream", "segmentstream, blocked: [{equals: staff7}]"));

        assertThat(run("rules", "impact", "--savepoint", SAVEPOINT, "--rules", rules, "--old", old, "--reveal"))
                .isZero();
        assertThat(run("rules", "impact", "--savepoint", SAVEPOINT, "--rules", rules, "--old", rules))
                .isZero();

        assertThat(out.toString()).contains("users/user_id:staff7", "the rules are the same");
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "rules", ".yaml"), yaml)
                .toString();
    }

    private int run(String... arguments) {
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
