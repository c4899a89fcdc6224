package io.tributary.job;

import io.tributary.model.Observation;
import io.tributary.state.ObservationSerializer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * What {@link EventTimeOrder} keeps in Flink, keyed by space.
 *
 * @param waiting by event time
 * @param timers by event time
 * @param progress numbers by name
 */
record OrderState(
        KeyedStateBackend<String> backend,
        InternalMapState<String, Long, WaitingKey, Observation> waiting,
        InternalTimerService<Long> timers,
        MapState<String, Long> progress) {

    /** Event time as a namespace. */
    static final LongSerializer TIME = LongSerializer.INSTANCE;

    /** The only state backend that hands out the entries of a map sorted by the bytes of their keys. */
    static final String SORTING_BACKEND = "rocksdb";

    /**
     * @param operator that is being opened, keyed by space
     * @param turn told when a timer of a space has come
     * @throws IllegalStateException if the operator's state backend does not sort
     */
    static OrderState of(AbstractStreamOperator<?> operator, Triggerable<String, Long> turn) throws Exception {
        KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
        if (!backend.getBackendTypeIdentifier().equals(SORTING_BACKEND)) {
            throw new IllegalStateException("order by event time needs state.backend.type: " + SORTING_BACKEND
                    + ", which keeps events sorted; this is " + backend.getBackendTypeIdentifier());
        }
        // Every map state of a backend is one whose namespace can be set; Flink's windows rely on it too.
        @SuppressWarnings("unchecked")
        InternalMapState<String, Long, WaitingKey, Observation> byTime =
                (InternalMapState<String, Long, WaitingKey, Observation>)
                        backend.getOrCreateKeyedState(TIME, waitingState());
        return new OrderState(
                backend,
                byTime,
                operator.getInternalTimerService(JobNames.ORDER_TIMERS, TIME, turn),
                operator.getKeyedStateStore().getMapState(progressState()));
    }

    /** Its namespace is {@link #TIME}. */
    static MapStateDescriptor<WaitingKey, Observation> waitingState() {
        return new MapStateDescriptor<>(
                JobNames.WAITING_STATE,
                WaitingKey.Serializer.INSTANCE,
                ObservationSerializer.TYPE.createSerializer(new SerializerConfigImpl()));
    }

    static MapStateDescriptor<String, Long> progressState() {
        return new MapStateDescriptor<>(JobNames.ORDER_STATE, StringSerializer.INSTANCE, LongSerializer.INSTANCE);
    }
}
