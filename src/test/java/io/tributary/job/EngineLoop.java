package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tributary.model.Topic;
import io.tributary.rules.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the job has to emit: the same pieces in a plain loop, without Flink, on a graph on the heap. */
final class EngineLoop implements EventDecoder.Output {
    private final RuleBook rules;
    private final RecordEncoder encoder;
    private final Map<String, Resolver> resolvers = new HashMap<>();
    private final Map<String, MemoryGraphStore> graphs = new HashMap<>();
    private final Consumer<TopicRecord> records;

    private EngineLoop(RuleBook rules, Consumer<TopicRecord> records) {
        this.rules = rules;
        this.records = records;
        this.encoder = new RecordEncoder(rules.fingerprint());
    }

    static List<TopicRecord> run(RulesText rules, Iterable<RawRecord> events) {
        List<TopicRecord> records = new ArrayList<>();
        run(rules, events, records::add);
        return records;
    }

    /** The same of events that are too many to keep what is told of them. */
    static void run(RulesText rules, Iterable<RawRecord> events, Consumer<TopicRecord> records) {
        EngineLoop loop = new EngineLoop(rules.compile(), records);
        EventDecoder decoder = new EventDecoder(loop.rules, false);
        events.forEach(raw -> decoder.decode(raw, loop));
    }

    /** Of a messy shop's traffic some is written to all of these. */
    static void assertThatAllIsThere(List<TopicRecord> records) {
        assertThat(records.stream().map(TopicRecord::topic))
                .contains(
                        Topic.RESOLUTIONS,
                        Topic.MERGES,
                        Topic.ALIASES,
                        Topic.PROFILES,
                        Topic.EXTERNAL_IDS,
                        Topic.REJECTED);
    }

    @Override
    public void observation(Observation observation) {
        String space = observation.space();
        MemoryGraphStore graph = graphs.computeIfAbsent(space, any -> new MemoryGraphStore());
        Resolver resolver =
                resolvers.computeIfAbsent(space, any -> new Resolver(Objects.requireNonNull(rules.space(space))));
        Decision decision = resolver.resolve(graph, observation);
        graph.apply(decision.change());
        for (OutputRecord told : decision.records()) {
            records.accept(encoder.encode(told));
        }
    }

    @Override
    public void rejected(Rejected rejected) {
        records.accept(encoder.encode(rejected));
    }

    /** Records of a topic as {@code key value}, in order. */
    static List<String> of(Topic topic, List<TopicRecord> records) {
        return records.stream()
                .filter(record -> record.topic() == topic)
                .map(record -> text(record.key()) + " " + text(record.value()))
                .toList();
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
