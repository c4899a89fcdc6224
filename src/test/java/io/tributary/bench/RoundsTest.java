package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static Rounds.Run run(String name, int round, double jobMicros) {
        return new Rounds.Run(name, round, new Figures(1, 1, 1, jobMicros, 1, false), List.of("wrong"), List.of());
    }

    @Test
    void a_ratio_compares_within_each_round_so_that_a_slow_round_does_not_count_twice() {
        Rounds rounds = new Rounds(List.of(
                run("few", 1, 2),
                run("many", 1, 4),
                run("few", 2, 10),
                run("many", 2, 20),
                run("few", 3, 2),
                run("many", 3, 6)));

        assertThat(rounds.names()).containsExactly("few", "many");
        assertThat(rounds.ratio("many", "few")).isEqualTo(new Spread(2, 2, 3));
        assertThat(rounds.ratio("few", "few")).isEqualTo(new Spread(1, 1, 1));
        assertThat(rounds.spread("many", Figures::jobMicros)).isEqualTo(new Spread(6, 4, 20));
        assertThat(rounds.problems()).hasSize(6).contains("many, round 2: wrong");
    }

    @Test
    void a_checkpoint_is_the_last_one_and_what_it_takes_the_median_of_those_that_are_complete()
            throws JsonProcessingException {
        String told = """
                {"latest": {"completed": {"state_size": 900}},
                 "history": [
                   {"status": "IN_PROGRESS", "checkpointed_size": 1, "end_to_end_duration": 1},
                   {"status": "COMPLETED", "checkpointed_size": 30, "end_to_end_duration": 300},
                   {"status": "COMPLETED", "checkpointed_size": 10, "end_to_end_duration": 90},
                   {"status": "COMPLETED", "checkpointed_size": 20, "end_to_end_duration": 100}]}
                """;

        assertThat(Growth.Checkpoint.of(new ObjectMapper().readTree(told)))
                .contains(new Growth.Checkpoint(900, 20, 100));
        assertThat(Growth.Checkpoint.of(new ObjectMapper().readTree("{\"history\": []}")))
                .isEmpty();
    }
}
