package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tributary.codec.CommandDecoder;
import io.tributary.model.Command;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RulesParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader copies what the README shows: command lines that the launcher takes, commands that the job takes. */
class ReadmeCommandsTest {
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("(?ms)^```json\\R(\\{\"commandId\".*?)^```$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void the_launcher_takes_every_command_line() throws IOException {
        List<String> lines = blocks(SHELL)
                .flatMap(String::lines)
                .filter(line -> line.startsWith("./tributary "))
                .toList();

        assertThat(lines).hasSizeGreaterThan(4);
        assertThat(lines)
                .allSatisfy(line -> assertThatCode(() ->
                                Tributary.commandLine().parseArgs(words(line).toArray(String[]::new)))
                        .doesNotThrowAnyException());
    }

    @Test
    void the_job_takes_every_command() throws IOException {
        CommandDecoder decoder =
                new CommandDecoder(RulesParser.parse("rules", "spaces: [{id: main, extends: segment}]"));
        List<Command> commands = new ArrayList<>();
        blocks(COMMAND)
                .flatMap(String::lines)
                .forEach(json -> decoder.decode(raw(json), new CommandDecoder.Output() {
                    @Override
                    public void command(Command command) {
                        commands.add(command);
                    }

                    @Override
                    public void rejected(Rejected rejected) {
                        throw new AssertionError(rejected.detail());
                    }
                }));

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command.problem()).isNull());
    }

    private static RawRecord raw(String json) {
        return new RawRecord("commands", 0, 0, 1_772_359_200_000L, null, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<String> blocks(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    /** What a shell would hand over, up to a comment, a pipe or a file. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (MatchResult word :
                WORD.matcher(line.substring("./tributary ".length())).results().toList()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            if (List.of("#", "|", ">").contains(text)) {
                break;
            }
            words.add(text);
        }
        return words;
    }
}
