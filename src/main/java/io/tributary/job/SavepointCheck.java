package io.tributary.job;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RulesDiff;
import io.tributary.rules.RulesException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a savepoint or retained checkpoint before a job is started from it, for everything that would make Flink
 * fail it later, when the job before has been stopped already. It reads the metadata, the head of each file of keyed
 * state and the remembered rules, so that it takes no longer for a large state.
 */
final class SavepointCheck {
    private final String path;
    private final Demands demands;
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final KnownStates known = new KnownStates();

    private final Set<String> problems = new LinkedHashSet<>();
    private final List<String> findings = new ArrayList<>();

    /**
     * What a job expects of it.
     *
     * @param operators uids of the job's operators
     * @param maxParallelism the number of key groups
     * @param dropsOthers whether it was asked to start without the state of operators that it does not have
     */
    record Demands(
            Map<OperatorID, String> operators,
            int maxParallelism,
            RuleBook rules,
            Allowance allowance,
            boolean dropsOthers) {}

    private SavepointCheck(String path, Demands demands) {
        this.path = path;
        this.demands = demands;
    }

    /** @throws IOException if it cannot be read at all */
    static SavepointCheck of(String path, Demands demands) throws IOException {
        SavepointCheck check = new SavepointCheck(path, demands);
        check.read();
        return check;
    }

    /** What keeps the job from starting with it, each with what to do; empty if nothing does. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** What else there is to know. */
    List<String> findings() {
        return findings;
    }

    private void read() throws IOException {
        for (OperatorState operator : metadata(path, classes).getOperatorStates()) {
            String uid = demands.operators.get(operator.getOperatorID());
            if (uid == null) {
                unclaimed(operator);
            } else {
                keyGroups(operator);
            }
            if (JobNames.RESOLVE_UID.equals(uid) && !operator.isFullyFinished()) {
                keyedStates(operator);
                rules(operator);
            }
        }
    }

    static CheckpointMetadata metadata(String path, ClassLoader classes) throws IOException {
        StreamStateHandle file =
                new JobManagerCheckpointStorage().resolveCheckpoint(path).getMetadataHandle();
        try (DataInputStream in = new DataInputStream(file.openInputStream())) {
            return Checkpoints.loadCheckpointMetadata(in, classes, path);
        }
    }

    private void unclaimed(OperatorState operator) {
        boolean empty = operator.getCoordinatorState() == null
                && operator.getStates().stream().noneMatch(OperatorSubtaskState::hasState);
        if (empty) {
            return;
        }
        String name = operator.getOperatorUid().orElse(operator.getOperatorID().toHexString());
        if (demands.dropsOthers) {
            findings.add("the state of operator " + name + " is dropped, as it was asked for");
        } else {
            problems.add("it has state of an operator " + name
                    + " that this release does not have, and that would be lost: start the release that wrote it");
        }
    }

    private void keyGroups(OperatorState operator) {
        int groups = operator.getMaxParallelism();
        if (groups != demands.maxParallelism) {
            problems.add(
                    ("it was written with pipeline.max-parallelism: %d, this configuration says %d; that is the number"
                                    + " of key groups, into which state is cut once and for all: set it back to %d")
                            .formatted(groups, demands.maxParallelism, groups));
        }
    }

    private void keyedStates(OperatorState operator) throws IOException {
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                StreamStateHandle head = head(handle);
                if (head == null) {
                    problems.add("its keyed state was written by a state backend that this release does not read ("
                            + handle.getClass().getSimpleName() + "): take a savepoint of that job, and start from it");
                } else {
                    keyedState(head);
                }
            }
        }
    }

    /** What begins with a description of the states; null if nothing does. */
    private static @Nullable StreamStateHandle head(KeyedStateHandle handle) {
        if (handle instanceof IncrementalKeyedStateHandle incremental) {
            return incremental.getMetaDataStateHandle();
        }
        return handle instanceof StreamStateHandle whole ? whole : null;
    }

    private void keyedState(StreamStateHandle head) throws IOException {
        KeyedBackendSerializationProxy<String> states = new KeyedBackendSerializationProxy<>(classes);
        try (FSDataInputStream in = head.openInputStream()) {
            states.read(new DataInputViewStreamWrapper(in));
        } catch (IOException | RuntimeException e) {
            problems.add("operator " + JobNames.RESOLVE_UID + ": its keyed state cannot be read: " + reason(e)
                    + "; start the release that wrote it");
            return;
        }
        if (!KnownStates.reads(StringSerializer.INSTANCE, states.getKeySerializerSnapshot())) {
            problems.add(
                    "operator " + JobNames.RESOLVE_UID + ": its keys are no spaces; start the release that wrote it");
        }
        for (StateMetaInfoSnapshot state : states.getStateMetaInfoSnapshots()) {
            String problem = known.problem(state);
            if (problem != null) {
                problems.add("operator " + JobNames.RESOLVE_UID + ": " + problem);
            }
        }
    }

    private void rules(OperatorState operator) {
        List<OperatorStateHandle> handles = new ArrayList<>();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                handles.add(handle);
                handle.getStateNameToPartitionOffsets().keySet().stream()
                        .filter(name -> !name.equals(JobNames.RULES_STATE))
                        .forEach(name -> problems.add("operator " + JobNames.RESOLVE_UID + ": state '" + name
                                + "' is not known to this release: start the release that wrote it, or a newer one"));
            }
        }
        List<String> remembered = new ArrayList<>();
        try (CloseableRegistry open = new CloseableRegistry()) {
            DefaultOperatorStateBackend backend = new DefaultOperatorStateBackendBuilder(
                            classes, new ExecutionConfig(), false, handles, open)
                    .build();
            backend.getUnionListState(RememberedRules.descriptor()).get().forEach(remembered::add);
            backend.dispose();
        } catch (Exception e) {
            problems.add("the rules that it was written under cannot be read: " + reason(e)
                    + "; start the release that wrote it");
            return;
        }
        if (remembered.isEmpty()) {
            findings.add("savepoint " + path + ": does not say under which rules it was written");
        } else {
            compare(remembered.get(0));
        }
    }

    private void compare(String canonical) {
        RuleBook before;
        try {
            before = RememberedRules.read(canonical);
        } catch (RulesException e) {
            problems.add(RememberedRules.unreadable(e));
            return;
        }
        List<RuleChange> changes = RulesDiff.between(before, demands.rules);
        List<String> refusal = demands.allowance.refusal(changes);
        if (!refusal.isEmpty()) {
            problems.add(String.join("\n", refusal));
        } else if (changes.isEmpty()) {
            findings.add("savepoint " + path + ": written under the same rules");
        } else {
            findings.add("savepoint " + path + ": written under " + before.fingerprint() + ", changed since:");
            findings.addAll(Allowance.lines(changes));
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
