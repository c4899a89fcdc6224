package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.CommandDecoder;
import io.tributary.model.Command;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The shell around the decoder of commands: one raw record in, one command out, or a rejection on the side. */
final class DecodeCommandsFunction extends ProcessFunction<RawRecord, Command> {
    private static final long serialVersionUID = 1;

    private final RulesText rules;
    private transient @Nullable CommandDecoder decoder;
    private transient @Nullable Rejections rejections;

    DecodeCommandsFunction(RulesText rules) {
        this.rules = rules;
    }

    @Override
    public void open(OpenContext context) {
        RuleBook book = rules.compile();
        decoder = new CommandDecoder(book);
        rejections = new Rejections(book.fingerprint(), getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<Command> out) {
        Rejections its = requireNonNull(rejections);
        requireNonNull(decoder).decode(raw, new CommandDecoder.Output() {
            @Override
            public void command(Command command) {
                out.collect(command);
            }

            @Override
            public void rejected(Rejected rejected) {
                context.output(Rejections.TAG, its.encode(rejected));
            }
        });
    }
}
