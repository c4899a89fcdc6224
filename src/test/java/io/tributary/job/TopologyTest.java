package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.Topology.Inputs;
import io.tributary.job.Topology.Outputs;
import io.tributary.job.Topology.Settings;
import io.tributary.kafka.Delivery;
import io.tributary.kafka.EventSource;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.RecordSinks;
import io.tributary.kafka.StartFrom;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import io.tributary.state.RawRecordSerializer;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyTest {
    /** The IDs that Flink makes of the uids of {@link JobNames}, two for each sink: its writer and its committer. */
    private static final List<String> OPERATOR_IDS = List.of(
            "06ef9a01c904d320706f274cce7ef13b",
            "0a91c93613c517f3a5285f4b033bb9df",
            "0c80f7e50ab54b30f6a2580946f9e942",
            "21a9b1a6e67a20b1553d9c97a4a51021",
            "275a398358e7eabb810cd2b9a686384e",
            "292aa5d3a3d1cfef4ac544a70d694a32",
            "468ce153d5e123305ebe3aa794f09cbe",
            "68693ced52f34d69f7fe3ec7707fab42",
            "6ac6f82aa61d8b91c5fa851cadcd01e8",
            "773fd93f63c3204b9dfda85d6cbbd386",
            "83394a44c3067399593a57ce1946f0a9",
            "c11c50136e40dd2e9df8b2039b871811");

    private static StreamGraph graph(Delivery delivery) {
        KafkaConfig kafka = KafkaConfig.of("b:1");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(GlobalConfiguration.loadConfiguration("flink-conf"));
        Topology.build(
                new Inputs(
                        source(
                                env,
                                EventSource.of(kafka, List.of("events"), "group", StartFrom.EARLIEST),
                                JobNames.SOURCE_UID),
                        source(
                                env,
                                EventSource.ofCommands(kafka, "commands", "group", StartFrom.EARLIEST),
                                JobNames.COMMANDS_UID)),
                new Settings(Traffic.RULES, false, 0),
                new Outputs(
                        RecordSinks.of(kafka, "t.", List.of(Topic.RESOLUTIONS), delivery, "a"),
                        RecordSinks.of(kafka, "t.", List.of(Topic.MERGES), delivery, "b"),
                        RecordSinks.of(kafka, "t.", List.of(Topic.REJECTED), delivery, "c")));
        return env.getStreamGraph();
    }

    private static SingleOutputStreamOperator<RawRecord> source(
            StreamExecutionEnvironment env, Source<RawRecord, ?, ?> source, String uid) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), uid, RawRecordSerializer.TYPE)
                .uid(uid);
    }

    /** A savepoint finds its operators by these IDs: none may change, and none may go. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void operators_keep_their_names_and_ids_whatever_the_delivery(Delivery delivery) {
        TreeMap<String, String> uids = new TreeMap<>();
        for (StreamNode node : graph(delivery).getStreamNodes()) {
            uids.put(node.getOperatorName(), String.valueOf(node.getTransformationUID()));
        }
        assertThat(uids)
                .containsOnlyKeys(
                        "Source: events",
                        "decode",
                        "Source: commands",
                        "decode-commands",
                        "resolve",
                        "resolutions: Writer",
                        "resolutions: Committer",
                        "cross-over",
                        "facts: Writer",
                        "facts: Committer",
                        "rejected: Writer",
                        "rejected: Committer")
                .containsEntry("Source: events", "events")
                .containsEntry("decode", "decode")
                .containsEntry("Source: commands", "commands")
                .containsEntry("decode-commands", "decode-commands")
                .containsEntry("resolve", "resolve")
                .containsEntry("cross-over", "cross-over");
        Set<String> ids = new TreeSet<>();
        for (JobVertex vertex : graph(delivery).getJobGraph().getVertices()) {
            ids.addAll(vertex.getOperatorIDs().stream()
                    .map(OperatorIDPair::getGeneratedOperatorID)
                    .map(Object::toString)
                    .collect(Collectors.toSet()));
        }
        assertThat(ids).containsExactlyElementsOf(OPERATOR_IDS);
    }

    /** What a transaction waits for must keep nobody from resolving, nor its writer wake up for its committer. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void the_sink_of_facts_is_one_task_and_not_the_one_that_resolves(Delivery delivery) {
        assertThat(graph(delivery).getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .contains(
                        "resolve -> resolutions: Writer -> resolutions: Committer",
                        "cross-over -> facts: Writer -> facts: Committer");
    }
}
