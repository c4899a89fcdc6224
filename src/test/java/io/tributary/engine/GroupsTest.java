package io.tributary.engine;

import static io.tributary.engine.Story.DAY;
import static io.tributary.engine.Story.START;
import static io.tributary.engine.Story.group;
import static io.tributary.engine.Story.resolved;
import static io.tributary.engine.Story.setAside;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.model.Command.Kind;
import io.tributary.model.Membership;
import io.tributary.model.Membership.Change;
import io.tributary.model.ProfileId;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels: persons in groups, by the keys that they share. */
class GroupsTest {
    private static final String HOUSEHOLD = "household";

    private final Story story = new Story()
            .rule(Story.matching(Story.unlimited("ip_address"), Matching.LEVEL))
            .level(HOUSEHOLD, Story.shared(Story.windowed(Story.unlimited("ip_address"), 3 * DAY), 2));

    @Test
    void two_people_on_one_network_are_two_profiles_in_one_household() {
        Decision mum = story.event("anonymous_id:a1", "ip_address:home");
        Decision dad = story.event("anonymous_id:a2", "ip_address:home");
        Decision guest = story.event("anonymous_id:a3", "ip_address:other");

        assertThat(resolved(dad)).isNotEqualTo(resolved(mum));
        assertThat(group(dad, HOUSEHOLD)).isEqualTo(group(mum, HOUSEHOLD)).isNotEqualTo(group(guest, HOUSEHOLD));
        assertThat(dad.memberships()).singleElement().satisfies(joined -> {
            assertThat(joined.level()).isEqualTo(HOUSEHOLD);
            assertThat(joined.groupId()).isEqualTo(group(mum, HOUSEHOLD));
            assertThat(joined.profileId()).isEqualTo(resolved(dad));
            assertThat(joined.change()).isEqualTo(Change.JOINED);
            assertThat(joined.because()).extracting(Object::toString).containsExactly("ip_address:home");
        });
        assertThat(story.ids(resolved(mum))).containsExactly("anonymous_id:a1");
    }

    @Test
    void everybody_is_in_a_group_of_each_level_and_an_event_without_keys_changes_none() {
        Decision alone = story.event("anonymous_id:a1");

        assertThat(group(alone, HOUSEHOLD))
                .hasToString(String.valueOf(group(story.event("anonymous_id:a1"), HOUSEHOLD)));
        assertThat(String.valueOf(group(alone, HOUSEHOLD))).startsWith("hh_");
        assertThat(story.event("anonymous_id:a1").change()).isEqualTo(GraphChange.none(3));
    }

    @Test
    void the_groups_of_two_people_who_turn_out_to_be_one_become_one() {
        Decision first = story.event("anonymous_id:a1", "ip_address:home");
        Decision second = story.event("anonymous_id:a2", "ip_address:work");
        Decision colleague = story.event("anonymous_id:a3", "ip_address:work");

        Decision merged = story.event("anonymous_id:a1", "anonymous_id:a2");

        ProfileId household = group(first, HOUSEHOLD);
        assertThat(group(merged, HOUSEHOLD)).isEqualTo(household);
        assertThat(story.groupOf(resolved(colleague), HOUSEHOLD)).isEqualTo(household);
        assertThat(story.groupOf(resolved(second), HOUSEHOLD)).isNull();
        assertThat(merged.memberships())
                .extracting(Membership::profileId, Membership::groupId, Membership::change)
                .containsExactlyInAnyOrder(
                        tuple(resolved(second), group(second, HOUSEHOLD), Change.LEFT),
                        tuple(resolved(colleague), group(second, HOUSEHOLD), Change.LEFT),
                        tuple(resolved(colleague), household, Change.JOINED));
        assertThat(merged.mergesAndSplits()).hasSize(1);
    }

    @Test
    void groups_that_a_rule_keeps_apart_do_not_become_one_and_the_child_leaves_its_own() {
        Story firm = new Story()
                .rule(Story.matching(Story.unlimited("account_id"), Matching.LEVEL))
                .level("organization", Story.unlimited("account_id").with(new Limit(1, Limit.EVER), 1));
        Decision first = firm.event("anonymous_id:a1", "account_id:a");
        Decision second = firm.event("anonymous_id:a2", "account_id:b");

        Decision merged = firm.event("anonymous_id:a1", "anonymous_id:a2");

        assertThat(group(merged, "organization")).isEqualTo(group(first, "organization"));
        assertThat(setAside(merged)).containsExactly("profile:" + resolved(second) + " limit_exceeded");
        assertThat(firm.groupOf(resolved(second), "organization")).isNull();
    }

    @Test
    void a_key_that_too_many_share_takes_the_group_apart() {
        Decision first = story.event("anonymous_id:a1", "ip_address:office");
        Decision second = story.event("anonymous_id:a2", "ip_address:office");

        Decision third = story.event("anonymous_id:a3", "ip_address:office");

        List<ProfileId> groups = List.of(resolved(first), resolved(second), resolved(third)).stream()
                .map(person -> requireNonNull(story.groupOf(person, HOUSEHOLD)))
                .toList();
        assertThat(groups).doesNotHaveDuplicates();
        assertThat(third.discarded()).hasSize(1);
        assertThat(third.splits()).isEmpty();
        assertThat(setAside(third)).containsExactly("ip_address:office shared_too_widely");
    }

    @Test
    void whoever_is_parted_from_a_person_stays_in_the_household() {
        Decision first = story.event("anonymous_id:a1", "email:e", "ip_address:home");
        story.event("anonymous_id:a2", "email:e");

        ProfileId parted = story.command(Kind.DETACH, "email:e").splits().get(0).into();

        assertThat(story.groupOf(parted, HOUSEHOLD)).isEqualTo(group(first, HOUSEHOLD));
    }

    @Test
    void a_household_without_members_dissolves() {
        ProfileId alone = resolved(story.event("anonymous_id:a1", "ip_address:home"));
        ProfileId household = requireNonNull(story.groupOf(alone, HOUSEHOLD));

        Decision deleting = story.command(Kind.DELETE, alone);

        assertThat(story.profile(household).identifiers()).isEmpty();
        assertThat(story.store.pointers()).isEmpty();
        assertThat(deleting.memberships()).extracting(Membership::change).containsExactly(Change.DELETED);
    }

    @Test
    void a_blocked_key_brings_nobody_together_any_more() {
        Decision first = story.event("anonymous_id:a1", "ip_address:home");
        story.command(Kind.BLOCK, "ip_address:home");

        Decision second = story.event("anonymous_id:a2", "ip_address:home");

        assertThat(group(second, HOUSEHOLD)).isNotEqualTo(group(first, HOUSEHOLD));
        assertThat(setAside(second)).containsExactly("ip_address:home blocked");
    }

    @Test
    void a_key_s_window_is_the_level_s_own() {
        Decision first = story.event(START, "anonymous_id:a1", "ip_address:home");

        Decision later = story.event(START + 4 * DAY, "anonymous_id:a2", "ip_address:home");

        assertThat(group(later, HOUSEHOLD)).isNotEqualTo(group(first, HOUSEHOLD));
    }
}
