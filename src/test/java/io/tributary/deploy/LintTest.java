package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    private static List<String> files(String... roots) throws IOException {
        List<String> files = new ArrayList<>();
        for (String root : roots) {
            try (Stream<Path> paths = Files.walk(Path.of(root))) {
                paths.filter(Files::isRegularFile).map(Path::toString).sorted().forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void shell_scripts_are_sound() throws IOException {
        Tool.SHELLCHECK.require("the shell scripts");
        List<String> scripts = new ArrayList<>(List.of("tributary", ".ci/run"));
        files("deploy").stream().filter(file -> file.endsWith(".sh")).forEach(scripts::add);
        Tool.Said said = Tool.SHELLCHECK.run(scripts.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void an_unsound_script_is_caught(@TempDir Path directory) throws IOException {
        Tool.SHELLCHECK.require("the shell scripts");
        Path script = Files.writeString(directory.resolve("x.sh"), "#!/bin/bash\nrm -rf $1/*\n");
        assertThat(Tool.SHELLCHECK.run(script.toString()).exitCode()).isNotZero();
    }

    @Test
    void yaml_is_as_it_is_meant() throws IOException {
        Tool.YAMLLINT.require("the YAML files");
        List<String> arguments = new ArrayList<>(List.of("--strict", "-c", ".yamllint"));
        files("deploy", "k8s", "flink-conf").stream()
                .filter(file -> file.endsWith(".yaml") || file.endsWith(".yml"))
                .forEach(arguments::add);
        Tool.Said said = Tool.YAMLLINT.run(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void a_key_that_is_there_twice_is_caught(@TempDir Path directory) throws IOException {
        Tool.YAMLLINT.require("the YAML files");
        Path file = Files.writeString(directory.resolve("x.yaml"), "a: 1\na: 2\n");
        assertThat(Tool.YAMLLINT
                        .run("--strict", "-c", ".yamllint", file.toString())
                        .exitCode())
                .isNotZero();
    }
}
