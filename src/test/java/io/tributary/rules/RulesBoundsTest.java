package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no YAML, and files that are small or large enough to hurt. */
class RulesBoundsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    spaces: [{id: a         | 1:16: not valid YAML: while parsing a flow mapping, expected ',' or '}', but got <stream end>
                    spaces: "a              | 1:11: not valid YAML: while scanning a quoted scalar, found unexpected end of stream
                    a: b: c                 | 1:5: not valid YAML: mapping values are not allowed here
                    %a                      | 1:3: not valid YAML: expected '<document start>', but found '<stream end>'
                    spaces: [{id: "\\z"}]   | 1:17: not valid YAML: while scanning a double-quoted scalar, found unknown escape character z(122)
                    """)
    void what_is_not_yaml_is_reported_where_it_stops_being_yaml(String yaml, String problem) {
        assertThat(TestRules.rendered(yaml)).containsExactly("rules.yaml:" + problem);
    }

    @Test
    void a_tab_is_no_indentation() {
        assertThat(TestRules.rendered("spaces:\n\t- id: a"))
                .singleElement()
                .asString()
                .startsWith("rules.yaml:2:1: not valid YAML: ");
    }

    @Test
    void a_file_is_one_document() {
        assertThat(TestRules.rendered("spaces: [{id: a}]\n---\nspaces: [{id: b}]"))
                .singleElement()
                .asString()
                .startsWith("rules.yaml:2:1: not valid YAML: expected a single document in the stream");
    }

    @Test
    void a_character_that_yaml_does_not_allow_is_named() {
        assertThat(TestRules.rendered("spaces:\n  - id: \u0007a"))
                .containsExactly("rules.yaml:2:9: not valid YAML: the character U+0007 is not allowed");
    }

    @Test
    void an_empty_file_needs_spaces() {
        assertThat(TestRules.rendered("")).containsExactly("rules.yaml:1:1: the file is empty, it needs `spaces`");
        assertThat(TestRules.rendered("# nothing\n"))
                .containsExactly("rules.yaml:1:1: the file is empty, it needs `spaces`");
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        assertThat(TestRules.space("\ufeffspaces: [{id: a}]").id()).isEqualTo("a");
    }

    @Test
    void a_file_has_at_most_a_mebibyte() {
        String file = "spaces: [{id: a}] #";
        String largest = file + "é".repeat((YamlDocument.MAX_BYTES - file.length()) / 2);

        assertThat(TestRules.space(largest).id()).isEqualTo("a");
        assertThat(TestRules.rendered(largest + "éé"))
                .singleElement()
                .asString()
                .matches("rules.yaml:1:1: the file has \\d+ bytes, at most 1048576 are read");
    }

    /** It is a bit of disk: a file of a hundred megabytes that nobody wrote. */
    @Test
    void of_a_file_that_is_too_large_no_more_is_read_than_it_may_have(@TempDir Path temp) throws IOException {
        Path file = temp.resolve("large.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        assertThat(catchThrowable(() -> RulesReader.read(file)))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": has more than 1048576 bytes, the most that are read of a rules file");
    }

    @Test
    void a_file_that_never_ends_is_no_rules_file() {
        Path endless = Path.of("/dev/zero");
        assumeThat(endless).isReadable();
        assertThat(catchThrowable(() -> RulesReader.read(endless))).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void a_file_that_is_not_there_or_no_text_is_named(@TempDir Path temp) throws IOException {
        Path file = Files.write(temp.resolve("odd.yaml"), new byte[] {'a', (byte) 0xff});
        assertThat(catchThrowable(() -> RulesReader.read(file))).hasMessage(file + ": is not UTF-8");
        Path none = temp.resolve("none.yaml");
        assertThat(catchThrowable(() -> RulesReader.read(none))).hasMessage(none + ": there is no such file");
        assertThat(catchThrowable(() -> RulesReader.read(temp))).hasMessageStartingWith(temp + ": cannot be read: ");
    }

    /** Every one of these would be gigabytes, or hours, for a reader that believes what it reads. */
    @ParameterizedTest
    @MethodSource("bombs")
    @Timeout(60)
    void a_bomb_is_refused_with_one_short_problem(String name, String bomb, String problem) {
        assertThat(TestRules.problems(bomb))
                .as(name)
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains(problem)
                .hasSizeLessThan(300);
    }

    static Stream<Arguments> bombs() {
        String laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(0, 9)
                        .mapToObj(i -> "b" + i + ": &b" + i + " ["
                                + ("*" + (i == 0 ? "a" : "b" + (i - 1)) + ", ").repeat(9) + "x]\n")
                        .collect(Collectors.joining());
        return Stream.of(
                Arguments.of("billion laughs", laughs, "anchors and aliases"),
                Arguments.of(
                        "10,000 spaces",
                        "spaces: [" + keys(10_000, i -> "{id: s" + i + ", extends: segment}") + "]",
                        "has 10000 entries, at most 1000 are allowed"),
                Arguments.of(
                        "10,000 types",
                        "spaces: [{id: a, identifiers: [" + types(10_000) + "]}]",
                        "has 10000 entries, at most 1000 are allowed"),
                Arguments.of(
                        "a scalar of a megabyte", "spaces: [{id: \"" + "x".repeat(1_000_000) + "\"}]", "must match"),
                Arguments.of("a key of a megabyte", "\"" + "x".repeat(1_000_000) + "\": 1", "not valid YAML"),
                Arguments.of(
                        "repetitions of repetitions",
                        pattern("((((((((((a{99}){99}){99}){99}){99}){99}){99}){99}){99}){99})"),
                        "the pattern's repetitions make it too large"));
    }

    @Test
    @Timeout(60)
    void patterns_as_large_as_allowed_are_compiled() {
        assertThat(TestRules.space(pattern("(".repeat(450) + "a" + ")".repeat(450)))
                        .blocked())
                .hasSize(1);
        assertThat(TestRules.space(pattern("(\\\\pL|\\\\PL){250}")).blocked()).hasSize(1);
    }

    private static String pattern(String regex) {
        return "spaces: [{id: a, blocked: [{matches: \"" + regex + "\"}]}]";
    }

    @Test
    void anchors_and_aliases_are_refused_before_they_multiply() {
        String lol = "a: &a [x, x, x, x, x, x, x, x]\n"
                + IntStream.range(0, 20)
                        .mapToObj(i -> "k" + i + ": &a [*a, *a, *a, *a, *a, *a, *a, *a]\n")
                        .collect(Collectors.joining());

        assertThat(TestRules.rendered(lol))
                .containsExactly("rules.yaml:1:4: anchors and aliases (`&`, `*`) are not read in rules files, write the"
                        + " value out; a string that starts with one of these characters needs quotes");
        assertThat(TestRules.rendered("spaces: *a"))
                .singleElement()
                .asString()
                .startsWith("rules.yaml:1:9: anchors and aliases");
    }

    @Test
    void tags_are_refused() {
        assertThat(TestRules.rendered("spaces: [{id: !!java.net.URL a}]"))
                .containsExactly(
                        "rules.yaml:1:15: tags (`!`) are not read in rules files; a string that starts with this"
                                + " character needs quotes");
        assertThat(TestRules.rendered("spaces: !!set {a}")).hasSize(1);
    }

    @Test
    void nesting_is_bounded() {
        for (String open : new String[] {"[", "{a: ", "- ", "? "}) {
            String deep = open.repeat(1_000_000 / open.length());

            assertThat(TestRules.rendered(deep))
                    .as(open)
                    .singleElement()
                    .asString()
                    .contains(": nested deeper than 16 levels");
        }
    }

    @Test
    void junk_from_end_to_end_has_a_bounded_list_of_problems() {
        String junk = "spaces: [{" + keys(5_000, i -> "k" + i + ": " + i) + "}]";

        assertThat(TestRules.problems(junk)).hasSize(Report.MAX_PROBLEMS + 1);
        assertThat(TestRules.rendered(junk).get(Report.MAX_PROBLEMS))
                .endsWith(": 4001 more problems are not listed; solve these first");
    }

    @Test
    void a_file_has_at_most_1000_spaces() {
        assertThat(RulesParser.parse("rules.yaml", "spaces: [" + keys(1000, i -> "{id: s" + i + "}") + "]")
                        .spaces())
                .hasSize(1000);
        assertThat(TestRules.rendered("spaces: [" + keys(1001, i -> "{id: s" + i + "}") + "]"))
                .containsExactly("rules.yaml:1:9 spaces: has 1001 entries, at most 1000 are allowed");
    }

    @Test
    void a_space_has_at_most_1000_types_with_those_of_its_preset() {
        assertThat(TestRules.example("identifiers: [" + types(1000) + "]").identifiers())
                .hasSize(1000);
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [" + types(1001) + "]}]"))
                .extracting(Problem::message)
                .containsExactly("has 1001 entries, at most 1000 are allowed");
        assertThat(TestRules.problems("spaces: [{id: a, extends: segment, identifiers: [" + types(988) + "]}]"))
                .extracting(Problem::message)
                .containsExactly("has, with those of the preset, 1001 entries, at most 1000 are allowed");
    }

    @Test
    void a_space_has_at_most_16_levels_with_those_of_its_preset() {
        assertThat(TestRules.example("identifiers: [{type: b}], levels: [" + levels(16) + "]")
                        .levels())
                .hasSize(16);
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [{type: b}], levels: [" + levels(17) + "]}]"))
                .extracting(Problem::message)
                .containsExactly("has 17 entries, at most 16 are allowed");
        assertThat(TestRules.problems("spaces: [{id: a, extends: segmentstream, identifiers: [{type: b}], levels: ["
                        + levels(15) + "]}]"))
                .extracting(Problem::message)
                .containsExactly("has, with those of the preset, 17 entries, at most 16 are allowed");
    }

    @Test
    void a_level_has_at_most_64_keys() {
        assertThat(TestRules.example("identifiers: [" + types(64) + "], levels: [{name: a, keys: [" + types(64) + "]}]")
                        .levels()
                        .get(0)
                        .keys())
                .hasSize(64);
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [" + types(65) + "], levels: [{name: a, keys: ["
                        + types(65) + "]}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 65 entries, at most 64 are allowed");
    }

    @Test
    void a_level_name_is_bounded() {
        String level = "identifiers: [{type: b}], levels: [{name: %s, keys: [{type: b}]}]";

        assertThat(TestRules.example(level.formatted("x".repeat(32))).levels()).hasSize(1);
        assertThat(TestRules.problems("spaces: [{id: a, " + level.formatted("x".repeat(33)) + "}]"))
                .hasSize(1);
    }

    @Test
    void a_list_has_at_most_1000_blocked_values() {
        String blocked = keys(1001, i -> "{equals: v" + i + "}");

        assertThat(TestRules.problems("spaces: [{id: a, blocked: [" + blocked + "]}]"))
                .extracting(Problem::message)
                .containsExactly("has 1001 entries, at most 1000 are allowed");
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [{type: b, blocked: [" + blocked + "]}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 1001 entries, at most 1000 are allowed");
    }

    @Test
    void texts_are_bounded() {
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [{type: " + "x".repeat(129) + "}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 129 characters, at most 128 are allowed");
        assertThat(TestRules.problems("spaces: [{id: a, blocked: [{equals: " + "x".repeat(513) + "}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 513 characters, no value has more than 512");
        assertThat(TestRules.problems("spaces: [{id: a, blocked: [{equals: " + "1".repeat(100_000) + "}]}]"))
                .hasSize(1);
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [{type: b, from: [" + "x".repeat(513) + "]}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 513 characters, at most 512 are allowed");
        assertThat(TestRules.problems("spaces: [{id: a, identifiers: [{type: b, from: [{path: c, when: {"
                        + "x".repeat(513) + ": 1}}]}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 513 characters, at most 512 are allowed");
    }

    @Test
    void a_pattern_is_bounded_and_so_are_all_of_a_file() {
        assertThat(TestRules.problems("spaces: [{id: a, blocked: [{matches: " + "x".repeat(1001) + "}]}]"))
                .extracting(Problem::message)
                .containsExactly("has 1001 characters, at most 1000 are allowed");

        String many = keys(1000, i -> "{matches: \"" + i + "a{999}\"}");
        assertThat(TestRules.problems("spaces: [{id: a, blocked: [" + many + "]}]"))
                .hasSizeBetween(50, 150)
                .extracting(Problem::message)
                .containsOnly("the file's patterns together are too large");
    }

    private static String levels(int count) {
        return keys(count, i -> "{name: l" + i + ", keys: [{type: b}]}");
    }

    private static String types(int count) {
        return keys(count, i -> "{type: t" + i + "}");
    }

    private static String keys(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(", "));
    }
}
