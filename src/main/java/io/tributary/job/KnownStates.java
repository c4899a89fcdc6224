package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.state.KeyedGraphStore;
import io.tributary.state.OlderGraphs;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.streaming.api.operators.TimerSerializer;
import org.jspecify.annotations.Nullable;

/** The keyed states of the resolving operator as this release reads them, to be held against those of a savepoint. */
final class KnownStates {
    /** What Flink calls the queues of a timer service. */
    private static final String TIMERS = "_timer_state/%s_" + JobNames.ORDER_TIMERS;

    /** By name. */
    private final Map<String, Known> states = new HashMap<>();

    /** @param kind of keyed state, null for timers */
    private record Known(@Nullable String kind, TypeSerializer<?> namespace, TypeSerializer<?> value) {}

    KnownStates() {
        for (StateDescriptor<?, ?> state : KeyedGraphStore.descriptors()) {
            add(state, VoidNamespaceSerializer.INSTANCE);
        }
        for (StateDescriptor<?, ?> state : OlderGraphs.descriptors()) {
            add(state, VoidNamespaceSerializer.INSTANCE);
        }
        add(OrderState.progressState(), VoidNamespaceSerializer.INSTANCE);
        add(OrderState.waitingState(), OrderState.TIME);
        TimerSerializer<?, ?> timer = new TimerSerializer<>(StringSerializer.INSTANCE, OrderState.TIME);
        for (String kind : new String[] {"event", "processing"}) {
            states.put(TIMERS.formatted(kind), new Known(null, OrderState.TIME, timer));
        }
    }

    private void add(StateDescriptor<?, ?> state, TypeSerializer<?> namespace) {
        states.put(state.getName(), new Known(state.getType().name(), namespace, state.getSerializer()));
    }

    /** Why the state of a savepoint cannot be read, with what to do; null if it can. */
    @Nullable
    String problem(StateMetaInfoSnapshot state) {
        Known known = states.get(state.getName());
        if (known == null) {
            return "state '" + state.getName() + "' is not known to this release: start the release that wrote it, or a"
                    + " newer one";
        }
        String kind = state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE);
        boolean sameKind = known.kind == null || known.kind.equals(kind);
        if (sameKind
                && reads(known.value, state, CommonSerializerKeys.VALUE_SERIALIZER)
                && (known.kind == null || reads(known.namespace, state, CommonSerializerKeys.NAMESPACE_SERIALIZER))) {
            return null;
        }
        return "state '" + state.getName() + "' was written as " + name(state)
                + ", which this release does not read: start" + " the release that wrote it";
    }

    private static boolean reads(TypeSerializer<?> serializer, StateMetaInfoSnapshot state, CommonSerializerKeys key) {
        TypeSerializerSnapshot<?> written = state.getTypeSerializerSnapshot(key);
        return written != null && reads(serializer, written);
    }

    /** Whether the serializer reads what was written, after migration if need be. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // that the types agree is what is asked
    static boolean reads(TypeSerializer<?> serializer, TypeSerializerSnapshot<?> written) {
        TypeSerializerSnapshot current = serializer.snapshotConfiguration();
        return !current.resolveSchemaCompatibility(written).isIncompatible();
    }

    private static String name(StateMetaInfoSnapshot state) {
        TypeSerializerSnapshot<?> value = state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
        return state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE) + " by "
                + requireNonNull(value).getClass().getName();
    }
}
