package io.tributary.job;

import io.tributary.codec.TopicRecord;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.state.CacheSize;
import io.tributary.state.CommandSerializer;
import io.tributary.state.ObservationSerializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The job's graph, the same wherever events and commands come from and records go to:
 *
 * <pre>
 *   events ----> decode ----------> by space --> resolve --> resolutions
 *                   |          ,--> by space -->    |
 *   commands --> decode-commands                    `--> cross-over --> facts
 *                   |
 *                   `--> rejected, of both
 * </pre>
 *
 * Resolutions, one for each event, are sent by the thread that resolves, without a network in between. Facts, which few
 * events have, cross over to a thread of their own: what a transaction waits for at each checkpoint, until it is flushed,
 * begun and committed, is waited for there, while events are resolved. They cross over in front of the sink as a whole:
 * with a network inside of it, between its writer and its committer, a thread more would wake up hundreds of times a
 * second.
 */
public final class Topology {
    /** Commands are few and may wait this long, in milliseconds, before they cross over to resolving. */
    private static final long COMMANDS_BUFFER_TIMEOUT = 50;

    /** Facts, in milliseconds, before they cross over to their sink. */
    private static final long FACTS_BUFFER_TIMEOUT = 10;

    private Topology() {}

    /**
     * @param keepEvent whether resolutions carry the event
     * @param cacheIds external IDs that a resolving subtask may hold as objects, 0 for no cache; see {@link
     *     CacheSize}
     * @param allowance how the rules may differ from those that the state, if there is any, was written under
     */
    public record Settings(RulesText rules, boolean keepEvent, int cacheIds, Allowance allowance) {
        /** With no other than relaxing changes allowed. */
        public Settings(RulesText rules, boolean keepEvent, int cacheIds) {
            this(rules, keepEvent, cacheIds, Allowance.RELAXING_ONLY);
        }
    }

    /**
     * What is read. An input whose parallelism is another than its environment's has it because order matters: nothing
     * of it is dealt out.
     *
     * @param events with the watermarks of {@code order: event_time} if any space asks for it
     * @param commands need no watermarks
     */
    public record Inputs(
            SingleOutputStreamOperator<RawRecord> events, SingleOutputStreamOperator<RawRecord> commands) {}

    /**
     * Where records go. Facts have a sink to themselves, so that all that one event changed becomes visible together.
     *
     * @param resolutions takes records of that topic
     * @param facts takes records of all topics of facts
     * @param rejected takes records of that topic
     */
    public record Outputs(Sink<TopicRecord> resolutions, Sink<TopicRecord> facts, Sink<TopicRecord> rejected) {}

    /** Adds everything behind the sources to their environment. */
    public static void build(Inputs inputs, Settings settings, Outputs outputs) {
        SingleOutputStreamOperator<Observation> observations = inputs.events()
                .process(new DecodeFunction(settings.rules(), settings.keepEvent()), ObservationSerializer.TYPE)
                .uid(JobNames.DECODE_UID)
                .name(JobNames.DECODE_UID);
        SingleOutputStreamOperator<Command> commands = inputs.commands()
                .process(new DecodeCommandsFunction(settings.rules()), CommandSerializer.TYPE)
                .uid(JobNames.DECODE_COMMANDS_UID)
                .name(JobNames.DECODE_COMMANDS_UID)
                .setBufferTimeout(COMMANDS_BUFFER_TIMEOUT);
        SingleOutputStreamOperator<TopicRecord> resolutions = observations
                .keyBy(Observation::space, Types.STRING)
                .connect(commands.keyBy(Command::space, Types.STRING))
                .transform(
                        JobNames.RESOLVE_UID,
                        TypeInformation.of(TopicRecord.class),
                        new ResolveOperator(settings.rules(), settings.cacheIds(), settings.allowance()))
                .uid(JobNames.RESOLVE_UID)
                .setBufferTimeout(FACTS_BUFFER_TIMEOUT);
        add(resolutions, outputs.resolutions(), JobNames.RESOLUTIONS_UID);
        DataStream<TopicRecord> facts = resolutions
                .getSideOutput(ResolveOperator.FACTS)
                .map(fact -> fact)
                .returns(TypeInformation.of(TopicRecord.class))
                .uid(JobNames.CROSS_OVER_UID)
                .name(JobNames.CROSS_OVER_UID)
                .startNewChain();
        add(facts, outputs.facts(), JobNames.FACTS_UID);
        DataStreamSink<TopicRecord> rejected = add(
                observations.getSideOutput(Rejections.TAG).union(commands.getSideOutput(Rejections.TAG)),
                outputs.rejected(),
                JobNames.REJECTED_UID);
        if (hasItsOwnParallelism(inputs.events())) {
            observations.setParallelism(inputs.events().getParallelism());
            rejected.setParallelism(inputs.events().getParallelism());
        }
        if (hasItsOwnParallelism(inputs.commands())) {
            commands.setParallelism(inputs.commands().getParallelism());
        }
    }

    private static boolean hasItsOwnParallelism(SingleOutputStreamOperator<?> operator) {
        return operator.getParallelism() != operator.getExecutionEnvironment().getParallelism();
    }

    private static DataStreamSink<TopicRecord> add(
            DataStream<TopicRecord> records, Sink<TopicRecord> sink, String uid) {
        return records.sinkTo(sink).uid(uid).name(uid);
    }
}
