package io.tributary.job;

import io.tributary.rules.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What the job relies on in Flink's configuration, which it never sets itself. */
final class ConfigurationCheck {
    private final ReadableConfig conf;
    private final List<String> problems = new ArrayList<>();

    private ConfigurationCheck(ReadableConfig conf) {
        this.conf = conf;
    }

    /**
     * What does not fit, each with what to do; empty if all does.
     *
     * @param parallelism of the job
     * @param transactional whether any output becomes visible with checkpoints only
     */
    static List<String> problems(ReadableConfig conf, int parallelism, RuleBook rules, boolean transactional) {
        ConfigurationCheck check = new ConfigurationCheck(conf);
        check.parallelism(parallelism);
        check.names();
        if (EventTimeOrder.isAskedFor(rules)) {
            check.sorting();
        }
        if (transactional) {
            check.transactions();
        }
        return check.problems;
    }

    private void parallelism(int parallelism) {
        String key = PipelineOptions.MAX_PARALLELISM.key();
        int groups = conf.get(PipelineOptions.MAX_PARALLELISM);
        if (groups < 1) {
            problems.add(
                    key + " is not set: it is the number of key groups that state is cut into once and for all, so it"
                            + " must not depend on the parallelism that a job happens to start with; set it as"
                            + " flink-conf/config.yaml does, to 128, or to that of the state that there is");
        } else if (parallelism > groups) {
            problems.add(
                    "the parallelism is %d, but %s %d: there would be subtasks without a key group; start with %d at most"
                            .formatted(parallelism, key, groups, groups));
        }
    }

    private void names() {
        if (conf.get(PipelineOptions.GENERIC_TYPES)) {
            problems.add(PipelineOptions.GENERIC_TYPES.key()
                    + " must be false: bytes that Kryo wrote could not be read by another release");
        }
        if (conf.get(PipelineOptions.AUTO_GENERATE_UIDS)) {
            problems.add(PipelineOptions.AUTO_GENERATE_UIDS.key()
                    + " must be false: state of an operator without a uid could not be found again");
        }
    }

    private void sorting() {
        String backend = conf.get(StateBackendOptions.STATE_BACKEND);
        if (backend == null || !backend.toLowerCase(Locale.ROOT).contains(OrderState.SORTING_BACKEND)) {
            problems.add(StateBackendOptions.STATE_BACKEND.key() + " must be " + OrderState.SORTING_BACKEND
                    + ": a space asks for order: event_time, and no other keeps events sorted");
        }
    }

    private void transactions() {
        Duration interval =
                conf.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(Duration.ZERO);
        if (interval.isZero()) {
            problems.add(CheckpointingOptions.CHECKPOINTING_INTERVAL.key()
                    + " is not set: facts become visible with checkpoints, so nobody would ever see one; set it, or start"
                    + " with --delivery at_least_once");
        }
        if (conf.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE) != CheckpointingMode.EXACTLY_ONCE) {
            problems.add(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key()
                    + " must be EXACTLY_ONCE for facts to be so; or start with --delivery at_least_once");
        }
    }
}
