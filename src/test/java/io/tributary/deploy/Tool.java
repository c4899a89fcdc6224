package io.tributary.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A program that a check needs and Maven does not bring. {@code .ci/run} installs them all. */
enum Tool {
    KUBECTL("kubectl"),
    PROMTOOL("promtool"),
    PROMETHEUS("prometheus"),
    YAMLLINT("yamllint"),
    SHELLCHECK("shellcheck"),
    BUILDAH("buildah"),
    DOCKER("docker"),
    PYTHON("python3");

    private final String program;

    Tool(String program) {
        this.program = program;
    }

    /** What a program said and how it ended. */
    record Said(int exitCode, String text) {}

    /** Skips the test, and says so where nobody overlooks it, if the program is not there. */
    void require(String whatIsNotChecked) {
        if (find().isEmpty()) {
            String words = "SKIPPED: " + program + " is not installed, so this is not checked: " + whatIsNotChecked;
            System.err.println(words);
            assumeTrue(false, words);
        }
    }

    Optional<Path> find() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Said run(String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(find().orElseThrow().toString());
        line.addAll(List.of(arguments));
        return run(line);
    }

    static Said run(List<String> line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
