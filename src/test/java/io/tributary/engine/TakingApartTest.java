package io.tributary.engine;

import static io.tributary.engine.Story.answer;
import static io.tributary.engine.Story.id;
import static io.tributary.engine.Story.resolved;
import static io.tributary.engine.Story.setAside;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Command;
import io.tributary.model.Command.Kind;
import io.tributary.model.CommandAnswer.Status;
import io.tributary.model.KeptApart;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a profile when something that held it together is gone. */
class TakingApartTest {
    private final Story story = new Story();

    @Test
    void the_part_with_the_oldest_id_keeps_the_profile_its_traits_and_its_merge_count() {
        ProfileId first = resolved(story.identify(Map.of("plan", "1"), "anonymous_id:a1"));
        ProfileId second = resolved(story.identify(Map.of("city", "2"), "email:e"));
        story.event("anonymous_id:a1", "email:e", "phone:p");

        Decision detaching = story.command(Kind.DETACH, "anonymous_id:a1");

        assertThat(detaching.splits()).isEmpty();
        assertThat(story.ids(first)).containsExactly("email:e", "phone:p");
        assertThat(story.profile(first).merges()).isEqualTo(1);
        assertThat(story.store.traits(first)).containsOnlyKeys("plan", "city");
        assertThat(story.profile(second).parent()).isEqualTo(first);
        assertThat(detaching.owners()).singleElement().satisfies(change -> {
            assertThat(change.externalId()).isEqualTo(id("anonymous_id:a1"));
            assertThat(change.profileId()).isNull();
        });
    }

    @Test
    void a_part_that_was_a_profile_of_its_own_comes_back_as_that_any_other_as_a_new_one() {
        ProfileId first = resolved(story.event("anonymous_id:a1", "ip_address:ip"));
        ProfileId second = resolved(story.event("anonymous_id:a2", "user_id:u2"));
        story.event("anonymous_id:a2", "ip_address:ip");
        story.event("anonymous_id:a3", "ip_address:ip");

        Decision detaching = story.command(Kind.DETACH, "ip_address:ip");

        assertThat(detaching.splits()).extracting(Split::revived).containsExactly(true, false);
        assertThat(detaching.splits().get(0).into()).isEqualTo(second);
        assertThat(story.profile(second).createdSequence()).isEqualTo(2);
        ProfileId third = detaching.splits().get(1).into();
        assertThat(story.ids(third)).containsExactly("anonymous_id:a3");
        assertThat(story.profile(third).createdSequence()).isEqualTo(5);
        assertThat(story.profile(third).identifiers().get(0).origin()).isEqualTo(third);
        assertThat(story.profile(first).merged()).isEmpty();
        assertThat(story.profile(first).merges()).isEqualTo(1);
    }

    @Test
    void whoever_was_merged_into_a_profile_that_comes_back_goes_with_it() {
        ProfileId first = resolved(story.event("anonymous_id:a1"));
        ProfileId second = resolved(story.event("anonymous_id:a2"));
        ProfileId third = resolved(story.event("anonymous_id:a3"));
        story.event("anonymous_id:a2", "anonymous_id:a3");
        story.event("anonymous_id:a1", "anonymous_id:a2");

        Decision unmerging = story.command(Kind.UNMERGE, second);

        assertThat(story.profile(first).merged()).isEmpty();
        assertThat(story.profile(second).merged()).containsExactly(third);
        assertThat(story.ids(second)).containsExactly("anonymous_id:a2", "anonymous_id:a3");
        assertThat(unmerging.profiles()).anySatisfy(change -> {
            assertThat(change.profile().id()).isEqualTo(third);
            assertThat(change.canonical()).isEqualTo(second);
        });
    }

    @Test
    void a_grandchild_can_be_taken_out_alone() {
        ProfileId first = resolved(story.event("anonymous_id:a1"));
        ProfileId second = resolved(story.event("anonymous_id:a2"));
        ProfileId third = resolved(story.event("anonymous_id:a3"));
        story.event("anonymous_id:a2", "anonymous_id:a3");
        story.event("anonymous_id:a1", "anonymous_id:a2");

        story.command(Kind.UNMERGE, third);

        assertThat(story.profile(first).merged()).containsExactly(second);
        assertThat(story.ids(first)).containsExactly("anonymous_id:a1", "anonymous_id:a2");
        assertThat(story.ids(third)).containsExactly("anonymous_id:a3");
    }

