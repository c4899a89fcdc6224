package io.tributary.engine;

import static io.tributary.engine.Story.DAY;
import static io.tributary.engine.Story.START;
import static io.tributary.engine.Story.answer;
import static io.tributary.engine.Story.group;
import static io.tributary.engine.Story.id;
import static io.tributary.engine.Story.matching;
import static io.tributary.engine.Story.resolution;
import static io.tributary.engine.Story.resolved;
import static io.tributary.engine.Story.setAside;
import static io.tributary.engine.Story.shared;
import static io.tributary.engine.Story.unlimited;
import static io.tributary.engine.Story.windowed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.model.Command.Kind;
import io.tributary.model.CommandAnswer.Status;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.Membership.Change;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.Matching;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph that was built under other rules: it is left as it is, and all that happens from now on keeps to these. */
class ChangedRulesTest {
    private static final String HOUSEHOLD = "household";

    private final Story story = new Story();

    private Story withHousehold() {
        return story.rule(matching(unlimited("ip_address"), Matching.LEVEL)).level(HOUSEHOLD, unlimited("ip_address"));
    }

    @Test
    void what_led_to_a_profile_keeps_it_apart_from_others_once_its_type_is_a_boundary() {
        ProfileId one = resolved(story.event("account_id:a", "anonymous_id:a1"));
        story.boundary("account_id");
        ProfileId other = resolved(story.event("account_id:b", "anonymous_id:a2"));

        Decision refused = story.event("anonymous_id:a1", "anonymous_id:a2");

        assertThat(resolved(refused)).isEqualTo(one);
        assertThat(setAside(refused)).containsExactly("anonymous_id:a2 boundary");
        assertThat(story.ids(one)).containsExactly("account_id:a", "anonymous_id:a1");
        assertThat(story.ids(other)).containsExactly("account_id:b", "anonymous_id:a2");
    }

    @Test
    void what_a_profile_lists_already_is_not_written_on_it_a_second_time_as_a_boundary() {
        ProfileId one = resolved(story.event("account_id:a", "anonymous_id:a1"));
        ProfileId other = resolved(story.event("anonymous_id:a2"));
        story.boundary("account_id");

        assertThat(story.event("account_id:a", "anonymous_id:a1").change()).isEqualTo(GraphChange.none(3));
        story.event("account_id:a", "anonymous_id:a2");
        assertThat(story.ids(other)).contains("account_id:a");
        ProfileId both = resolved(story.event("anonymous_id:a1", "anonymous_id:a2"));

        assertThat(both).isEqualTo(one);
        assertThat(story.profile(both).boundaries()).isEmpty();
        assertThat(story.ids(both)).containsExactly("account_id:a", "anonymous_id:a1", "anonymous_id:a2");
    }

    @Test
    void a_boundary_leads_to_the_profile_on_which_it_is_seen_once_its_type_is_matched_and_is_as_old_as_it_was() {
        story.boundary("account_id");
        ProfileId one = resolved(story.event("account_id:a", "anonymous_id:a1"));
        Identifier boundary = story.profile(one).boundaries().get(0);
        story.rule(unlimited("account_id"));

        ProfileId stranger = resolved(story.event("account_id:other"));
        Decision seen = story.event("account_id:a", "anonymous_id:a1");

        assertThat(resolved(seen)).isEqualTo(one).isNotEqualTo(stranger);
        assertThat(resolution(seen).outcome()).isEqualTo(Outcome.MATCHED);
        assertThat(story.profile(one).identifiers()).contains(boundary);
        assertThat(story.profile(one).boundaries()).isEmpty();
        assertThat(seen.owners()).singleElement().satisfies(owner -> {
            assertThat(owner.externalId()).isEqualTo(id("account_id:a"));
            assertThat(owner.profileId()).isEqualTo(one);
        });
        assertThat(resolved(story.event("account_id:a"))).isEqualTo(one);
    }

