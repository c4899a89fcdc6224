package io.tributary.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.state.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a savepoint as a whole, and what is said of one that cannot be read. */
class SavepointTest {
    private static final Path COMMITTED = Path.of("src/test/resources/savepoints/1");

    @TempDir
    Path temp;

    @Test
    void a_savepoint_of_another_job_is_told() throws Exception {
        String path = SavedGraphs.write(new RawState().snapshot(), "count-words", temp);

        assertThatThrownBy(() -> Savepoint.open(path))
                .isInstanceOf(SavepointException.class)
                .hasMessage(path + ": is a savepoint of another job: it has no operator with the uid resolve");
    }

    @Test
    void a_savepoint_whose_files_are_gone_is_told() throws Exception {
        Files.copy(COMMITTED.resolve("_metadata"), temp.resolve("_metadata"));

        try (Savepoint savepoint = Savepoint.open(temp.toString())) {
            assertThatThrownBy(() -> savepoint.forEachSpace((space, graph) -> {}, Progress.NONE))
                    .isInstanceOf(SavepointException.class)
                    .hasMessageStartingWith(temp + ": the state cannot be read: a file is missing: ");
        }
    }

    @Test
    void state_of_before_rules_were_remembered_remembers_none() throws Exception {
        RawState raw = new RawState();
        raw.put("acme", new Bytes(new byte[] {1 << 3 | 2}), new Bytes(new byte[] {1}));
        String path = SavedGraphs.write(raw.snapshot(), "resolve", temp);

        try (Savepoint savepoint = Savepoint.open(path)) {
            assertThat(savepoint.rules()).isNull();
        }
    }

    @Test
    void it_can_lie_where_a_space_or_a_percent_sign_is_in_the_path() throws Exception {
        Path odd = Files.createDirectories(temp.resolve("100%20 of it"));
        try (Stream<Path> files = Files.list(COMMITTED)) {
            for (Path file : files.toList()) {
                Files.copy(file, odd.resolve(file.getFileName()));
            }
        }
        List<String> spaces = new ArrayList<>();
        try (Savepoint savepoint = Savepoint.open(odd.toString())) {
            savepoint.forEachSpace((space, graph) -> spaces.add(space), Progress.NONE);
        }
        assertThat(spaces).isNotEmpty();
    }

    @Test
    void it_can_be_named_by_its_directory_by_its_metadata_and_by_a_uri() throws Exception {
        for (String path : List.of(
                COMMITTED.toString(),
                COMMITTED.resolve("_metadata").toString(),
                "file://" + COMMITTED.toAbsolutePath())) {
            List<String> spaces = new ArrayList<>();
            try (Savepoint savepoint = Savepoint.open(path)) {
                savepoint.forEachSpace((space, graph) -> spaces.add(space), Progress.NONE);
                assertThat(savepoint.size()).isPositive();
                assertThat(savepoint.checkpointId()).isPositive();
            }
            assertThat(spaces).containsExactlyInAnyOrder("people", "plain");
        }
    }
}