    @Test
    void unmerging_gives_back_ids_traits_and_accounts_and_the_same_evidence_does_not_join_again() {
        ProfileId first = resolved(story.identify(Map.of("plan", "\"free\""), "user_id:u1", "anonymous_id:a1"));
        ProfileId second = resolved(story.identify(Map.of("city", "\"Oslo\""), "anonymous_id:a2", "email:kid"));
        story.group(Map.of(), "anonymous_id:a2", "accounts/group_id:g");
        story.event("user_id:u1", "anonymous_id:a2");

        Decision unmerging = story.command(Kind.UNMERGE, second);

        assertThat(answer(unmerging).status()).isEqualTo(Status.DONE);
        assertThat(unmerging.splits()).singleElement().satisfies(split -> {
            assertThat(split.into()).isEqualTo(second);
            assertThat(split.reason()).isEqualTo(Split.Reason.UNMERGED);
            assertThat(split.cause()).isNull();
        });
        assertThat(story.ids(second)).containsExactly("anonymous_id:a2", "email:kid");
        assertThat(story.store.traits(first)).containsOnlyKeys("plan");
        assertThat(story.store.traits(second)).containsOnlyKeys("city");
        assertThat(story.profile(first).accounts()).isEmpty();
        assertThat(story.profile(second).accounts()).hasSize(1);
        assertThat(story.profile(first).keptApart()).containsExactly(new KeptApart(first, second));

        Decision again = story.event("user_id:u1", "anonymous_id:a2");
        assertThat(setAside(again)).containsExactly("anonymous_id:a2 kept_apart");
        assertThat(resolved(again)).isEqualTo(first);
    }

    @Test
    void those_kept_apart_stay_apart_behind_others() {
        ProfileId oldest = resolved(story.event("phone:p"));
        ProfileId first = resolved(story.event("anonymous_id:a1"));
        ProfileId second = resolved(story.event("anonymous_id:a2"));
        story.event("anonymous_id:a1", "anonymous_id:a2");
        story.command(Kind.UNMERGE, second);
        story.event("phone:p", "anonymous_id:a1");

        Decision meeting = story.event("phone:p", "anonymous_id:a2");

        assertThat(story.profile(first).parent()).isEqualTo(oldest);
        assertThat(meeting.merges()).isEmpty();
        assertThat(setAside(meeting)).containsExactly("phone:p kept_apart");
    }

    @Test
    void a_part_of_the_child_that_only_the_parent_held_together_becomes_a_profile_too() {
        ProfileId first = resolved(story.event("user_id:u1"));
        ProfileId second = resolved(story.event("anonymous_id:a2", "ip_address:ip"));
        story.event("anonymous_id:a3", "ip_address:ip");
        story.event("user_id:u1", "anonymous_id:a2");
        story.event("user_id:u1", "anonymous_id:a3");
        story.command(Kind.DETACH, "ip_address:ip");

        Decision unmerging = story.command(Kind.UNMERGE, second);

        assertThat(story.ids(first)).containsExactly("user_id:u1");
        assertThat(story.ids(second)).containsExactly("anonymous_id:a2");
        assertThat(unmerging.splits()).hasSize(2);
        assertThat(story.ids(unmerging.splits().get(1).into())).containsExactly("anonymous_id:a3");
    }

    @Test
    void what_is_new_after_a_split_can_be_merged_and_unmerged_like_anything_else() {
        story.event("anonymous_id:a1", "ip_address:ip");
        story.event("anonymous_id:a2", "ip_address:ip");
        ProfileId part =
                story.command(Kind.DETACH, "ip_address:ip").splits().get(0).into();
        story.event("anonymous_id:a1", "anonymous_id:a2");

        Decision unmerging = story.command(Kind.UNMERGE, part);

        assertThat(answer(unmerging).status()).isEqualTo(Status.DONE);
        assertThat(story.ids(part)).containsExactly("anonymous_id:a2");
    }

    @Test
    void splits_come_before_what_the_event_itself_does() {
        Story shared = new Story().rule(Story.shared(Story.unlimited("ip_address"), 1));
        shared.event("anonymous_id:a1", "ip_address:ip");
        shared.event("email:e", "ip_address:ip");

        Decision event = shared.event("anonymous_id:a2", "ip_address:ip", "email:e");

        assertThat(event.splits()).hasSize(1);
        assertThat(resolved(event)).isEqualTo(event.splits().get(0).into());
        assertThat(event.profiles()).extracting(change -> change.profile().id()).doesNotHaveDuplicates();
    }

    @Test
    void a_command_needs_to_name_somebody_who_was_merged() {
        ProfileId first = resolved(story.event("anonymous_id:a1"));

        Decision refused = story.command(Command.Kind.UNMERGE, first);

        assertThat(answer(refused).status()).isEqualTo(Status.REFUSED);
        assertThat(answer(refused).detail()).contains("is not merged");
        assertThat(refused.change().profiles()).isEmpty();
    }
}