    @Test
    void a_window_that_comes_later_counts_from_when_an_external_id_was_added() {
        ProfileId one = resolved(story.event("anonymous_id:a1"));
        story.event(START + 20 * DAY, "anonymous_id:a1");
        story.rule(windowed(unlimited("anonymous_id"), 10 * DAY));

        assertThat(resolved(story.event(START + 9 * DAY, "anonymous_id:a1"))).isEqualTo(one);
        assertThat(resolved(story.event(START + 25 * DAY, "anonymous_id:a1"))).isNotEqualTo(one);
    }

    @Test
    void a_value_that_more_share_than_may_by_now_is_discarded_on_an_event_without_an_anchor_too() {
        story.rule(shared(unlimited("ip_address"), 3));
        ProfileId one = resolved(story.event("anonymous_id:a1", "ip_address:office"));
        story.event("anonymous_id:a2", "ip_address:office");
        story.rule(shared(unlimited("ip_address"), 1));

        Decision next = story.event("email:e", "ip_address:office");

        assertThat(setAside(next)).containsExactly("ip_address:office shared_too_widely");
        assertThat(resolved(next)).isNotEqualTo(one);
        assertThat(next.discarded()).hasSize(1);
    }

    @Test
    void what_was_discarded_stays_so_whatever_may_share_it_but_keeps_people_apart_as_a_boundary() {
        story.rule(shared(unlimited("account_id"), 1));
        story.event("anonymous_id:a1", "account_id:a");
        story.event("anonymous_id:a2", "account_id:a");

        story.rule(unlimited("account_id"));
        assertThat(setAside(story.event("anonymous_id:a3", "account_id:a")))
                .containsExactly("account_id:a shared_too_widely");

        story.boundary("account_id");
        ProfileId one = resolved(story.event("anonymous_id:a1", "account_id:a"));
        story.event("anonymous_id:b1", "account_id:b");
        assertThat(resolved(story.event("anonymous_id:a1", "anonymous_id:b1"))).isEqualTo(one);
        assertThat(story.ids(one)).containsExactly("account_id:a", "anonymous_id:a1");
    }

    @Test
    void what_operators_have_said_of_an_external_id_holds_whatever_its_type_is_for_and_can_be_taken_back() {
        story.event("anonymous_id:a1", "account_id:secret");
        story.command(Kind.SUPPRESS, "account_id:secret");
        story.command(Kind.BLOCK, "account_id:blocked");
        story.boundary("account_id");

        assertThat(resolution(story.event("anonymous_id:a1", "account_id:secret"))
                        .reason())
                .isEqualTo(UnresolvedReason.SUPPRESSED);
        assertThat(setAside(story.event("anonymous_id:a1", "account_id:blocked")))
                .containsExactly("account_id:blocked blocked");

        story.rule(matching(unlimited("account_id"), Matching.LEVEL)).level(HOUSEHOLD, unlimited("account_id"));
        assertThat(resolution(story.event("anonymous_id:a1", "account_id:secret"))
                        .reason())
                .isEqualTo(UnresolvedReason.SUPPRESSED);
        assertThat(setAside(story.event("anonymous_id:a1", "account_id:blocked")))
                .containsExactly("account_id:blocked blocked");

        assertThat(answer(story.command(Kind.UNSUPPRESS, "account_id:secret")).status())
                .isEqualTo(Status.DONE);
        assertThat(answer(story.command(Kind.UNBLOCK, "account_id:blocked")).status())
                .isEqualTo(Status.DONE);
        assertThat(resolution(story.event("anonymous_id:a1", "account_id:secret"))
                        .reason())
                .isNull();
        assertThat(setAside(story.event("anonymous_id:a1", "account_id:blocked")))
                .isEmpty();
    }

    @Test
    void an_external_id_that_a_profile_holds_can_be_detached_from_it_after_its_type_became_a_boundary() {
        ProfileId one = resolved(story.event("account_id:a", "anonymous_id:a1"));
        story.boundary("account_id");

        Decision detached = story.command("c", Kind.DETACH, id("account_id:a"), one);

        assertThat(answer(detached).status()).isEqualTo(Status.DONE);
        assertThat(story.ids(one)).containsExactly("anonymous_id:a1");
        assertThat(story.owner("account_id:a")).isNull();
    }

