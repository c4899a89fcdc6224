package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long MANY = Long.MAX_VALUE;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** One look a second; the broker takes half of the job's time. */
    private static List<Sample> looks(long... records) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < records.length; i++) {
            long job = Duration.ofMillis(500L * i).toNanos();
            samples.add(new Sample(Duration.ofSeconds(i).toNanos(), records[i], job, job / 2));
        }
        return samples;
    }

    private static Figures window(List<Sample> samples, long available, int warmUp, int measure) {
        return new Window(1, 0, available, Duration.ofSeconds(warmUp), Duration.ofSeconds(measure)).of(samples);
    }

    @Test
    void it_begins_when_the_warm_up_is_over_and_lasts_as_long_as_is_measured() {
        Figures figures = window(looks(0, 0, 10, 100, 1100, 2100, 9999), MANY, 1, 2);

        assertThat(figures.events()).isEqualTo(2000);
        assertThat(figures.seconds()).isCloseTo(2, within(1e-9));
        assertThat(figures.rate()).isCloseTo(1000, within(1e-6));
        assertThat(figures.jobMicros()).isCloseTo(500, within(1e-6));
        assertThat(figures.brokerMicros()).isCloseTo(250, within(1e-6));
        assertThat(figures.cut()).isFalse();
    }

    @Test
    void the_warm_up_begins_with_the_first_record_however_long_the_start_takes() {
        Figures figures = window(looks(0, 0, 0, 0, 0, 5, 10, 20), MANY, 1, 1);

        assertThat(figures.events()).isEqualTo(10);
    }

    @Test
    void the_warm_up_of_a_job_that_is_filled_begins_when_the_fill_is_out() {
        List<Sample> samples = looks(0, 400, 800, 1000, 1010, 1030, 1070, 1150);
        Window window = new Window(1000, 0, MANY, SECOND, SECOND);

        assertThat(window.of(samples).events()).isEqualTo(20);
        assertThat(window.isOver(samples.subList(0, 5))).isFalse();
        assertThat(window.isOver(samples.subList(0, 6))).isTrue();
    }

    @Test
    void the_warm_up_lasts_until_everybody_is_known() {
        List<Sample> samples = looks(0, 10, 100, 400, 1000, 1020, 1050);
        Window window = new Window(1, 500, MANY, SECOND, SECOND);

        assertThat(window.of(samples).events()).isEqualTo(20);
        assertThat(window.isOver(samples.subList(0, 5))).isFalse();
        assertThat(window.isOver(samples.subList(0, 6))).isTrue();
    }

    @Test
    void it_is_the_second_half_of_what_follows_the_fill_if_the_events_end_before_the_warm_up() {
        Figures figures = new Window(1000, 0, 1900, Duration.ofSeconds(60), Duration.ofSeconds(30))
                .of(looks(0, 500, 1000, 1100, 1200, 1400, 1800, 1900));

        assertThat(figures.events()).isEqualTo(600);
        assertThat(figures.cut()).isTrue();
    }

    @Test
    void it_ends_at_the_last_look_at_which_events_were_left() {
        Figures figures = window(looks(0, 10, 100, 200, 250, 250, 250), 250, 1, 4);

        assertThat(figures.events()).isEqualTo(100);
        assertThat(figures.cut()).isTrue();
    }

    @Test
    void it_is_the_second_half_if_the_events_end_before_the_warm_up() {
        Figures figures = window(looks(0, 10, 100, 200, 400, 800, 900), 900, 60, 30);

        assertThat(figures.events()).isEqualTo(600);
        assertThat(figures.cut()).isTrue();
    }

    @Test
    void it_is_all_there_is_if_everything_came_out_between_two_looks() {
        Figures figures = window(looks(0, 0, 900), 900, 60, 30);

        assertThat(figures.events()).isEqualTo(900);
        assertThat(figures.seconds()).isCloseTo(1, within(1e-9));
        assertThat(figures.cut()).isTrue();
    }

    @Test
    void there_is_none_if_nothing_came_out() {
        assertThatExceptionOfType(BenchException.class).isThrownBy(() -> window(looks(0, 0, 0), 900, 0, 1));
    }

    @Test
    void a_run_is_over_when_its_window_is_complete_or_nothing_is_left() {
        Window window = new Window(1, 0, 900, SECOND, SECOND);

        assertThat(window.isOver(looks(0, 0))).isFalse();
        assertThat(window.isOver(looks(0, 10, 20))).isFalse();
        assertThat(window.isOver(looks(0, 10, 20, 30))).isTrue();
        assertThat(window.isOver(looks(0, 900))).isTrue();
    }
}
