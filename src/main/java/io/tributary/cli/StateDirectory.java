package io.tributary.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Where a run has its state: checkpoints while it runs, a savepoint when it has read all of its files. It is kept for the
 * next run, or goes when it is closed.
 */
final class StateDirectory implements AutoCloseable {
    private static final String METADATA = "_metadata";

    /** Locked while a run has the directory, which ends with its process, however that ends. The file itself stays. */
    private static final String LOCK = "lock";

    private final Path path;

    /** Null for a directory that is not kept. */
    private final @Nullable FileChannel lock;

    private StateDirectory(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static StateDirectory temporary() throws IOException {
        return new StateDirectory(Files.createTempDirectory("tributary-job-"), null);
    }

    /**
     * One that is kept, for this run alone: a second one would go on from what the first is writing, and at its end
     * delete the checkpoints that the first needs.
     *
     * @throws CommandFailure if another run has it, or nothing can be written there
     */
    static StateDirectory kept(Path path) {
        check(path);
        try {
            Files.createDirectories(path);
            FileChannel file =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file)) {
                return new StateDirectory(path, file);
            }
            file.close();
        } catch (IOException e) {
            throw new CommandFailure(unusable(path, e.toString()), e);
        }
        throw new CommandFailure(
                "--state: another run has " + path + "; wait until it has ended, or name another directory");
    }

    /**
     * Whether a run could keep something there, as far as can be seen without writing. That another run has it now says
     * nothing of later.
     *
     * @throws CommandFailure if it could not
     */
    static void check(Path path) {
        Path there = path.toAbsolutePath();
        for (Path above = there.getParent(); above != null && !Files.exists(there); above = there.getParent()) {
            there = above;
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            String why = there + " is " + (Files.isDirectory(there) ? "not writable" : "not a directory");
            throw new CommandFailure(unusable(path, why));
        }
    }

    private static String unusable(Path path, String why) {
        return "--state: nothing can be kept in " + path + ": " + why + "; name another directory";
    }

    /** Locks the file, unless another run has. */
    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // a run in this process
        }
    }

    Path path() {
        return path;
    }

    boolean isKept() {
        return lock != null;
    }

    Path savepoints() {
        return savepoints(path);
    }

    /** The newest complete savepoint or checkpoint of a directory, whoever has it. */
    static Optional<Path> newest(Path directory) throws IOException {
        List<Path> complete = new ArrayList<>();
        for (Path kept : List.of(savepoints(directory), checkpoints(directory))) {
            if (Files.isDirectory(kept)) {
                try (Stream<Path> files = Files.walk(kept, 3)) {
                    files.filter(file -> file.endsWith(METADATA)).forEach(complete::add);
                }
            }
        }
        return complete.stream()
                .max(Comparator.comparing(StateDirectory::modified))
                .map(Path::getParent);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new CommandFailure(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path savepoints(Path directory) {
        return directory.resolve("savepoints");
    }

    private static Path checkpoints(Path directory) {
        return directory.resolve("checkpoints");
    }

    /** Deletes all checkpoints: a savepoint holds more than they do. */
    void forgetCheckpoints() {
        Directories.delete(checkpoints(path));
    }

    @Override
    public void close() {
        if (isKept()) {
            IOUtils.closeQuietly(lock);
        } else {
            Directories.delete(path);
        }
    }
}
