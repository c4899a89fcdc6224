package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A reader copies what the README shows. */
class ReadmeExamplesTest {
    private static final Pattern RULES_FILE = Pattern.compile("(?ms)^```yaml\\R(spaces:.*?)^```$");

    @Test
    void every_rules_file_of_the_readme_is_one() throws IOException {
        List<String> files = RULES_FILE
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(files).as("rules files in README.md").isNotEmpty();
        assertThat(files)
                .allSatisfy(
                        file -> assertThat(RulesParser.parse("README.md", file).spaces())
                                .isNotEmpty());
    }
}
