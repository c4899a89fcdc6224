package io.tributary.engine;

import static io.tributary.engine.Story.resolution;
import static io.tributary.engine.Story.resolved;
import static io.tributary.engine.Story.setAside;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Command;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import org.junit.jupiter.api.Test;

/** {@code match: never}: values that say who must not be joined. */
class BoundaryTest {
    private final Story story = new Story().boundary("account_id");

    @Test
    void profiles_of_different_accounts_are_never_joined_whatever_they_share() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "ip_address:ip", "account_id:a"));
        Decision other = story.event("anonymous_id:a2", "ip_address:ip", "account_id:b");

        assertThat(resolution(other).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(setAside(other)).containsExactly("ip_address:ip boundary");
        assertThat(resolution(other).setAside().get(0).violated()).isEqualTo("account_id");

        Decision meeting = story.event("anonymous_id:a1", "anonymous_id:a2");
        assertThat(resolved(meeting)).isEqualTo(first);
        assertThat(setAside(meeting)).containsExactly("anonymous_id:a2 boundary");
    }

    @Test
    void a_boundary_leads_nowhere_and_holds_nobody_together() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "account_id:a"));
        ProfileId second = resolved(story.event("anonymous_id:a2", "account_id:a"));

        assertThat(second).isNotEqualTo(first);
        assertThat(story.owner("account_id:a")).isNull();
        assertThat(resolution(story.event("account_id:a")).outcome()).isEqualTo(Outcome.UNRESOLVED);
    }

    @Test
    void the_same_boundary_on_both_sides_counts_once() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "account_id:a"));
        story.event("anonymous_id:a2", "account_id:a");

        Decision merged = story.event("anonymous_id:a1", "anonymous_id:a2", "account_id:a");

        assertThat(resolution(merged).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(story.profile(first).boundaries()).hasSize(1);
    }

    @Test
    void with_a_single_matching_id_left_the_boundary_goes_itself() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "account_id:a"));

        Decision other = story.event("anonymous_id:a1", "account_id:b");

        assertThat(resolved(other)).isEqualTo(first);
        assertThat(setAside(other)).containsExactly("account_id:b boundary");
        assertThat(story.ids(first)).containsExactly("account_id:a", "anonymous_id:a1");
    }

    @Test
    void an_event_that_contradicts_itself_keeps_the_first_value() {
        Decision event = story.event("anonymous_id:a1", "account_id:b", "account_id:a");

        assertThat(setAside(event)).containsExactly("account_id:b boundary");
        assertThat(story.ids(resolved(event))).containsExactly("account_id:a", "anonymous_id:a1");
    }

    @Test
    void every_part_of_a_profile_keeps_its_boundaries() {
        ProfileId whole = resolved(story.event("anonymous_id:a1", "ip_address:ip", "account_id:a"));
        story.event("anonymous_id:a2", "ip_address:ip");

        ProfileId part = story.command(Command.Kind.DETACH, "ip_address:ip")
                .splits()
                .get(0)
                .into();

        assertThat(story.ids(whole)).containsExactly("account_id:a", "anonymous_id:a1");
        assertThat(story.ids(part)).containsExactly("account_id:a", "anonymous_id:a2");
    }

    @Test
    void a_boundary_may_allow_more_than_one_value() {
        story.rule(Story.matching(Story.unlimited("account_id").with(new Limit(2, Limit.EVER), null), Matching.NEVER));
        story.event("anonymous_id:a1", "account_id:a");

        assertThat(setAside(story.event("anonymous_id:a1", "account_id:b"))).isEmpty();
        assertThat(setAside(story.event("anonymous_id:a1", "account_id:c"))).containsExactly("account_id:c boundary");
    }
}
