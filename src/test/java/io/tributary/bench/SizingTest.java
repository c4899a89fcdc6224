package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.bench.Sizing.Demand;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizingTest {
    private static final MeasuredFigures MEASURED =
            new MeasuredFigures("two cores", 0.4, 60, 30, 0.3, 10, 20_000, 120, 1e7, 500, 900, 200);

    private static Sizing of(double events, double ids, int spaces, double hottest) {
        return new Sizing(new Demand(events, ids, spaces, hottest, 7, 3), MEASURED);
    }

    @Test
    void cores_follow_the_events_with_room_for_bursts_and_for_what_each_task_manager_takes_for_itself() {
        assertThat(of(10_000, 1e6, 1, 1).cores()).isEqualTo(3);
        assertThat(of(100_000, 1e6, 16, 0.1).cores()).isEqualTo(16);
        assertThat(of(100_000, 1e6, 16, 0.1).taskManagers()).isEqualTo(8);
        assertThat(of(780_000, 1e6, 160, 0.01).cores()).isEqualTo(118);
        assertThat(of(780_000, 1e6, 160, 0.01).taskManagers()).isEqualTo(59);
    }

    @Test
    void there_are_two_task_managers_at_least_and_they_take_what_they_take_for_themselves() {
        assertThat(of(100, 1e3, 1, 1).taskManagers()).isEqualTo(2);
        assertThat(of(100, 1e3, 1, 1).cores()).isEqualTo(2);
    }

    @Test
    void brokers_have_the_requests_to_answer_and_the_events_to_keep() {
        assertThat(of(100, 1e3, 1, 1).brokerCores()).isBetween(3.0, 3.01);
        assertThat(of(100_000, 1e6, 16, 0.1).brokerCores()).isBetween(16.99, 17.01);
    }

    @Test
    void state_and_disk_follow_the_ids() {
        Sizing small = of(10_000, 1e6, 1, 1);
        Sizing large = of(10_000, 1e9, 1, 1);
        assertThat(small.stateGigabytes()).isEqualTo(0.12);
        assertThat(large.stateGigabytes()).isEqualTo(120);
        assertThat(large.diskOfTaskManager()).isEqualTo(190);
        assertThat(large.memoryOfTaskManager()).isGreaterThan(small.memoryOfTaskManager());
    }

    @Test
    void what_kafka_takes_and_keeps_follows_the_events() {
        Sizing sizing = of(10_000, 1e6, 1, 1);
        assertThat(sizing.readMegabytesPerSecond()).isEqualTo(5);
        assertThat(sizing.writtenMegabytesPerSecond()).isEqualTo(9);
        assertThat(sizing.keptTerabytes()).isBetween(16.3, 16.4);
    }

    @Test
    void a_space_that_one_thread_cannot_resolve_does_not_fit() {
        assertThat(of(25_000, 1e6, 2, 0.9).caveats()).anyMatch(line -> line.startsWith("Does not fit"));
        assertThat(of(25_000, 1e6, 2, 0.5).caveats()).noneMatch(line -> line.startsWith("Does not fit"));
    }

    @Test
    void more_subtasks_than_key_groups_do_not_fit() {
        assertThat(of(850_000, 1e6, 500, 0.002).taskManagers()).isEqualTo(64);
        assertThat(of(850_000, 1e6, 500, 0.002).caveats()).noneMatch(line -> line.contains("key groups"));
        assertThat(of(1_400_000, 1e6, 500, 0.002).caveats()).anyMatch(line -> line.contains("key groups"));
    }

    @Test
    void what_nobody_has_measured_says_so() {
        assertThat(of(10_000, 1e6, 1, 1).caveats()).noneMatch(line -> line.startsWith("Extrapolated"));
        assertThat(of(50_000, 1e8, 4, 0.25).caveats().stream().filter(line -> line.startsWith("Extrapolated")))
                .hasSize(2);
    }

    @Test
    void the_shipped_figures_are_sound() {
        MeasuredFigures shipped = MeasuredFigures.shipped();
        assertThat(List.of(
                        shipped.jobCores(),
                        shipped.jobMicros(),
                        shipped.writerMicros(),
                        shipped.brokerCores(),
                        shipped.brokerMicros(),
                        shipped.sustained(),
                        shipped.bytesPerId(),
                        shipped.mostIds(),
                        shipped.eventBytes(),
                        shipped.recordBytesPerEvent(),
                        shipped.checkpointBytesPerEvent()))
                .allMatch(figure -> figure > 0);
    }
}
