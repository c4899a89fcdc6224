package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.RejectionCode;
import io.tributary.rules.RuleBook;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The shell around intake: one raw record in, one observation a space out, or a rejection on the side. */
final class DecodeFunction extends ProcessFunction<RawRecord, Observation> {
    private static final long serialVersionUID = 1;

    /** Encoded rejections. */
    static final OutputTag<TopicRecord> REJECTED = new OutputTag<>("rejected", TypeInformation.of(TopicRecord.class));

    private final RulesText rules;
    private final boolean keepEvent;
    private transient @Nullable EventDecoder decoder;
    private transient @Nullable Outlet outlet;

    DecodeFunction(RulesText rules, boolean keepEvent) {
        this.rules = rules;
        this.keepEvent = keepEvent;
    }

    @Override
    public void open(OpenContext context) {
        RuleBook book = rules.compile();
        Map<RejectionCode, Counter> counters = new EnumMap<>(RejectionCode.class);
        for (RejectionCode code : RejectionCode.values()) {
            counters.put(
                    code,
                    getRuntimeContext()
                            .getMetricGroup()
                            .addGroup(JobNames.CODE, code.wireName())
                            .counter(JobNames.REJECTED));
        }
        decoder = new EventDecoder(book, keepEvent);
        outlet = new Outlet(new RecordEncoder(book.fingerprint()), counters);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<Observation> out) {
        Outlet to = requireNonNull(outlet);
        to.observations = out;
        to.side = context;
        requireNonNull(decoder).decode(raw, to);
    }

    private static final class Outlet implements EventDecoder.Output {
        private final RecordEncoder encoder;
        private final Map<RejectionCode, Counter> counters;
        private @Nullable Collector<Observation> observations;
        private ProcessFunction<RawRecord, Observation>.@Nullable Context side;

        Outlet(RecordEncoder encoder, Map<RejectionCode, Counter> counters) {
            this.encoder = encoder;
            this.counters = counters;
        }

        @Override
        public void observation(Observation observation) {
            requireNonNull(observations).collect(observation);
        }

        @Override
        public void rejected(Rejected rejected) {
            requireNonNull(counters.get(rejected.code())).inc();
            requireNonNull(side).output(REJECTED, encoder.encode(rejected));
        }
    }
}
