package io.tributary.state;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Graphs in form 1, as savepoints of earlier releases hold them: each {@link GraphPart} is a state of its own, with the
 * keys of today but for the part, and the sequence is a number.
 *
 * <p>A state that has changed is a file at every checkpoint, and the files of all are written one after the other while
 * nothing is resolved. That is why today there is one state for them all.
 */
public final class OlderGraphs {
    private static final Logger LOG = LoggerFactory.getLogger(OlderGraphs.class);
    private static final List<GraphPart> MAPS =
            List.of(GraphPart.POINTERS, GraphPart.PROFILES, GraphPart.TRAITS, GraphPart.ANCHORS);

    private OlderGraphs() {}

    /**
     * Brings all graphs of a subtask that are in this form into today's: at once, some microseconds an entry. Where there
     * are none, no state is registered. To be called before anything else is done with the state; afterwards the current
     * key is any of the spaces.
     *
     * @param backend in which the savepoint has been restored
     * @param states the states of the same backend
     * @throws IllegalStateException if they cannot be read or written
     */
    public static void move(KeyedStateBackend<String> backend, KeyedStateStore states) {
        List<String> spaces;
        try (var keys = backend.getKeys(GraphPart.SEQUENCE.label(), VoidNamespace.INSTANCE)) {
            spaces = keys.toList();
        }
        if (spaces.isEmpty()) {
            return;
        }
        for (String space : spaces) {
            long start = System.nanoTime();
            backend.setCurrentKey(space);
            KeyedGraphStore.write(StateNames.GRAPH, () -> moveCurrent(states));
            LOG.info(
                    "The graph of space {} has been brought into the form of this release in {} ms.",
                    space,
                    (System.nanoTime() - start) / 1_000_000);
        }
    }

    /** The graph of the current key. */
    private static void moveCurrent(KeyedStateStore states) throws Exception {
        MapState<Bytes, Bytes> graph = states.getMapState(KeyedGraphStore.graphState());
        ByteWriter out = new ByteWriter(64);
        for (GraphPart part : MAPS) {
            MapState<Bytes, Bytes> older = states.getMapState(mapState(part));
            for (Map.Entry<Bytes, Bytes> entry : older.entries()) {
                graph.put(key(part, entry.getKey(), out), entry.getValue());
            }
            older.clear();
        }
        ValueState<Long> sequence = states.getState(sequenceState());
        graph.put(GraphKeys.SEQUENCE, SequenceFormat.encode(sequence.value(), out));
        sequence.clear();
        states.getState(KeyedGraphStore.formState()).update(KeyedGraphStore.FORM);
    }

    /** Today's key: there the part stands with the first number. */
    static Bytes key(GraphPart part, Bytes older, ByteWriter out) {
        ByteReader in = new ByteReader(older.content(), "a key of the " + part.label());
        out.clear();
        out.varint(part.tag(in.smallVarint()));
        out.raw(in.rest());
        return out.toBytes();
    }

    /** All states of this form, none with a namespace. */
    public static List<StateDescriptor<?, ?>> descriptors() {
        return List.of(
                mapState(GraphPart.POINTERS),
                mapState(GraphPart.PROFILES),
                mapState(GraphPart.TRAITS),
                mapState(GraphPart.ANCHORS),
                sequenceState());
    }

    static MapStateDescriptor<Bytes, Bytes> mapState(GraphPart part) {
        return new MapStateDescriptor<>(part.label(), BytesSerializer.INSTANCE, BytesSerializer.INSTANCE);
    }

    static ValueStateDescriptor<Long> sequenceState() {
        return new ValueStateDescriptor<>(GraphPart.SEQUENCE.label(), LongSerializer.INSTANCE);
    }
}
