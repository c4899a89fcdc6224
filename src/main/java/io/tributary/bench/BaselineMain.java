package io.tributary.bench;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.TopicRecord;
import io.tributary.job.LocalConf;
import io.tributary.job.RulesText;
import io.tributary.kafka.Delivery;
import io.tributary.kafka.EventSource;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.RecordSinks;
import io.tributary.kafka.StartFrom;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Topic;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A job that does less than Tributary: the same source, configuration and sink of {@code resolutions}, in one chain, and
 * in between nothing, or only the decoding.
 *
 * <pre>
 *   events --> bytes of the event, once it has been decoded or at once --> resolutions
 * </pre>
 */
final class BaselineMain {
    private BaselineMain() {}

    /** @param args kind, brokers, topic of events, prefix of topics, rules file, directory for what Flink writes */
    public static void main(String[] args) throws Exception {
        Kind kind = Kind.named(args[0]);
        KafkaConfig kafka = KafkaConfig.of(args[1]);
        String prefix = args[3];
        RulesText rules = RulesText.read(Path.of(args[4]));
        Configuration conf = LocalConf.load(Path.of(args[5]));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
        env.fromSource(
                        EventSource.of(kafka, List.of(args[2]), prefix, StartFrom.EARLIEST),
                        WatermarkStrategy.noWatermarks(),
                        "events")
                .uid("events")
                .process(kind == Kind.DECODE ? new Decoded(rules) : new PassedThrough())
                .returns(TypeInformation.of(TopicRecord.class))
                .uid(kind.words())
                .name(kind.words())
                .sinkTo(RecordSinks.of(kafka, prefix, List.of(Topic.RESOLUTIONS), Delivery.MIXED, prefix))
                .uid("resolutions")
                .name("resolutions");
        env.execute(kind.words());
    }

    private static final class PassedThrough extends ProcessFunction<RawRecord, TopicRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public void processElement(RawRecord raw, Context context, Collector<TopicRecord> out) {
            out.collect(new TopicRecord(Topic.RESOLUTIONS, null, raw.value()));
        }
    }

    private static final class Decoded extends ProcessFunction<RawRecord, TopicRecord> {
        private static final long serialVersionUID = 1;

        private final RulesText rules;
        private transient @Nullable EventDecoder decoder;
        private transient @Nullable Outlet outlet;

        Decoded(RulesText rules) {
            this.rules = rules;
        }

        @Override
        public void open(OpenContext context) {
            decoder = new EventDecoder(rules.compile(), false);
            outlet = new Outlet();
        }

        @Override
        public void processElement(RawRecord raw, Context context, Collector<TopicRecord> out) {
            Outlet to = requireNonNull(outlet);
            to.raw = raw;
            to.out = out;
            requireNonNull(decoder).decode(raw, to);
        }
    }

    private static final class Outlet implements EventDecoder.Output {
        private @Nullable RawRecord raw;
        private @Nullable Collector<TopicRecord> out;

        @Override
        public void observation(Observation observation) {
            requireNonNull(out)
                    .collect(new TopicRecord(
                            Topic.RESOLUTIONS, null, requireNonNull(raw).value()));
        }

        @Override
        public void rejected(Rejected rejected) {
            // The traffic holds nothing that is rejected; if it did, the run would not come to its end.
        }
    }
}
