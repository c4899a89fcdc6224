package io.tributary.cluster;

import java.util.Map;

/**
 * What a cluster is made of.
 *
 * @param taskManagers of two slots each
 * @param highlyAvailable whether a ZooKeeper keeps what a JobManager has to know, so that one that is started again goes
 *     on with the job
 * @param broker whether a Kafka broker belongs to it
 * @param conf settings of Flink in place of those that a cluster on one machine has
 */
public record ClusterSettings(int taskManagers, boolean highlyAvailable, boolean broker, Map<String, String> conf) {
    public ClusterSettings {
        conf = Map.copyOf(conf);
        if (taskManagers < 1) {
            throw new IllegalArgumentException("taskManagers is " + taskManagers + ": it must be 1 or more");
        }
    }
}
