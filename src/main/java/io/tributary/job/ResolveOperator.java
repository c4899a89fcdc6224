package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.Decision;
import io.tributary.engine.Resolver;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import io.tributary.state.KeyedGraphStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The shell around the engine, keyed by space: one event in, its records out. It is an operator and no function because
 * the store has to write what it holds back right before a barrier, to several keys.
 */
final class ResolveOperator extends AbstractStreamOperator<TopicRecord>
        implements OneInputStreamOperator<Observation, TopicRecord> {
    private static final long serialVersionUID = 1;

    /** Facts; all else is the operator's main output. */
    static final OutputTag<TopicRecord> FACTS = new OutputTag<>("facts", TypeInformation.of(TopicRecord.class));

    private final RulesText rules;
    private final int cacheIds;
    private transient @Nullable Running running;

    /** @param cacheIds external IDs that the read cache of a subtask may hold, 0 for no cache */
    ResolveOperator(RulesText rules, int cacheIds) {
        this.rules = rules;
        this.cacheIds = cacheIds;
    }

    @Override
    public void open() throws Exception {
        super.open();
        RuleBook book = rules.compile();
        KeyedGraphStore store = new KeyedGraphStore(getKeyedStateStore(), cacheIds);
        running = new Running(
                book,
                new HashMap<>(),
                store,
                new RecordEncoder(book.fingerprint()),
                new ResolveMetrics(getMetricGroup()),
                new StreamRecord<>(null));
        Map<String, Resolver> resolvers = running.resolvers;
        getMetricGroup().gauge(JobNames.CACHED_IDS, (Gauge<Long>) store::cachedIds);
        getMetricGroup().gauge(JobNames.SPACES, (Gauge<Integer>) resolvers::size);
    }

    @Override
    public void processElement(StreamRecord<Observation> element) {
        long start = System.nanoTime();
        Running my = requireNonNull(running);
        Observation observation = element.getValue();
        Resolver resolver = my.resolver(observation.space());
        my.store.enter(observation.space());
        Decision decision = resolver.resolve(my.store, observation);
        my.store.apply(decision.change());
        for (OutputRecord told : decision.records()) {
            emit(my.encoder.encode(told), my.out);
        }
        my.metrics.count(decision, observation.recordTime(), start);
    }

    private void emit(TopicRecord record, StreamRecord<TopicRecord> out) {
        if (record.topic().isFact()) {
            output.collect(FACTS, out.replace(record));
        } else {
            output.collect(out.replace(record));
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        requireNonNull(running).store.flush(this::setCurrentKey);
    }

    /** What there is between opening and closing. */
    private record Running(
            RuleBook book,
            Map<String, Resolver> resolvers,
            KeyedGraphStore store,
            RecordEncoder encoder,
            ResolveMetrics metrics,
            StreamRecord<TopicRecord> out) {

        Resolver resolver(String space) {
            Resolver known = resolvers.get(space);
            if (known == null) {
                SpaceRules its = requireNonNull(book.space(space), space);
                known = new Resolver(its);
                resolvers.put(space, known);
            }
            return known;
        }
    }
}
