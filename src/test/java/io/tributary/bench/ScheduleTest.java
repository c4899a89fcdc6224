package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final long START = 1_772_359_200_000_000L;

    @Test
    void an_event_is_due_by_its_number_whatever_became_of_others() {
        Schedule schedule = new Schedule(START, 100, 50, 1000);

        assertThat(schedule.dueMicros(100)).isEqualTo(START);
        assertThat(schedule.dueMicros(101)).isEqualTo(START + 1000);
        assertThat(schedule.dueMicros(149)).isEqualTo(START + 49_000);
    }

    @Test
    void it_knows_its_own_events() {
        Schedule schedule = new Schedule(START, 100, 50, 1000);

        assertThat(schedule.holds(99)).isFalse();
        assertThat(schedule.holds(100)).isTrue();
        assertThat(schedule.holds(149)).isTrue();
        assertThat(schedule.holds(150)).isFalse();
    }

    @Test
    void after_a_stall_all_that_has_become_due_meanwhile_is_due_at_once_and_late() {
        Schedule schedule = new Schedule(START, 0, 10_000, 1000);

        assertThat(schedule.dueBy(START + 5_000_000)).isEqualTo(5001);
        assertThat(schedule.dueMicros(1)).isEqualTo(START + 1000);
    }

    @Test
    void before_its_start_nothing_is_due_and_never_more_than_there_is() {
        Schedule schedule = new Schedule(START, 0, 10, 1000);

        assertThat(schedule.dueBy(START - 1)).isZero();
        assertThat(schedule.dueBy(START)).isEqualTo(1);
        assertThat(schedule.dueBy(START + 60_000_000)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000, 33_333, 50_000, 999_999, 1_500_000})
    void what_is_due_by_a_moment_is_what_is_due_before_the_next(int rate) {
        Schedule schedule = new Schedule(START, 0, 10_000, rate);

        for (long moment = START; moment < START + 5000; moment++) {
            long expected = 0;
            while (expected < 10_000 && schedule.dueMicros(expected) <= moment) {
                expected++;
            }
            assertThat(schedule.dueBy(moment)).isEqualTo(expected);
        }
    }

    @Test
    void lag_counts_what_the_load_sent_late_and_what_the_job_has_not_done() {
        Schedule schedule = new Schedule(START, 0, 1001, 1000);

        assertThat(schedule.lagSeconds(START + 1_000_000, 0)).isZero();
        assertThat(schedule.lagSeconds(START + 1_250_000, 500)).isCloseTo(0.75, within(1e-9));
    }
}
