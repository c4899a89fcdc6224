package io.tributary.bench;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.EventDecoder;
import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.Resolution;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What events resolve to, without Flink. */
final class Resolved implements EventDecoder.Output {
    private final RuleBook rules;
    private final Map<String, Resolver> resolvers = new HashMap<>();
    private final Map<String, MemoryGraphStore> graphs = new HashMap<>();
    private final List<Resolution> resolutions = new ArrayList<>();

    private Resolved(String rules) {
        this.rules = RulesParser.parse("rules.yaml", rules);
    }

    static List<Resolution> of(String rules, EventSupply supply, int count) {
        Resolved resolved = new Resolved(rules);
        EventDecoder decoder = new EventDecoder(resolved.rules, false);
        for (int i = 0; i < count; i++) {
            byte[] event = supply.next();
            decoder.decode(new RawRecord("events", 0, i, supply.arrival(), null, event), resolved);
        }
        return resolved.resolutions;
    }

    static long count(List<Resolution> resolutions, Outcome outcome) {
        return resolutions.stream()
                .filter(resolution -> resolution.outcome() == outcome)
                .count();
    }

    @Override
    public void observation(Observation observation) {
        String space = observation.space();
        MemoryGraphStore graph = graphs.computeIfAbsent(space, any -> new MemoryGraphStore());
        Resolver resolver = resolvers.computeIfAbsent(space, any -> new Resolver(requireNonNull(rules.space(space))));
        Decision decision = resolver.resolve(graph, observation);
        graph.apply(decision.change());
        resolutions.add(requireNonNull(decision.resolution()));
    }

    @Override
    public void rejected(Rejected rejected) {
        throw new AssertionError(rejected.detail());
    }
}
