package io.tributary.savepoint;

import io.tributary.job.JobNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.util.RuntimeUDFContext;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.input.KeyedStateInputFormat;
import org.apache.flink.state.api.input.UnionStateInputFormat;
import org.apache.flink.state.api.input.splits.KeyGroupRangeInputSplit;
import org.apache.flink.state.api.input.splits.OperatorStateInputSplit;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint, canonical or native, or a retained checkpoint of the job, of which only the resolving operator's state is
 * looked at. Nothing of the job runs, and nothing of the savepoint is changed: its state is loaded into a RocksDB in a
 * temporary directory, which takes about as much room as the savepoint, and is gone with it. The memory that it takes is
 * bounded, whatever a space holds.
 */
public final class Savepoint implements AutoCloseable {
    /** What RocksDB may have for its caches and write buffers, off the heap. */
    private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(128);

    private static final String METADATA = "_metadata";

    private final String path;
    private final long checkpointId;
    private final OperatorState state;
    private final Path work;

    private Savepoint(String path, long checkpointId, OperatorState state, Path work) {
        this.path = path;
        this.checkpointId = checkpointId;
        this.state = state;
        this.work = work;
    }

    /**
     * Reads what there is, but none of it yet.
     *
     * @param path a directory that holds a savepoint or checkpoint, or its {@code _metadata}; or the URI of one
     */
    public static Savepoint open(String path) throws SavepointException {
        CheckpointMetadata metadata;
        String location = location(path);
        try {
            requireMetadata(path, location);
            metadata = SavepointLoader.loadSavepointMetadata(location);
        } catch (IOException | RuntimeException e) {
            throw new SavepointException(path + ": is no savepoint or checkpoint that can be read: " + reason(e), e);
        }
        var operator = OperatorIdentifier.forUid(JobNames.RESOLVE_UID).getOperatorId();
        Optional<OperatorState> state = metadata.getOperatorStates().stream()
                .filter(one -> one.getOperatorID().equals(operator))
                .findFirst();
        if (state.isEmpty()) {
            throw new SavepointException(
                    path + ": is a savepoint of another job: it has no operator with the uid " + JobNames.RESOLVE_UID);
        }
        try {
            Path work = Files.createTempDirectory("tributary-savepoint-");
            return new Savepoint(path, metadata.getCheckpointId(), state.get(), work);
        } catch (IOException e) {
            throw new SavepointException("no temporary directory can be made: " + reason(e), e);
        }
    }

    /** Flink takes paths that say what file system they are of, and takes them as they are: a space is no {@code %20}. */
    private static String location(String path) {
        boolean hasScheme = path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
        return hasScheme ? path : "file://" + Path.of(path).toAbsolutePath().normalize();
    }

    private static void requireMetadata(String path, String location) throws IOException, SavepointException {
        var there = new org.apache.flink.core.fs.Path(location);
        FileSystem files = there.getFileSystem();
        if (!files.exists(there)) {
            throw new SavepointException(path + ": there is no such file or directory");
        }
        if (!files.getFileStatus(there).isDir() || files.exists(new org.apache.flink.core.fs.Path(there, METADATA))) {
            return;
        }
        List<String> inside = new ArrayList<>();
        for (var one : files.listStatus(there)) {
            if (one.isDir() && files.exists(new org.apache.flink.core.fs.Path(one.getPath(), METADATA))) {
                inside.add(one.getPath().getName());
            }
        }
        Collections.sort(inside);
        throw new SavepointException(path + ": is no savepoint or checkpoint, it holds no " + METADATA
                + (inside.isEmpty() ? "" : "; but these in it do: " + String.join(", ", inside)));
    }

    /** Flink wraps what has happened several times; what is wrong with the state itself is said by the first of these. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
            if (root instanceof IllegalStateException) {
                break;
            }
        }
        return root;
    }

    private static String reason(Throwable thrown) {
        if (thrown instanceof FileNotFoundException) {
            return "a file is missing: " + thrown.getMessage();
        }
        String message = thrown.getMessage();
        return message == null ? thrown.toString() : message;
    }

    /** As it was given. */
    public String path() {
        return path;
    }

    /** Of the checkpoint that it is. */
    public long checkpointId() {
        return checkpointId;
    }

    /** Of the resolving operator's state, in bytes. */
    public long size() {
        return state.getStateSize();
    }

    /**
     * The rules under which the state was written, in their canonical form; null if it was written before jobs remembered
     * their rules.
     */
    public @Nullable String rules() throws SavepointException {
        try {
            var descriptor = new ListStateDescriptor<>(JobNames.RULES_STATE, StringSerializer.INSTANCE);
            var format =
                    new UnionStateInputFormat<>(state, configuration(), backend(), descriptor, new ExecutionConfig());
            format.setRuntimeContext(runtimeContext());
            String rules = null;
            for (OperatorStateInputSplit split : format.createInputSplits(1)) {
                format.openInputFormat();
                format.open(split);
                while (!format.reachedEnd()) {
                    rules = format.nextRecord("");
                }
                format.close();
                format.closeInputFormat();
            }
            return rules;
        } catch (IOException e) {
            throw new SavepointException(path + ": the state cannot be read: " + reason(root(e)), e);
        }
    }

    /**
     * Loads the state and hands over the graph of one space after the other, in no particular order.
     *
     * @param progress told how large it is before it is loaded
     */
    public void forEachSpace(SpaceVisitor visitor, Progress progress) throws SavepointException {
        SpaceOperator operator = new SpaceOperator(visitor);
        progress.at("bytes to load", size());
        try {
            Configuration conf = configuration();
            var format = new KeyedStateInputFormat<String, VoidNamespace, String>(
                    state, backend(), conf, operator, new ExecutionConfig());
            format.setRuntimeContext(runtimeContext());
            for (KeyGroupRangeInputSplit split : format.createInputSplits(1)) {
                read(format, split);
            }
        } catch (IOException e) {
            throw new SavepointException(path + ": the state cannot be read: " + reason(root(e)), e);
        }
    }

    private static void read(KeyedStateInputFormat<String, VoidNamespace, String> format, KeyGroupRangeInputSplit split)
            throws IOException {
        format.openInputFormat();
        try {
            format.open(split);
            while (!format.reachedEnd()) {
                format.nextRecord("");
            }
        } finally {
            format.close();
            format.closeInputFormat();
        }
    }

    /** Only this one reads canonical and native savepoints and incremental checkpoints alike. */
    private static EmbeddedRocksDBStateBackend backend() {
        return new EmbeddedRocksDBStateBackend(true);
    }

    private Configuration configuration() {
        Configuration conf = new Configuration();
        conf.set(CoreOptions.TMP_DIRS, work.toString());
        conf.set(RocksDBOptions.LOCAL_DIRECTORIES, work.toString());
        conf.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, ROCKSDB_MEMORY);
        return conf;
    }

    private RuntimeUDFContext runtimeContext() {
        int keyGroups = state.getMaxParallelism();
        return new RuntimeUDFContext(
                new JobInfoImpl(new JobID(), "savepoint"),
                new TaskInfoImpl("savepoint", keyGroups, 0, 1, 0),
                Savepoint.class.getClassLoader(),
                new ExecutionConfig(),
                Map.of(),
                Map.of(),
                UnregisteredMetricsGroup.createOperatorMetricGroup());
    }

    /** Deletes what was loaded. */
    @Override
    public void close() throws SavepointException {
        try {
            FileUtils.deleteDirectory(work.toFile());
        } catch (IOException e) {
            throw new SavepointException(work + ": cannot be deleted: " + reason(e), e);
        }
    }
}
