package io.tributary.savepoint;

import io.tributary.job.JobNames;
import io.tributary.state.GraphHarness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.state.api.OperatorIdentifier;

/** Savepoints of graphs that no job has made: for graphs that it would not make, and where many are wanted. */
public final class SavedGraphs {
    private static final long ID = 7;

    private SavedGraphs() {}

    /** A savepoint of all graphs in a harness as they are now, in a directory of its own. */
    public static String write(GraphHarness harness, Path directory) throws Exception {
        return write(harness.snapshot(), JobNames.RESOLVE_UID, directory);
    }

    /** @param uid of the operator that the state is said to be of */
    static String write(OperatorSubtaskState state, String uid, Path directory) throws IOException {
        OperatorState operator = new OperatorState(
                uid,
                uid,
                OperatorIdentifier.forUid(uid).getOperatorId(),
                /* parallelism= */ 1,
                /* maxParallelism= */ 1);
        operator.putState(0, state);
        CheckpointMetadata metadata = new CheckpointMetadata(
                ID,
                List.of(operator),
                List.of(),
                CheckpointProperties.forSavepoint(false, SavepointFormatType.CANONICAL));
        Files.createDirectories(directory);
        try (OutputStream out = Files.newOutputStream(directory.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(metadata, out);
        }
        return directory.toString();
    }
}
