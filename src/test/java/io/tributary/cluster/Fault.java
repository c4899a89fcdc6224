package io.tributary.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What happens to a job, and what is done about it. Each asserts that it was felt at all. */
enum Fault {
    TASK_MANAGER_KILLED("TaskManager killed, started again") {
        @Override
        void strike(Bench bench) {
            String name = bench.busyTaskManager();
            long restored = bench.checkpoints("restored");
            bench.cluster().kill(name);
            bench.cluster().start(name);
            bench.await("the job goes on from a checkpoint", () -> bench.checkpoints("restored") > restored);
        }
    },

    JOB_MANAGER_KILLED("JobManager killed, started again") {
        @Override
        void strike(Bench bench) {
            bench.cluster().kill(Cluster.JOB_MANAGER);
            bench.cluster().start(Cluster.JOB_MANAGER);
            bench.await("the job goes on from a checkpoint", () -> bench.checkpoints("restored") > 0);
        }
    },

    BROKER_KILLED("broker killed, started again") {
        @Override
        void strike(Bench bench) {
            bench.cluster().kill(Cluster.BROKER);
            bench.cluster().start(Cluster.BROKER);
        }
    },

    /** For so long that the JobManager gives it up; then it finds that others do its work. */
    TASK_MANAGER_HANGS("TaskManager hangs for 20 s") {
        @Override
        void strike(Bench bench) {
            String name = bench.busyTaskManager();
            long restored = bench.checkpoints("restored");
            bench.cluster().pause(name);
            Pause.millis(20_000);
            bench.cluster().resume(name);
            bench.await("the job goes on from a checkpoint", () -> bench.checkpoints("restored") > restored);
        }
    },

    /** Not for so long that it is given up, but longer than a checkpoint may take on a bench of {@link #conf}. */
    CHECKPOINT_TIMES_OUT("checkpoint times out") {
        @Override
        void strike(Bench bench) {
            String name = bench.busyTaskManager();
            long failed = bench.checkpoints("failed");
            bench.cluster().pause(name);
            bench.await("a failed checkpoint", () -> bench.checkpoints("failed") > failed);
            bench.cluster().resume(name);
        }
    },

    CHECKPOINT_DISK_FULL("checkpoint disk full for 10 s") {
        @Override
        void strike(Bench bench) {
            long failed = bench.checkpoints("failed");
            SmallDisk disk = SmallDisk.of(bench.directory());
            try {
                disk.fill();
                Pause.millis(10_000);
                assertThat(bench.checkpoints("failed")).isGreaterThan(failed);
            } finally {
                disk.free();
            }
        }
    },

    /** The log of transactions takes no record any more, however small. */
    TRANSACTIONS_REFUSED("broker refuses transactions for 10 s") {
        @Override
        void strike(Bench bench) {
            longestTransactionRecord(bench, 1);
            try {
                assertThatThrownBy(() -> beginTransaction(bench)).isInstanceOf(KafkaException.class);
                Pause.millis(10_000);
            } finally {
                longestTransactionRecord(bench, 1 << 20);
            }
        }
    };

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    /** Makes it happen and mends it. */
    abstract void strike(Bench bench);

    /** As a reader of the report knows it. */
    String title() {
        return title;
    }

    /** What a bench needs to be configured with so that all of them can happen on it. */
    static Map<String, String> conf() {
        return Map.of("execution.checkpointing.timeout", "5 s");
    }

    private static void longestTransactionRecord(Bench bench, int bytes) {
        ConfigResource log = new ConfigResource(ConfigResource.Type.TOPIC, "__transaction_state");
        AlterConfigOp op = new AlterConfigOp(new ConfigEntry("max.message.bytes", Integer.toString(bytes)), OpType.SET);
        try (Admin admin = bench.admin()) {
            admin.incrementalAlterConfigs(Map.of(log, List.of(op)))
                    .all()
                    .get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("max.message.bytes cannot be set", e);
        }
    }

    private static void beginTransaction(Bench bench) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bench.brokers(), "transactional.id", "probe", "max.block.ms", 5_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }
}
