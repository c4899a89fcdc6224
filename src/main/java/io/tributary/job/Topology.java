package io.tributary.job;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.state.ObservationSerializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The job's graph, the same wherever events come from and records go to:
 *
 * <pre>
 *   events --> decode --> by space --> resolve --> resolutions
 *                 |                       |
 *                 `--> rejected           `--> facts
 * </pre>
 *
 * Each sink hangs on one operator alone, so that it runs in that operator's thread, without a network in between.
 */
public final class Topology {
    private Topology() {}

    /**
     * @param keepEvent whether resolutions carry the event
     * @param cacheIds external IDs that the read cache of a resolving subtask may hold, 0 for no cache
     */
    public record Settings(RulesText rules, boolean keepEvent, int cacheIds) {}

    /**
     * Where records go. Facts have a sink to themselves, so that all that one event changed becomes visible together.
     *
     * @param resolutions takes records of that topic
     * @param facts takes records of all topics of facts
     * @param rejected takes records of that topic
     */
    public record Outputs(Sink<TopicRecord> resolutions, Sink<TopicRecord> facts, Sink<TopicRecord> rejected) {}

    /** Adds everything behind the source to its environment. */
    public static void build(SingleOutputStreamOperator<RawRecord> events, Settings settings, Outputs outputs) {
        SingleOutputStreamOperator<Observation> observations = events.process(
                        new DecodeFunction(settings.rules(), settings.keepEvent()), ObservationSerializer.TYPE)
                .uid(JobNames.DECODE_UID)
                .name(JobNames.DECODE_UID);
        SingleOutputStreamOperator<TopicRecord> resolutions = observations
                .keyBy(Observation::space, Types.STRING)
                .transform(
                        JobNames.RESOLVE_UID,
                        TypeInformation.of(TopicRecord.class),
                        new ResolveOperator(settings.rules(), settings.cacheIds()))
                .uid(JobNames.RESOLVE_UID);
        add(resolutions, outputs.resolutions(), JobNames.RESOLUTIONS_UID);
        add(resolutions.getSideOutput(ResolveOperator.FACTS), outputs.facts(), JobNames.FACTS_UID);
        DataStreamSink<TopicRecord> rejected =
                add(observations.getSideOutput(DecodeFunction.REJECTED), outputs.rejected(), JobNames.REJECTED_UID);
        if (events.getParallelism() != events.getExecutionEnvironment().getParallelism()) {
            // A source with a parallelism of its own has one because order matters: nothing of it is dealt out.
            observations.setParallelism(events.getParallelism());
            rejected.setParallelism(events.getParallelism());
        }
    }

    private static DataStreamSink<TopicRecord> add(
            DataStream<TopicRecord> records, Sink<TopicRecord> sink, String uid) {
        return records.sinkTo(sink).uid(uid).name(uid);
    }
}
