package io.tributary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that go with what they were made for. */
final class Directories {
    private static final int TRIES = 20;

    private Directories() {}

    /** Deletes a directory with all that is in it; others may still be deleting their own parts of it. */
    static void delete(Path directory) {
        for (int i = 0; i < TRIES && Files.exists(directory); i++) {
            for (Path path : contents(directory)) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    break; // somebody has put something into it since: look again
                }
            }
        }
    }

    private static List<Path> contents(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(); // it changes while it is listed: look again
        }
    }
}
