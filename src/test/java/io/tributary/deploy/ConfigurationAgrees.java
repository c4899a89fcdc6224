package io.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The settings of a deployment against {@code flink-conf/config.yaml}, from which they derive, and against what is known. */
final class ConfigurationAgrees {
    /** Of one machine: where things lie there, and how large the one process is. */
    private static final Set<String> OF_ONE_MACHINE = Set.of(
            "parallelism.default",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "taskmanager.memory.managed.size",
            "taskmanager.memory.network.min",
            "taskmanager.memory.network.max");

    private static final List<Class<?>> OPTIONS = List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            TaskManagerOptions.class,
            RocksDBOptions.class);

    /** Of the operator, as its documentation lists them, and of the file systems, which are plugins. */
    private static final Set<String> OF_OTHERS = Set.of(
            "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
            "kubernetes.operator.deployment.rollback.enabled",
            "kubernetes.operator.deployment.readiness.timeout",
            "kubernetes.operator.job.savepoint-on-deletion",
            "kubernetes.operator.snapshot.resource.enabled",
            "kubernetes.operator.periodic.savepoint.interval",
            "kubernetes.operator.savepoint.history.max.count",
            "kubernetes.operator.savepoint.history.max.age",
            "kubernetes.operator.savepoint.cleanup.enabled",
            "fs.azure.account.auth.type",
            "fs.azure.account.oauth.provider.type");

    private ConfigurationAgrees() {}

    static List<String> problems(JsonNode deployment, Configuration shipped) {
        List<String> problems = new ArrayList<>();
        Map<String, String> deployed = new TreeMap<>();
        deployment
                .at("/spec/flinkConfiguration")
                .properties()
                .forEach(entry -> deployed.put(entry.getKey(), entry.getValue().asText()));
        Map<String, String> wanted = new TreeMap<>(shipped.toMap());
        wanted.keySet().removeAll(OF_ONE_MACHINE);
        wanted.forEach((key, value) -> {
            if (!value.equals(deployed.get(key))) {
                problems.add(key + ": flink-conf/config.yaml says '" + value + "', the deployment "
                        + (deployed.containsKey(key) ? "'" + deployed.get(key) + "'" : "nothing"));
            }
        });
        Set<String> known = known();
        deployed.keySet().forEach(key -> {
            if (!wanted.containsKey(key) && !known.contains(key) && !OF_OTHERS.contains(key)) {
                problems.add(key + ": neither Flink nor the operator knows it");
            }
        });
        return problems;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>();
        for (Class<?> options : OPTIONS) {
            for (Field field : options.getFields()) {
                if (field.getType() == ConfigOption.class) {
                    try {
                        known.add(((ConfigOption<?>) field.get(null)).key());
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return known;
    }
}
