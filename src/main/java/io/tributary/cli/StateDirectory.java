package io.tributary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run keeps from one start to the next: checkpoints while it runs, a savepoint when it has read all of its files. */
record StateDirectory(Path directory) {
    private static final String METADATA = "_metadata";

    /** The newest complete savepoint or checkpoint. */
    Optional<Path> newest() throws IOException {
        List<Path> complete = new ArrayList<>();
        for (Path kept : List.of(directory.resolve("savepoints"), checkpoints())) {
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

    private Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /** Deletes all checkpoints: a savepoint holds more than they do. */
    void forgetCheckpoints() {
        Directories.delete(checkpoints());
    }
}
