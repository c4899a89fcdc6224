package io.tributary.simulate;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.Decision;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The job without Flink and Kafka: the same intake, engine and records, over graphs on the heap. Records come out in
 * the order in which the job emits them when one partition feeds it. Not thread-safe.
 */
public final class Simulation {
    private record Space(Resolver resolver, GraphStore graph) {}

    private final Map<String, Space> spaces = new HashMap<>();
    private final EventDecoder decoder;
    private final RecordEncoder encoder;

    /** Starts with empty graphs. */
    public Simulation(RuleBook rules) {
        for (SpaceRules space : rules.spaces()) {
            spaces.put(space.id(), new Space(new Resolver(space), new MemoryGraphStore()));
        }
        decoder = new EventDecoder(rules, false);
        encoder = new RecordEncoder(rules.fingerprint());
    }

    /** Resolves one record in every space that takes it; whatever it contains, it has an outcome. */
    public void accept(RawRecord record, Consumer<TopicRecord> output) {
        decoder.decode(record, new EventDecoder.Output() {
            @Override
            public void observation(Observation observation) {
                resolve(observation, output);
            }

            @Override
            public void rejected(Rejected rejected) {
                output.accept(encoder.encode(rejected));
            }
        });
    }

    private void resolve(Observation observation, Consumer<TopicRecord> output) {
        Space space = Objects.requireNonNull(spaces.get(observation.space()));
        Decision decision = space.resolver.resolve(space.graph, observation);
        space.graph.apply(decision.change());
        decision.records().forEach(record -> output.accept(encoder.encode(record)));
    }
}
