package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
    private static final long TICK_NANOS = 10_000_000;

    @TempDir
    private Path proc;

    private void process(long id, String name, long parent, String times) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(Long.toString(id)));
        Files.writeString(
                directory.resolve("stat"),
                id + " (" + name + ") S " + parent + " 1 1 0 -1 4194560 10 20 30 40 " + times + " 20 0 1 0 100");
    }

    @Test
    void descendants_and_what_they_have_waited_for_count_and_others_do_not() throws IOException {
        process(10, "sh", 1, "1 2 0 0");
        process(11, "postgres", 10, "10 20 300 400");
        process(12, "postgres: writer", 11, "1000 2000 0 0");
        process(13, "postgres", 1, "7 7 7 7");
        Files.createDirectories(proc.resolve("self"));

        ProcessTree tree = new ProcessTree(proc);

        assertThat(tree.cpuNanos(10)).isEqualTo(3733 * TICK_NANOS);
        assertThat(tree.cpuNanos(12)).isEqualTo(3000 * TICK_NANOS);
        assertThat(tree.cpuNanos(99)).isZero();
    }

    @Test
    void a_name_may_look_like_the_rest_of_the_line() throws IOException {
        process(10, "a) S 1 (b", 1, "1 2 3 4");

        assertThat(new ProcessTree(proc).cpuNanos(10)).isEqualTo(10 * TICK_NANOS);
    }

    @Test
    void a_process_that_ends_meanwhile_is_no_failure() throws IOException {
        process(10, "postgres", 1, "1 1 1 1");
        Files.createDirectories(proc.resolve("11"));

        assertThat(new ProcessTree(proc).cpuNanos(10)).isEqualTo(4 * TICK_NANOS);
    }

    @Test
    void a_system_that_shows_no_processes_is_said() {
        ProcessTree tree = new ProcessTree(proc.resolve("missing"));

        assertThatThrownBy(() -> tree.cpuNanos(10))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void a_child_of_a_real_process_counts_once_it_has_ended() throws Exception {
        ProcessTree tree = new ProcessTree(Path.of("/proc"));
        Process shell = new ProcessBuilder(
                        "/bin/sh", "-c", "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo; cat")
                .start();
        try {
            assertThat(shell.getInputStream().read()).isEqualTo('\n');

            assertThat(tree.cpuNanos(shell.pid()))
                    .isBetween(TICK_NANOS, Duration.ofMinutes(1).toNanos());
        } finally {
            shell.getOutputStream().close();
            assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
