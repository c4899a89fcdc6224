package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.codec.RecordEncoder;
import io.tributary.codec.TopicRecord;
import io.tributary.engine.Decision;
import io.tributary.engine.Resolver;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.RawRecord;
import io.tributary.rules.RuleBook;
import io.tributary.rules.SpaceRules;
import io.tributary.state.CacheSize;
import io.tributary.state.KeyedGraphStore;
import io.tributary.state.OlderGraphs;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The shell around the engine, keyed by space: one event or command in, its records out. It is an operator and no
 * function because the store has to write what it holds back right before a barrier, to several keys, and because only
 * one of its inputs tells the time.
 */
final class ResolveOperator extends AbstractStreamOperator<TopicRecord>
        implements TwoInputStreamOperator<Observation, Command, TopicRecord>, Triggerable<String, Long> {
    private static final long serialVersionUID = 1;
    private static final int EVENTS = 0;

    /** Facts; all else is the operator's main output. */
    static final OutputTag<TopicRecord> FACTS = new OutputTag<>("facts", TypeInformation.of(TopicRecord.class));

    private final RulesText rules;
    private final int cacheIds;
    private final Allowance allowance;
    private transient boolean restored;
    private transient @Nullable RuleBook book;
    private transient RememberedRules.@Nullable Accepted accepted;
    private transient @Nullable Running running;

    /**
     * @param cacheIds external IDs that a subtask may hold as objects, 0 for no cache; see {@link CacheSize}
     * @param allowance how the rules may differ from those that the state was written under
     */
    ResolveOperator(RulesText rules, int cacheIds, Allowance allowance) {
        this.rules = rules;
        this.cacheIds = cacheIds;
        this.allowance = allowance;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restored = context.isRestored();
        book = rules.compile();
        boolean first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
        accepted = RememberedRules.exchange(context.getOperatorStateStore(), book, first, allowance);
    }

    @Override
    public void open() throws Exception {
        super.open();
        RuleBook its = requireNonNull(book);
        OlderGraphs.move(getKeyedStateBackend(), getKeyedStateStore());
        KeyedGraphStore store = new KeyedGraphStore(getKeyedStateStore(), cacheSize());
        running = new Running(
                its,
                new HashMap<>(),
                store,
                order(its),
                new RecordEncoder(its.fingerprint()),
                new ResolveMetrics(getMetricGroup(), its),
                new StreamRecord<>(null));
        Map<String, Resolver> resolvers = running.resolvers;
        getMetricGroup().gauge(JobNames.CACHED_IDS, (Gauge<Long>) store::cachedIds);
        getMetricGroup().gauge(JobNames.SPACES, (Gauge<Integer>) resolvers::size);
        if (accepted != null) {
            tell(accepted, running);
        }
    }

    /**
     * Tells of each space whose rules have changed, before anything of it is decided. Whoever fails before the first checkpoint tells it again, for what was told is then taken back.
     */
    private void tell(RememberedRules.Accepted change, Running my) {
        for (String space : change.spaces()) {
            if (owns(space)) {
                setCurrentKey(space);
                my.store.enter(space);
                long dropped = my.order == null ? 0 : my.order.dropped(space);
                my.metrics.countOrphans(dropped);
                emit(my.encoder.encode(change.told(space, my.store.sequence(), dropped)), my.out);
            }
        }
    }

    private CacheSize cacheSize() {
        int slots = getContainingTask()
                .getEnvironment()
                .getTaskManagerInfo()
                .getConfiguration()
                .get(TaskManagerOptions.NUM_TASK_SLOTS);
        return CacheSize.of(cacheIds, Runtime.getRuntime().maxMemory(), slots);
    }

    /** Whether this subtask is the one that resolves a space. */
    private boolean owns(String space) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                space, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
        return owner == task.getIndexOfThisSubtask();
    }

    /** Null if no space asks for it, and none may have before. */
    private @Nullable EventTimeOrder order(RuleBook book) throws Exception {
        if (!restored && !EventTimeOrder.isAskedFor(book)) {
            return null;
        }
        Counter late = getMetricGroup().counter(JobNames.LATE_EVENTS);
        EventTimeOrder order = new EventTimeOrder(book, OrderState.of(this, this), late, this::resolve);
        order.restore(book);
        getMetricGroup().gauge(JobNames.WAITING_EVENTS, (Gauge<Long>) order::waiting);
        return order;
    }

    @Override
    public void processElement1(StreamRecord<Observation> element) {
        EventTimeOrder order = requireNonNull(running).order;
        if (order == null) {
            resolve(element.getValue());
        } else {
            order.accept(element.getValue());
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, Long> timer) {
        EventTimeOrder order = requireNonNull(requireNonNull(running).order);
        order.release(timer.getKey(), timer.getNamespace());
    }

    @Override
    public void onProcessingTime(InternalTimer<String, Long> timer) {
        throw new IllegalStateException("no such timer is ever set");
    }

    private void resolve(Observation observation) {
        long start = System.nanoTime();
        Running my = requireNonNull(running);
        Resolver resolver = my.enter(observation.space());
        if (resolver == null) {
            my.metrics.countOrphans(1);
            return;
        }
        Decision decision = resolver.resolve(my.store, observation);
        carryOut(decision, my);
        my.metrics.count(decision, observation.recordTime(), start);
    }

    @Override
    public void processElement2(StreamRecord<Command> element) {
        long start = System.nanoTime();
        Running my = requireNonNull(running);
        Command command = element.getValue();
        if (my.order != null) {
            my.order.settle(command.space());
        }
        Resolver resolver = my.enter(command.space());
        if (resolver == null) {
            my.metrics.countOrphans(1);
            return;
        }
        Decision decision = resolver.execute(my.store, command);
        carryOut(decision, my);
        my.metrics.count(decision, RawRecord.NO_TIMESTAMP, start);
    }

    private void carryOut(Decision decision, Running my) {
        my.store.apply(decision.change());
        for (OutputRecord told : decision.records()) {
            emit(my.encoder.encode(told), my.out);
        }
    }

    private void emit(TopicRecord record, StreamRecord<TopicRecord> out) {
        if (record.topic().isFact()) {
            output.collect(FACTS, out.replace(record));
        } else {
            output.collect(out.replace(record));
        }
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        processWatermark(mark);
    }

    /** Commands are carried out as they come: when the next one will come says nothing about events. */
    @Override
    public void processWatermark2(Watermark mark) {}

    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) {
        if (input == EVENTS) {
            output.emitWatermarkStatus(status);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        Running my = requireNonNull(running);
        my.store.flush(this::setCurrentKey);
        if (my.order != null) {
            my.order.flush();
        }
    }

    /** What there is between opening and closing. */
    private record Running(
            RuleBook book,
            Map<String, Resolver> resolvers,
            KeyedGraphStore store,
            @Nullable EventTimeOrder order,
            RecordEncoder encoder,
            ResolveMetrics metrics,
            StreamRecord<TopicRecord> out) {

        /**
         * Makes the graph of a space the one that is asked, and gives what resolves its events. Null if there is no such
         * space: a record that was under way when the snapshot was taken may belong to one that is gone since.
         */
        @Nullable
        Resolver enter(String space) {
            Resolver known = resolvers.get(space);
            if (known == null) {
                SpaceRules its = book.space(space);
                if (its == null) {
                    return null;
                }
                known = new Resolver(its);
                resolvers.put(space, known);
            }
            store.enter(space);
            return known;
        }
    }
}
