package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's main as Flink runs it: in its own process, which must not end. */
class MainTest {
    @TempDir
    private Path work;

    private String rules = "";
    private String input = "";

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    MainTest() {}

    @BeforeEach
    void insideFlink() throws Exception {
        rules = Files.writeString(work.resolve("rules.yaml"), "spaces:\n  - {id: main, extends: segment}\n")
                .toString();
        input = Files.writeString(work.resolve("events.jsonl"), "{}\n").toString();
        setContext(LocalConf.load(work));
    }

    private static void setContext(Configuration conf) {
        StreamContextEnvironment.setAsContext(
                new DefaultExecutorServiceLoader(), conf, MainTest.class.getClassLoader(), false, false);
    }

    @AfterEach
    void outside() {
        StreamContextEnvironment.unsetAsContext();
    }

    @Test
    void a_refusal_inside_flink_is_an_exception_that_lists_every_problem() {
        assertThatThrownBy(() -> Main.main(new String[] {"--rules", "nowhere.yaml"}))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("--rules nowhere.yaml")
                .hasMessageContaining("--brokers is missing");
        assertThatThrownBy(() -> Main.main(new String[] {"--bogus"}))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("--bogus")
                .hasMessageContaining("Usage: tributary-job");
    }

    @Test
    void a_configuration_that_the_job_must_not_run_under_is_refused() {
        setContext(new Configuration());
        assertThatThrownBy(() -> Main.main(new String[] {
                    "--rules",
                    rules,
                    "--input",
                    input,
                    "--output",
                    work.resolve("out").toString()
                }))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("pipeline.max-parallelism is not set")
                .hasMessageContaining("pipeline.generic-types must be false");
    }

    @Test
    void validation_starts_nothing() throws Exception {
        Path output = work.resolve("out");

        Main.main(new String[] {"--rules", rules, "--input", input, "--output", output.toString(), "--validate"});

        assertThat(output).doesNotExist();
    }
}
