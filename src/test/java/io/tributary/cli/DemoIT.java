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
import picocli.CommandLine;

class DemoIT {
    @Test
    void demo_shows_merges_with_their_reasons_and_leaves_nothing_behind() throws IOException {
        List<Path> before = temporary();
        StringWriter out = new StringWriter();
        CommandLine commandLine = Tributary.commandLine();
        commandLine.setOut(new PrintWriter(out, true));

        int exitCode = commandLine.execute("demo", "--events", "3000", "--people", "100", "--rate", "3000");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .containsPattern("created \\d+, .*merged \\d+")
                .containsPattern("use_\\w{27} into use_\\w{27}: one event had \\S+:\\S+")
                .contains("precision");
        assertThat(temporary()).isEqualTo(before);
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tributary-"))
                    .sorted()
                    .toList();
        }
    }
}
