package io.tributary.engine;

import static io.tributary.engine.Story.DAY;
import static io.tributary.engine.Story.START;
import static io.tributary.engine.Story.id;
import static io.tributary.engine.Story.resolution;
import static io.tributary.engine.Story.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code match_within}: an external ID leads to its profile for a while after it was last seen. */
class ConfidenceWindowTest {
    private final Story story = new Story().rule(Story.windowed(Story.unlimited("ip_address"), 3 * DAY));

    @Test
    void an_id_leads_to_its_profile_up_to_the_last_millisecond_of_its_window() {
        ProfileId first = resolved(story.event(START, "anonymous_id:a1", "ip_address:ip"));

        assertThat(resolved(story.event(START + 3 * DAY, "anonymous_id:a2", "ip_address:ip")))
                .isEqualTo(first);
        assertThat(resolved(story.event(START + 6 * DAY + 1, "anonymous_id:a3", "ip_address:ip")))
                .isNotEqualTo(first);
    }

    @Test
    void a_late_event_is_measured_backwards_and_does_not_turn_the_clock_back() {
        ProfileId first = resolved(story.event(START, "anonymous_id:a1", "ip_address:ip"));

        assertThat(resolved(story.event(START - 3 * DAY, "anonymous_id:a2", "ip_address:ip")))
                .isEqualTo(first);
        assertThat(resolved(story.event(START + 3 * DAY, "anonymous_id:a3", "ip_address:ip")))
                .isEqualTo(first);
    }

    @Test
    void what_has_run_out_moves_counts_anew_and_parts_nobody() {
        ProfileId first = resolved(story.event(START, "anonymous_id:a1", "ip_address:ip"));
        story.event(START, "anonymous_id:a2", "ip_address:ip");

        Decision moving = story.event(START + 30 * DAY, "anonymous_id:b", "ip_address:ip");

        assertThat(resolution(moving).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(story.owner("ip_address:ip")).isEqualTo(resolved(moving));
        assertThat(story.ids(first)).containsExactly("anonymous_id:a1", "anonymous_id:a2");
        assertThat(story.linked(first, "anonymous_id:a1", "anonymous_id:a2")).isTrue();
        assertThat(story.profile(resolved(moving)).identifiers())
                .allSatisfy(identifier -> assertThat(identifier.addedAt()).isEqualTo(START + 30 * DAY));
        assertThat(moving.splits()).isEmpty();
        assertThat(moving.owners()).anySatisfy(change -> {
            assertThat(change.externalId()).isEqualTo(id("ip_address:ip"));
            assertThat(change.expiredFrom()).isEqualTo(first);
        });
    }

    @Test
    void whoever_loses_the_last_id_stays_unreachable() {
        ProfileId first = resolved(story.event(START, "ip_address:ip"));

        ProfileId second = resolved(story.event(START + 4 * DAY, "ip_address:ip"));

        assertThat(second).isNotEqualTo(first);
        assertThat(story.ids(first)).isEmpty();
        assertThat(story.profile(first).isCanonical()).isTrue();
    }

    @Test
    void what_has_run_out_and_is_on_the_profile_anyway_is_neither_new_nor_moved() {
        story.event(START, "anonymous_id:a1", "ip_address:ip");

        Decision again = story.event(START + 30 * DAY, "anonymous_id:a1", "ip_address:ip");

        assertThat(resolution(again).outcome()).isEqualTo(Outcome.MATCHED);
        assertThat(resolved(story.event(START + 32 * DAY, "ip_address:ip"))).isEqualTo(resolved(again));
    }

    @Test
    void an_event_that_only_sees_an_id_again_changes_nothing_but_when_it_was_seen() {
        ProfileId first = resolved(story.event(START, "anonymous_id:a1", "ip_address:ip"));

        GraphChange change =
                story.event(START + DAY, "anonymous_id:a1", "ip_address:ip").change();

        assertThat(change.profiles()).isEmpty();
        assertThat(change.pointers()).isEmpty();
        assertThat(change.seen()).isEqualTo(Map.of(id("ip_address:ip"), new Pointer(first, START + DAY, 0)));
    }

    @Test
    void a_demoted_id_is_not_seen() {
        story.event(START, "user_id:u1", "ip_address:ip");
        story.event(START + 2 * DAY, "user_id:u2", "ip_address:ip");

        assertThat(story.store.pointer(id("ip_address:ip")))
                .extracting("lastSeen")
                .isEqualTo(START);
    }

    @Test
    void an_id_from_before_its_type_had_a_window_counts_from_when_it_was_added() {
        story.rule(Story.unlimited("click_id"));
        ProfileId first = resolved(story.event(START, "click_id:c"));
        story.event(START + 10 * DAY, "click_id:c");
        story.rule(Story.windowed(Story.unlimited("click_id"), 3 * DAY));

        assertThat(resolved(story.event(START + 3 * DAY, "click_id:c"))).isEqualTo(first);
        assertThat(resolved(story.event(START + 6 * DAY + 1, "click_id:c"))).isNotEqualTo(first);
    }
}
