package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolutionCheckTest {
    private static final long[] SENT = {10, 20, 20, 30};

    private final ResolutionCheck check = new ResolutionCheck();

    @Test
    void every_event_with_one_sequence_is_right_even_if_some_are_told_twice() {
        check.add(2, 20);
        check.add(1, 30);
        check.add(3, 10);
        check.add(4, 20);
        check.add(3, 10);

        assertThat(check.problems(4, SENT, 1)).isEmpty();
        assertThat(check.last()).isEqualTo(4);
    }

    @Test
    void a_gap_is_wrong_up_to_where_state_is_and_not_beyond() {
        check.add(1, 10);
        check.add(3, 20);

        assertThat(check.problems(3, SENT, 1)).singleElement().asString().contains("no sequence 2");
        assertThat(check.problems(1, SENT, 1)).isEmpty();
    }

    @Test
    void two_events_with_one_sequence_are_wrong() {
        check.add(1, 10);
        check.add(1, 20);

        assertThat(check.problems(1, SENT, 1)).singleElement().asString().contains("two events");
    }

    @Test
    void an_event_that_is_resolved_more_often_than_it_was_sent_is_wrong() {
        check.add(1, 10);
        check.add(2, 10);

        assertThat(check.problems(2, SENT, 1))
                .singleElement()
                .asString()
                .contains("1 are of events that have one already");
    }

    @Test
    void what_was_sent_twice_may_be_resolved_twice() {
        check.add(1, 10);
        check.add(2, 10);
        check.add(3, 30);

        assertThat(check.problems(3, SENT, 2)).isEmpty();

        check.add(4, 10);
        assertThat(check.problems(4, SENT, 2)).hasSize(1);
    }

    @Test
    void what_is_decided_once_more_by_a_job_that_was_started_again_counts_instead_of_what_it_said_before() {
        check.add(1, 10);
        check.add(2, 20);
        check.add(3, 30);
        check.add(4, 20);
        ResolutionCheck again = new ResolutionCheck();
        again.add(3, 20);
        again.add(4, 30);

        check.goOn(again);

        assertThat(check.problems(4, SENT, 1)).isEmpty();
    }

    @Test
    void what_a_job_that_was_started_again_leaves_out_or_doubles_is_wrong() {
        check.add(1, 10);
        check.add(2, 20);
        ResolutionCheck again = new ResolutionCheck();
        again.add(4, 10);

        check.goOn(again);

        assertThat(check.problems(4, SENT, 1)).hasSize(2);
        assertThat(check.last()).isEqualTo(4);
    }

    @Test
    void an_event_that_was_never_sent_is_wrong() {
        check.add(1, 15);

        assertThat(check.problems(1, SENT, 1)).singleElement().asString().contains("never sent");
    }
}
