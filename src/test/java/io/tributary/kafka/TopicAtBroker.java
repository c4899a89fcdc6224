package io.tributary.kafka;

import io.tributary.model.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** An output topic of one partition, as its broker has it. */
public record TopicAtBroker(Admin admin, String prefix, Topic topic) {
    private static final int PATIENCE_SECONDS = 60;

    /** What a topic takes: less than any record is a failure of whatever writes to it. */
    public void takeAtMost(int bytes) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic.topicName());
        ConfigEntry limit = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
        admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(limit, OpType.SET))))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** How many have come out: the job's own counters are of one attempt, and of one that fails as well. */
    public long records() throws Exception {
        TopicPartition partition = new TopicPartition(prefix + topic.topicName(), 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .offset();
    }
}
