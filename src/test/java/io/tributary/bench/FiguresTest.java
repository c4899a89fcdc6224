package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void a_spread_is_the_median_with_the_lowest_and_the_highest() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void a_stretch_without_events_has_no_infinite_cost() {
        Figures figures = Figures.between(new Sample(0, 5, 0, 0), new Sample(1_000_000_000, 5, 1000, 0), false);

        assertThat(figures.jobMicros()).isCloseTo(1, within(1e-9));
        assertThat(figures.rate()).isZero();
    }
}
