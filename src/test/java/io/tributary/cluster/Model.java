package io.tributary.cluster;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the job has to say to the events that lie in its input: the engine alone, on graphs on the heap. It goes on under
 * other rules in each space from where it is told.
 */
final class Model {
    private final Map<String, MemoryGraphStore> graphs = new HashMap<>();
    private final Telling telling;
    private Rules rules;
    private @Nullable Rules next;
    /** Last sequences under the rules before, of the spaces that have not got there. */
    private final Map<String, Long> last = new TreeMap<>();

    /** Takes what is expected. */
    interface Telling {
        void record(String space, long sequence, TopicRecord record);

        /** A space goes on under other rules, after all that has been told of it and before all that will be. */
        void rulesChange(String space);
    }

    Model(String rules, Telling telling) {
        this.rules = new Rules(rules);
        this.telling = telling;
    }

    /** @param lastUnderOld of each space, the last sequence under the rules that were */
    void change(String to, Map<String, Long> lastUnderOld) {
        next = new Rules(to);
        last.putAll(lastUnderOld);
        lastUnderOld.keySet().forEach(this::tellChange);
    }

    void accept(RawRecord event) {
        Rules others = next;
        // A space is at most once in one event, and an event that ends the old rules is not looked at under the new.
        if (!rules.resolve(event) && others != null) {
            others.resolve(event);
        }
    }

    private boolean isUnder(Rules these, String space) {
        boolean changed = next != null && !last.containsKey(space);
        return changed == (these == next);
    }

    private void tellChange(String space) {
        Long end = last.get(space);
        MemoryGraphStore graph = graphs.get(space);
        if (end != null && end == (graph == null ? 0 : graph.sequence())) {
            last.remove(space);
            telling.rulesChange(space);
        }
    }

    /** A rules file at work. */
    private final class Rules implements EventDecoder.Output {
        private final RuleBook book;
        private final EventDecoder decoder;
        private final RecordEncoder encoder;
        private final Map<String, Resolver> resolvers = new HashMap<>();
        private boolean resolved;

        Rules(String yaml) {
            book = RulesParser.parse("rules.yaml", yaml);
            decoder = new EventDecoder(book, false);
            encoder = new RecordEncoder(book.fingerprint());
        }

        /** @return whether the event was one for a space that is under these rules */
        boolean resolve(RawRecord event) {
            resolved = false;
            decoder.decode(event, this);
            return resolved;
        }

        @Override
        public void observation(Observation observation) {
            String space = observation.space();
            if (!isUnder(this, space)) {
                return;
            }
            resolved = true;
            MemoryGraphStore graph = graphs.computeIfAbsent(space, any -> new MemoryGraphStore());
            Resolver resolver =
                    resolvers.computeIfAbsent(space, each -> new Resolver(Objects.requireNonNull(book.space(each))));
            Decision decision = resolver.resolve(graph, observation);
            graph.apply(decision.change());
            for (OutputRecord record : decision.records()) {
                telling.record(space, graph.sequence(), encoder.encode(record));
            }
            tellChange(space);
        }

        @Override
        public void rejected(Rejected rejected) {
            // At least once and in no order among others: nothing here is about them.
        }
    }
}
