package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook's commands, word for word and one after the other, on a cluster on this machine while events keep coming. */
class RunbookIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");
    private static final long PATIENCE_MINUTES = 8;

    /** Stands for the launcher, which would build what this build is building. */
    private static final String LAUNCHER = """
            #!/usr/bin/env bash
            export TRIBUTARY_HOME="%s"
            exec "%s" "@%1$s/flink-conf/jvm.options" -XX:TieredStopAtLevel=1 "-Djava.io.tmpdir=%s" \\
              "-Dlog4j2.configurationFile=%1$s/flink-conf/log4j2-local.properties" \\
              -cp "%1$s/target/classes:%1$s/target/lib/*:%1$s/target/flink/*" io.tributary.cli.Tributary "$@"
            """;

    static String commands() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("deploy/README.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    @Test
    void every_command_that_needs_no_kubernetes_does_what_it_says(@TempDir Path directory) throws Exception {
        Path home = Path.of("").toAbsolutePath();
        Path launcher = Files.writeString(
                directory.resolve("tributary"),
                LAUNCHER.formatted(home, Path.of(System.getProperty("java.home"), "bin", "java"), directory));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(directory.resolve("k8s"), home.resolve("k8s"));
        Path script = Files.writeString(
                directory.resolve("runbook.sh"),
                "set -euo pipefail\ntrap './tributary cluster down >/dev/null 2>&1; kill 0' ERR\nset -x\n" + commands()
                        + "kill $(jobs -p) || true\n");
        Path output = directory.resolve("output");
        Process shell = new ProcessBuilder("setsid", "bash", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = shell.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        String said = Files.readString(output);
        if (!ended) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/runbook.txt"), said);
        assertThat(ended).as(said).isTrue();
        assertThat(shell.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("only with --allow-restrictive", "restrictive  max_merges: 100 -> 50")
                .contains("nothing started, as the job was told")
                .contains("RUNNING")
                .contains("nobody of that ID");
    }
}
