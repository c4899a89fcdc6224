package io.tributary.job;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;

/** What a canonical savepoint holds on to: uids, states, and what writes them; a line each, sorted. */
final class SavepointText {
    private static final ClassLoader CLASSES = requireNonNull(SavepointText.class.getClassLoader());

    private final Set<String> lines = new TreeSet<>();

    private SavepointText() {}

    static String of(String path) throws IOException {
        SavepointText text = new SavepointText();
        for (OperatorState operator : SavepointCheck.metadata(path, CLASSES).getOperatorStates()) {
            text.add(operator);
        }
        return String.join("\n", text.lines) + "\n";
    }

    private void add(OperatorState operator) throws IOException {
        String uid = operator.getOperatorUid().orElse("(none)");
        lines.add(uid + ", max parallelism " + operator.getMaxParallelism());
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                for (Map.Entry<String, OperatorStateHandle.StateMetaInfo> state :
                        handle.getStateNameToPartitionOffsets().entrySet()) {
                    lines.add(uid + ", operator state " + state.getKey() + ": "
                            + state.getValue().getDistributionMode());
                }
            }
            for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                keyed(uid, (KeyGroupsStateHandle) handle);
            }
        }
    }

    private void keyed(String uid, KeyGroupsStateHandle handle) throws IOException {
        KeyedBackendSerializationProxy<?> states = new KeyedBackendSerializationProxy<>(CLASSES);
        try (FSDataInputStream in = handle.openInputStream()) {
            states.read(new DataInputViewStreamWrapper(in));
        }
        lines.add(uid + ", keys: " + text(states.getKeySerializerSnapshot()));
        for (StateMetaInfoSnapshot state : states.getStateMetaInfoSnapshots()) {
            String kind = state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE);
            TypeSerializerSnapshot<?> namespace =
                    state.getTypeSerializerSnapshot(CommonSerializerKeys.NAMESPACE_SERIALIZER);
            lines.add(uid + ", keyed state " + state.getName() + ": "
                    + (kind == null ? state.getBackendStateType() : kind) + " of "
                    + text(requireNonNull(state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER)))
                    + (namespace == null ? "" : ", namespace " + text(namespace)));
        }
    }

    private static String text(TypeSerializerSnapshot<?> snapshot) {
        TypeSerializer<?> serializer = snapshot.restoreSerializer();
        if (serializer instanceof MapSerializer<?, ?> map) {
            return text(map.getKeySerializer().snapshotConfiguration()) + " to "
                    + text(map.getValueSerializer().snapshotConfiguration());
        }
        return snapshot.getClass().getName().replace("org.apache.flink.", "").replace("io.tributary.", "") + " version "
                + snapshot.getCurrentVersion();
    }
}
