package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.EventDecoder;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The shell around intake: one raw record in, one observation a space out, or a rejection on the side. */
final class DecodeFunction extends ProcessFunction<RawRecord, Observation> {
    private static final long serialVersionUID = 1;

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
        decoder = new EventDecoder(book, keepEvent);
        ResolveMetrics.tellRules(getRuntimeContext().getMetricGroup(), book);
        outlet = new Outlet(
                new Rejections(book.fingerprint(), getRuntimeContext().getMetricGroup()));
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<Observation> out) {
        Outlet to = requireNonNull(outlet);
        to.observations = out;
        to.side = context;
        requireNonNull(decoder).decode(raw, to);
    }

    private static final class Outlet implements EventDecoder.Output {
        private final Rejections rejections;
        private @Nullable Collector<Observation> observations;
        private ProcessFunction<RawRecord, Observation>.@Nullable Context side;

        Outlet(Rejections rejections) {
            this.rejections = rejections;
        }

        @Override
        public void observation(Observation observation) {
            requireNonNull(observations).collect(observation);
        }

        @Override
        public void rejected(Rejected rejected) {
            requireNonNull(side).output(Rejections.TAG, rejections.encode(rejected));
        }
    }
}
