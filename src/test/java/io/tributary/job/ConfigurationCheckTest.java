package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    private static final RuleBook BY_ARRIVAL = RulesParser.parse("r", "spaces: [{id: a, extends: segment}]");
    private static final RuleBook BY_TIME =
            RulesParser.parse("r", "spaces: [{id: a, extends: segment, order: {event_time: 2s}}]");

    @TempDir
    private Path work;

    private Configuration conf = new Configuration();

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    ConfigurationCheckTest() {}

    @BeforeEach
    void load() throws Exception {
        conf = LocalConf.load(work);
    }

    private List<String> problems(RuleBook rules) {
        return ConfigurationCheck.problems(conf, 2, rules, true);
    }

    @Test
    void the_shipped_configuration_fits() {
        assertThat(problems(BY_TIME)).isEmpty();
    }

    @Test
    void a_number_of_key_groups_that_depends_on_the_parallelism_is_refused() {
        conf.removeConfig(PipelineOptions.MAX_PARALLELISM);
        assertThat(problems(BY_ARRIVAL)).singleElement().asString().contains("pipeline.max-parallelism is not set");
    }

    @Test
    void more_subtasks_than_key_groups_are_refused() {
        assertThat(ConfigurationCheck.problems(conf, 129, BY_ARRIVAL, true))
                .singleElement()
                .asString()
                .contains("the parallelism is 129, but pipeline.max-parallelism 128");
        assertThat(ConfigurationCheck.problems(conf, 128, BY_ARRIVAL, true)).isEmpty();
    }

    @Test
    void bytes_of_kryo_and_operators_without_a_name_are_refused_together() {
        conf.set(PipelineOptions.GENERIC_TYPES, true);
        conf.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        assertThat(problems(BY_ARRIVAL)).hasSize(2);
    }

    @Test
    void only_a_space_by_event_time_needs_a_backend_that_sorts() {
        conf.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        assertThat(problems(BY_ARRIVAL)).isEmpty();
        assertThat(problems(BY_TIME)).singleElement().asString().contains("state.backend.type must be rocksdb");
    }

    @Test
    void what_becomes_visible_with_checkpoints_needs_them() {
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        conf.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
        assertThat(problems(BY_ARRIVAL))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("execution.checkpointing.interval is not set"))
                .anyMatch(problem -> problem.contains("execution.checkpointing.mode must be EXACTLY_ONCE"));
        assertThat(ConfigurationCheck.problems(conf, 2, BY_ARRIVAL, false)).isEmpty();
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        assertThat(problems(BY_ARRIVAL)).hasSize(1);
    }
}
