package io.tributary.job;

import io.tributary.codec.TopicRecord;
import io.tributary.job.Topology.Inputs;
import io.tributary.job.Topology.Outputs;
import io.tributary.job.Topology.Settings;
import io.tributary.model.RawRecord;
import io.tributary.state.RawRecordSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** One cluster inside this process for many short jobs, under the shipped configuration but for its checkpoints. */
@SuppressWarnings("try") // that closing it may be interrupted does not matter here
final class TestCluster implements AutoCloseable {
    private static final int SLOTS = 2;

    private final Configuration conf;
    private final MiniCluster cluster;

    private TestCluster(Configuration conf, MiniCluster cluster) {
        this.conf = conf;
        this.cluster = cluster;
    }

    /** @param checkpoints how often, {@link Duration#ZERO} for never */
    static TestCluster start(Path work, Duration checkpoints) throws Exception {
        Configuration conf = LocalConf.load(work);
        conf.set(RestOptions.PORT, 0);
        conf.set(RestOptions.BIND_PORT, "0");
        conf.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        if (checkpoints.isZero()) {
            conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        } else {
            conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints);
        }
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(conf)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
        return new TestCluster(conf, cluster);
    }

    /** The production topology from these sources to this sink, ready to be executed. */
    StreamExecutionEnvironment job(
            RulesText rules,
            Source<RawRecord, ?, ?> events,
            WatermarkStrategy<RawRecord> watermarks,
            Source<RawRecord, ?, ?> commands,
            Sink<TopicRecord> sink) {
        StreamExecutionEnvironment env = environment(conf, SLOTS);
        build(env, new Settings(rules, false, 1000), events, watermarks, commands, new Outputs(sink, sink, sink));
        return env;
    }

    /** The shipped configuration, to start from a savepoint or to say something else with. */
    Configuration configuration() {
        return new Configuration(conf);
    }

    /** An environment for any job on this cluster. */
    StreamExecutionEnvironment environment(Configuration its, int parallelism) {
        StreamExecutionEnvironment env = new TestStreamEnvironment(cluster, its, parallelism, List.of(), List.of());
        env.configure(its);
        env.setParallelism(parallelism);
        return env;
    }

    /** Adds the production topology from these sources to these sinks. */
    static void build(
            StreamExecutionEnvironment env,
            Settings settings,
            Source<RawRecord, ?, ?> events,
            WatermarkStrategy<RawRecord> watermarks,
            Source<RawRecord, ?, ?> commands,
            Outputs outputs) {
        Inputs inputs = new Inputs(
                source(env, events, watermarks, JobNames.SOURCE_UID),
                source(env, commands, WatermarkStrategy.noWatermarks(), JobNames.COMMANDS_UID));
        Topology.build(inputs, settings, outputs);
    }

    private static SingleOutputStreamOperator<RawRecord> source(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> source,
            WatermarkStrategy<RawRecord> watermarks,
            String uid) {
        return env.fromSource(source, watermarks, uid, RawRecordSerializer.TYPE)
                .uid(uid)
                .setParallelism(1);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