    @Test
    void nobody_joins_a_level_that_is_no_more_but_whoever_is_merged_or_deleted_leaves_it() {
        withHousehold();
        ProfileId mum = resolved(story.event("anonymous_id:a1", "ip_address:home"));
        Decision dad = story.event("anonymous_id:a2", "ip_address:home");
        ProfileId household = group(dad, HOUSEHOLD);
        story.withoutLevel(HOUSEHOLD);

        ProfileId guest = resolved(story.event("anonymous_id:a3", "ip_address:home"));
        Decision merged = story.event("anonymous_id:a1", "anonymous_id:a2");
        Decision deleted = story.command(Kind.DELETE, mum);

        assertThat(story.groupOf(guest, HOUSEHOLD)).isNull();
        assertThat(resolution(merged).groups()).isEmpty();
        assertThat(merged.memberships())
                .extracting(Membership::groupId, Membership::profileId, Membership::change)
                .containsExactly(tuple(household, resolved(dad), Change.LEFT));
        assertThat(deleted.memberships())
                .extracting(Membership::groupId, Membership::profileId, Membership::change)
                .containsExactly(tuple(household, mum, Change.DELETED));
        assertThat(story.store.pointers().keySet())
                .noneMatch(one -> one.collection().isLevel());
    }

    @Test
    void a_level_that_comes_back_finds_its_groups_as_they_were() {
        withHousehold();
        ProfileId household = group(story.event("anonymous_id:a1", "ip_address:home"), HOUSEHOLD);
        story.withoutLevel(HOUSEHOLD);
        ProfileId guest = resolved(story.event("anonymous_id:a2", "ip_address:home"));

        withHousehold();

        assertThat(story.groupOf(guest, HOUSEHOLD)).isNull();
        assertThat(group(story.event("anonymous_id:a2", "ip_address:home"), HOUSEHOLD))
                .isEqualTo(household);
    }

    @Test
    void whoever_is_parted_while_a_level_is_no_more_stays_in_the_group() {
        withHousehold();
        ProfileId household = group(story.event("anonymous_id:a1", "email:e", "ip_address:home"), HOUSEHOLD);
        story.event("anonymous_id:a2", "email:e");
        story.withoutLevel(HOUSEHOLD);

        ProfileId parted = story.command(Kind.DETACH, "email:e").splits().get(0).into();

        assertThat(story.groupOf(parted, HOUSEHOLD)).isEqualTo(household);
    }

    @Test
    void a_key_that_a_level_has_no_more_holds_its_groups_together_until_it_is_detached() {
        withHousehold();
        ProfileId mum = resolved(story.event("anonymous_id:a1", "ip_address:home"));
        ProfileId dad = resolved(story.event("anonymous_id:a2", "ip_address:home"));
        story.level(HOUSEHOLD, unlimited("click_id"));

        assertThat(story.groupOf(dad, HOUSEHOLD)).isEqualTo(story.groupOf(mum, HOUSEHOLD));
        assertThat(answer(story.command(Kind.DETACH, "ip_address:home")).status())
                .isEqualTo(Status.DONE);
        assertThat(story.groupOf(dad, HOUSEHOLD)).isNotNull().isNotEqualTo(story.groupOf(mum, HOUSEHOLD));
    }

    @Test
    void an_event_that_waited_while_rules_changed_resolves_by_what_the_new_rules_know() {
        withHousehold();
        List<ExternalId> decoded =
                List.of(id("anonymous_id:a1"), id("ip_address:home"), Story.key(HOUSEHOLD, "ip_address:home"));
        story.withoutLevel(HOUSEHOLD);

        Decision late = story.decoded(decoded);

        assertThat(story.ids(resolved(late))).containsExactly("anonymous_id:a1");
        assertThat(resolution(late).groups()).isEmpty();
    }
}
