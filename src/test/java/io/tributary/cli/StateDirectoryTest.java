package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a run has its directory for itself. */
class StateDirectoryTest {
    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // JUnit sets the directory
    StateDirectoryTest() {}

    @Test
    void one_run_has_a_directory_until_it_ends() {
        Path path = temp.resolve("new/state");
        try (StateDirectory first = StateDirectory.kept(path)) {
            assertThat(first.isKept()).isTrue();
            assertThatThrownBy(() -> StateDirectory.kept(path))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("another run has " + path);
        }
        try (StateDirectory second = StateDirectory.kept(path)) {
            assertThat(second.path()).isDirectory();
        }
        assertThat(path).isDirectory();
    }

    @Test
    void what_is_no_directory_is_refused_by_name() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> StateDirectory.kept(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--state: nothing can be kept in " + file + ": " + file + " is not a directory");
    }

    @Test
    void that_nothing_can_be_kept_is_seen_without_writing() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        Path below = file.resolve("new/state");
        StateDirectory.check(temp);
        StateDirectory.check(temp.resolve("new/state"));
        assertThat(temp).isDirectoryNotContaining(path -> !path.equals(file));
        assertThatThrownBy(() -> StateDirectory.check(below))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--state: nothing can be kept in " + below + ": " + file + " is not a directory");
    }

    @Test
    void one_that_is_not_kept_goes_with_the_run() throws IOException {
        StateDirectory directory = StateDirectory.temporary();
        Files.createDirectories(directory.path().resolve("checkpoints/chk-1"));
        assertThat(directory.isKept()).isFalse();

        directory.close();

        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void the_newest_complete_savepoint_or_checkpoint_is_gone_on_from() throws IOException {
        assertThat(StateDirectory.newest(temp)).isEmpty();
        Path savepoint = complete("savepoints/savepoint-1", 2);
        complete("checkpoints/job/chk-1", 1);
        Files.createDirectories(temp.resolve("checkpoints/job/chk-3"));
        assertThat(StateDirectory.newest(temp)).contains(savepoint);

        Path checkpoint = complete("checkpoints/job/chk-2", 3);

        assertThat(StateDirectory.newest(temp)).contains(checkpoint);
    }

    private Path complete(String name, long second) throws IOException {
        Path directory = Files.createDirectories(temp.resolve(name));
        Path metadata = Files.writeString(directory.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1000));
        return directory;
    }
}
