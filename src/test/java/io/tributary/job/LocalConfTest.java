package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.state.RocksOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration, read the way Flink reads it. */
class LocalConfTest {
    private static final List<Class<?>> OPTIONS = List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            ExecutionOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RestartStrategyOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class,
            RocksDBConfigurableOptions.class,
            RocksDBOptions.class);

    private static final String REPORTER = "metrics.reporter.";

    private static Configuration shipped() {
        return GlobalConfiguration.loadConfiguration("flink-conf");
    }

    @Test
    void every_key_is_one_that_flink_knows() throws IllegalAccessException {
        Set<String> known = new HashSet<>();
        for (Class<?> options : OPTIONS) {
            for (Field field : options.getFields()) {
                if (field.getType() == ConfigOption.class) {
                    known.add(((ConfigOption<?>) field.get(null)).key());
                }
            }
        }
        shipped().keySet().stream()
                .filter(key -> key.startsWith(REPORTER))
                .forEach(key -> known.add(reporterKey(key, known)));
        assertThat(known).containsAll(shipped().keySet());
    }

    /** Flink knows the keys of a reporter by what follows its name. */
    private static String reporterKey(String key, Set<String> known) {
        String suffix = key.substring(key.indexOf('.', REPORTER.length()) + 1);
        boolean itsOwn = suffix.equals("port"); // of the reporter for Prometheus
        return itsOwn || known.contains(suffix) ? key : "unknown";
    }

    @Test
    void the_values_are_read_as_they_are_meant() {
        Configuration conf = shipped();
        assertThat(conf.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(conf.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(conf.get(PipelineOptions.OBJECT_REUSE)).isTrue();
        assertThat(conf.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(128);
        assertThat(conf.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(conf.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
        assertThat(conf.get(RocksDBOptions.OPTIONS_FACTORY)).isEqualTo(RocksOptions.class.getName());
        assertThat(conf.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(conf.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(1);
        assertThat(conf.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(conf.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(conf.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(conf.get(TaskManagerOptions.MANAGED_MEMORY_SIZE).getMebiBytes())
                .isEqualTo(512);
    }

    @Test
    void flinks_own_scripts_start_the_same_jvm_as_the_launcher() throws IOException {
        List<String> options = Files.readAllLines(Path.of("flink-conf/jvm.options")).stream()
                .filter(line -> line.startsWith("-"))
                .toList();
        assertThat(shipped().get(CoreOptions.FLINK_JVM_OPTIONS)).isEqualTo(String.join(" ", options));
    }

    @Test
    void a_work_directory_may_have_a_space_and_a_percent_sign_in_its_name(@TempDir Path temp) throws IOException {
        Path work = temp.resolve("100%20 of it");
        Configuration conf = LocalConf.load(work);
        for (var directory :
                List.of(CheckpointingOptions.CHECKPOINTS_DIRECTORY, CheckpointingOptions.SAVEPOINT_DIRECTORY)) {
            assertThat(Path.of(new org.apache.flink.core.fs.Path(conf.get(directory)).getPath()))
                    .hasParentRaw(work);
        }
    }

    @Test
    void a_local_run_writes_under_its_work_directory_alone(@TempDir Path work) throws IOException {
        Configuration conf = LocalConf.load(work);
        assertThat(conf.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .startsWith(work.toUri().toString());
        assertThat(conf.get(CheckpointingOptions.SAVEPOINT_DIRECTORY))
                .startsWith(work.toUri().toString());
        assertThat(conf.get(CoreOptions.TMP_DIRS)).startsWith(work.toString());
        assertThat(conf.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(conf.keySet()).noneMatch(key -> key.startsWith("metrics.reporter"));
    }

    @Test
    void the_configuration_is_looked_for_where_flink_or_tributary_is_told_to_be() {
        assertThat(LocalConf.directory("/conf", "/home")).isEqualTo(Path.of("/conf"));
        assertThat(LocalConf.directory(null, "/home")).isEqualTo(Path.of("/home/flink-conf"));
        assertThat(LocalConf.directory(null, null)).isEqualTo(Path.of("flink-conf"));
    }
}
