package io.tributary.state;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A {@link KeyedGraphStore} in a keyed operator on one of Flink's real backends. */
public final class GraphHarness {
    /** As in production. */
    private static final int SEEN_BOUND = 512;

    private static final Set<String> WRITES = Set.of("put", "putAll", "update", "remove", "clear");
    private static final Set<String> READS = Set.of("get", "contains", "value", "entries");

    private final KeyedOneInputStreamOperatorTestHarness<String, GraphOperator.Call, String> harness;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private long checkpoints;
    private @Nullable KeyedStateStore states;

    /** @param state what to restore, null to begin empty */
    public GraphHarness(StateBackend backend, int cacheSize, @Nullable OperatorSubtaskState state) throws Exception {
        this(backend, cacheSize, SEEN_BOUND, state);
    }

    /**
     * @param seenBound how many pointers may wait to be written
     * @param state what to restore, null to begin empty
     */
    GraphHarness(StateBackend backend, int cacheSize, int seenBound, @Nullable OperatorSubtaskState state)
            throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new GraphOperator(cacheSize, seenBound, this::counted), GraphOperator.Call::space, Types.STRING);
        harness.setStateBackend(backend);
        harness.setup();
        if (state == null) {
            harness.initializeEmptyState();
        } else {
            harness.initializeState(state);
        }
        harness.open();
    }

    /** As in production, but for its memory, of which the harness would give it too little to work with. */
    public static StateBackend rocksDb() {
        EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
        backend.getMemoryConfiguration().setFixedMemoryPerSlot("32mb");
        return backend;
    }

    /** Lets a call do what it wants with a space's graph. */
    void in(String space, Consumer<KeyedGraphStore> action) {
        try {
            harness.processElement(new StreamRecord<>(new GraphOperator.Call(space, action)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    <T> @Nullable T ask(String space, Function<KeyedGraphStore, @Nullable T> question) {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        in(space, store -> answer.set(question.apply(store)));
        return answer.get();
    }

    /** A space's graph, each call an element of the operator. */
    public GraphStore graph(String space) {
        return new Graph(space);
    }

    public OperatorSubtaskState snapshot() throws Exception {
        checkpoints++;
        harness.prepareSnapshotPreBarrier(checkpoints);
        return harness.snapshot(checkpoints, checkpoints);
    }

    OperatorSubtaskState snapshot(SnapshotType type) throws Exception {
        checkpoints++;
        harness.prepareSnapshotPreBarrier(checkpoints);
        return harness.snapshotWithLocalState(checkpoints, checkpoints, type).getJobManagerOwnedState();
    }

    /** All that a savepoint would hold now. */
    public StateDump dump() throws Exception {
        return StateDump.of(snapshot(SavepointType.savepoint(SavepointFormatType.CANONICAL)));
    }

    /** How often anything was written to keyed state. */
    int writes() {
        return writes.get();
    }

    /** How often keyed state was asked for anything. */
    int reads() {
        return reads.get();
    }

    public void close() throws Exception {
        harness.close();
    }

    /** The state under the graph; what a call reads and writes there is its space's. */
    KeyedStateStore states() {
        return Objects.requireNonNull(states);
    }

    private KeyedStateStore counted(KeyedStateStore states) {
        this.states = states;
        return proxy(KeyedStateStore.class, states, state -> {
            if (state instanceof MapState<?, ?> map) {
                return proxy(MapState.class, map, Function.identity());
            }
            return state instanceof ValueState<?> value ? proxy(ValueState.class, value, Function.identity()) : state;
        });
    }

    private <T> T proxy(Class<T> type, T target, Function<@Nullable Object, @Nullable Object> results) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (WRITES.contains(method.getName())) {
                writes.incrementAndGet();
            } else if (READS.contains(method.getName())) {
                reads.incrementAndGet();
            }
            try {
                return results.apply(method.invoke(target, args));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private final class Graph implements GraphStore {
        private final String space;

        Graph(String space) {
            this.space = space;
        }

        @Override
        public long sequence() {
            Long sequence = ask(space, KeyedGraphStore::sequence);
            return sequence == null ? -1 : sequence;
        }

        @Override
        public @Nullable Pointer pointer(ExternalId id) {
            return ask(space, store -> store.pointer(id));
        }

        @Override
        public @Nullable Profile profile(ProfileId id) {
            return ask(space, store -> store.profile(id));
        }

        @Override
        public Map<String, Trait> traits(ProfileId id) {
            Map<String, Trait> traits = ask(space, store -> store.traits(id));
            return traits == null ? Map.of() : traits;
        }

        @Override
        public Anchors anchors(ExternalId id) {
            return Objects.requireNonNull(ask(space, store -> store.anchors(id)));
        }

        @Override
        public Set<String> levels() {
            return Set.copyOf(Objects.requireNonNull(ask(space, KeyedGraphStore::levels)));
        }

        @Override
        public long command(String commandId) {
            Long sequence = ask(space, store -> store.command(commandId));
            return sequence == null ? -1 : sequence;
        }

        @Override
        public void apply(GraphChange change) {
            in(space, store -> store.apply(change));
        }
    }
}
