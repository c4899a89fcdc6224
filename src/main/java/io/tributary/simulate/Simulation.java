package io.tributary.simulate;

import io.tributary.codec.CommandDecoder;
import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.Decision;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The job without Flink and Kafka: the same intake, engine and records, over graphs on the heap. Records come out in
 * the order in which the job emits them when one partition feeds it. Not thread-safe.
 */
public final class Simulation {
    /** Takes what comes of records. */
    interface Output {
        /** Has been decided, and applied to the graph. */
        void decided(String space, Decision decision);

        void rejected(Rejected rejected);
    }

    private record Space(Resolver resolver, GraphStore graph) {}

    private final Map<String, Space> spaces = new HashMap<>();
    private final EventDecoder decoder;
    private final CommandDecoder commandDecoder;
    private final RecordEncoder encoder;

    /** Starts with empty graphs. */
    public Simulation(RuleBook rules) {
        for (SpaceRules space : rules.spaces()) {
            spaces.put(space.id(), new Space(new Resolver(space), new MemoryGraphStore()));
        }
        decoder = new EventDecoder(rules, false);
        commandDecoder = new CommandDecoder(rules);
        encoder = new RecordEncoder(rules.fingerprint());
    }

    /** Resolves one event in every space that takes it; whatever the record contains, it has an outcome. */
    public void accept(RawRecord event, Consumer<TopicRecord> output) {
        accept(event, time -> {}, encoding(output));
    }

    /** Carries out one operator's command; whatever the record contains, it has an outcome. */
    public void command(RawRecord command, Consumer<TopicRecord> output) {
        Output encoding = encoding(output);
        commandDecoder.decode(command, new CommandDecoder.Output() {
            @Override
            public void command(Command decoded) {
                execute(decoded, encoding);
            }

            @Override
            public void rejected(Rejected rejected) {
                encoding.rejected(rejected);
            }
        });
    }

    /** @param before is told the event's time, epoch milliseconds, before it is resolved */
    void accept(RawRecord event, LongConsumer before, Output out) {
        decoder.decode(event, new EventDecoder.Output() {
            @Override
            public void observation(Observation observation) {
                before.accept(observation.time());
                Space space = space(observation.space());
                apply(observation.space(), space.resolver.resolve(space.graph, observation), out);
            }

            @Override
            public void rejected(Rejected rejected) {
                out.rejected(rejected);
            }
        });
    }

    void execute(Command command, Output out) {
        Space space = space(command.space());
        apply(command.space(), space.resolver.execute(space.graph, command), out);
    }

    private void apply(String space, Decision decision, Output out) {
        graph(space).apply(decision.change());
        out.decided(space, decision);
    }

    /** The graph of a space that the rules have. */
    GraphStore graph(String space) {
        return space(space).graph;
    }

    private Space space(String id) {
        return Objects.requireNonNull(spaces.get(id));
    }

    /** Passes on what comes of records as records. */
    Output encoding(Consumer<TopicRecord> output) {
        return new Output() {
            @Override
            public void decided(String space, Decision decision) {
                decision.records().forEach(record -> output.accept(encoder.encode(record)));
            }

            @Override
            public void rejected(Rejected rejected) {
                output.accept(encoder.encode(rejected));
            }
        };
    }
}
