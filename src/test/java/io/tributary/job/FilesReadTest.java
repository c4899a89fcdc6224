package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilesReadTest {
    private static final JsonLinesSplit A_READ = new JsonLinesSplit(List.of("a"), 1, 0, 0);
    private static final JsonLinesSplit B_BEGUN = new JsonLinesSplit(List.of("b"), 0, 12, 345);
    private static final JsonLinesSplit C_READ = new JsonLinesSplit(List.of("c"), 1, 0, 0);
    private static final JsonLinesSplit NO_FILES = JsonLinesSplit.of(List.of());

    private static FilesRead of(List<JsonLinesSplit> events, JsonLinesSplit commands) {
        return new FilesRead(Map.of(JobNames.SOURCE_UID, events, JobNames.COMMANDS_UID, List.of(commands)), Set.of());
    }

    @Test
    void after_a_run_that_has_read_everything_any_files_may_come() {
        FilesRead everything = of(List.of(A_READ), NO_FILES);
        assertThat(everything.isEverything()).isTrue();
        assertThat(everything.problems(List.of("x"), List.of("y"))).isEmpty();
    }

    @Test
    void an_interrupted_run_goes_on_with_the_same_files_only() {
        FilesRead interrupted = of(List.of(A_READ, B_BEGUN), C_READ);
        assertThat(interrupted.isEverything()).isFalse();
        assertThat(interrupted.problems(List.of("a", "b"), List.of("c"))).isEmpty();
        assertThat(interrupted.problems(List.of("b", "a"), List.of("c")))
                .singleElement()
                .asString()
                .contains("read b up to line 12,", "--input a b --commands c;");
        assertThat(interrupted.problems(List.of("a", "b"), List.of())).hasSize(1);
    }

    @Test
    void events_are_not_read_again_because_commands_are_left() {
        FilesRead interrupted = of(List.of(A_READ), B_BEGUN);
        assertThat(interrupted.isEverything()).isFalse();
        assertThat(interrupted.problems(List.of("x"), List.of("b"))).hasSize(1);
    }

    @Test
    void an_input_that_has_ended_for_good_is_not_waited_for() {
        FilesRead ended = new FilesRead(Map.of(JobNames.SOURCE_UID, List.of(B_BEGUN)), Set.of(JobNames.COMMANDS_UID));
        assertThat(ended.problems(List.of("b"), List.of())).isEmpty();
        assertThat(ended.problems(List.of("b"), List.of("c")))
                .singleElement()
                .asString()
                .contains("--commands would not be read");
    }
}
