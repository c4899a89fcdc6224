package io.tributary.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;

/**
 * How far a run had read its files when a savepoint or checkpoint of it was taken. One that had read everything leaves
 * its graph to any other run. One that had not can only be gone on with, events and commands alike: neither may be read
 * again because the other had been read.
 */
final class FilesRead {
    /** Under this name Flink keeps the splits of every source. */
    private static final ListStateDescriptor<byte[]> SPLITS =
            new ListStateDescriptor<>("SourceReaderState", BytePrimitiveArraySerializer.INSTANCE);

    private static final Set<String> SOURCES = Set.of(JobNames.SOURCE_UID, JobNames.COMMANDS_UID);

    private final Map<String, List<JsonLinesSplit>> splits;
    private final Set<String> ended;

    /**
     * @param splits by the uid of their source
     * @param ended uids of sources that had come to their end, which Flink never reads again
     */
    FilesRead(Map<String, List<JsonLinesSplit>> splits, Set<String> ended) {
        this.splits = splits;
        this.ended = ended;
    }

    /** @throws IOException if it is of no run over files, or of a newer release */
    static FilesRead in(CheckpointMetadata metadata) throws IOException {
        Map<String, List<JsonLinesSplit>> splits = new HashMap<>();
        Set<String> ended = new HashSet<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            String uid = operator.getOperatorUid().orElse("");
            if (SOURCES.contains(uid)) {
                splits.put(uid, splits(operator));
                if (operator.isFullyFinished()) {
                    ended.add(uid);
                }
            }
        }
        return new FilesRead(splits, ended);
    }

    private static List<JsonLinesSplit> splits(OperatorState operator) throws IOException {
        List<OperatorStateHandle> handles = operator.getStates().stream()
                .map(OperatorSubtaskState::getManagedOperatorState)
                .flatMap(Collection::stream)
                .toList();
        List<JsonLinesSplit> splits = new ArrayList<>();
        try (CloseableRegistry open = new CloseableRegistry()) {
            DefaultOperatorStateBackend backend = new DefaultOperatorStateBackendBuilder(
                            FilesRead.class.getClassLoader(), new ExecutionConfig(), false, handles, open)
                    .build();
            for (byte[] split : backend.getListState(SPLITS).get()) {
                splits.add(
                        SimpleVersionedSerialization.readVersionAndDeSerialize(new JsonLinesSplit.Serializer(), split));
            }
            backend.dispose();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return splits;
    }

    /** Whether nothing is left of the files of that run. */
    boolean isEverything() {
        return splits.values().stream().flatMap(List::stream).allMatch(JsonLinesSplit::isRead);
    }

    /**
     * Why a run over these files cannot start from there, with what to do; empty if it can.
     *
     * @param inputs as they stand in splits
     * @param commands likewise
     */
    List<String> problems(List<String> inputs, List<String> commands) {
        List<String> problems = new ArrayList<>();
        if (ended.contains(JobNames.SOURCE_UID) || (ended.contains(JobNames.COMMANDS_UID) && !commands.isEmpty())) {
            problems.add("it is of an earlier release, whose inputs came to an end that is part of it: "
                    + (ended.contains(JobNames.SOURCE_UID) ? "--input" : "--commands")
                    + " would not be read; name another directory with --state");
        } else if (!isEverything()
                && !(isSame(JobNames.SOURCE_UID, inputs) && isSame(JobNames.COMMANDS_UID, commands))) {
            problems.add("its run was interrupted when it had " + progress()
                    + ", so that it can only be gone on with: give it the same files in the same order, --input "
                    + String.join(" ", files(JobNames.SOURCE_UID))
                    + (files(JobNames.COMMANDS_UID).isEmpty()
                            ? " without --commands"
                            : " --commands " + String.join(" ", files(JobNames.COMMANDS_UID)))
                    + "; or name another directory with --state");
        }
        return problems;
    }

    /** Of a source that has ended nothing is known any more. */
    private boolean isSame(String uid, List<String> given) {
        return ended.contains(uid) || files(uid).equals(given);
    }

    private List<String> files(String uid) {
        return splits.getOrDefault(uid, List.of()).stream()
                .map(JsonLinesSplit::files)
                .flatMap(List::stream)
                .toList();
    }

    private String progress() {
        List<String> read = new ArrayList<>();
        for (List<JsonLinesSplit> all : splits.values()) {
            for (JsonLinesSplit split : all) {
                if (!split.isRead()) {
                    read.add("%s up to line %d".formatted(split.files().get(split.file()), split.line()));
                }
            }
        }
        return "read " + String.join(", ", read);
    }
}
