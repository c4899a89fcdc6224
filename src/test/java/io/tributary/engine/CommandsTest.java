package io.tributary.engine;

import static io.tributary.engine.Story.answer;
import static io.tributary.engine.Story.id;
import static io.tributary.engine.Story.resolution;
import static io.tributary.engine.Story.resolved;
import static io.tributary.engine.Story.setAside;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Command.Kind;
import io.tributary.model.CommandAnswer.Status;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.UnresolvedReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators can tell a space to do, and what it answers. */
class CommandsTest {
    private final Story story = new Story();

    @Test
    void a_command_takes_its_place_in_the_order_and_has_an_answer() {
        story.event("email:e");

        Decision detaching = story.command(Kind.DETACH, "email:e");

        assertThat(answer(detaching).sequence()).isEqualTo(2);
        assertThat(answer(detaching).status()).isEqualTo(Status.DONE);
        assertThat(detaching.resolution()).isNull();
        assertThat(resolution(story.event("email:e")).sequence()).isEqualTo(3);
    }

    @Test
    void what_was_carried_out_is_not_carried_out_again() {
        story.event("email:e");
        story.command("same", Kind.DETACH, id("email:e"), null);
        story.event("email:e");

        Decision again = story.command("same", Kind.DETACH, id("email:e"), null);

        assertThat(answer(again).status()).isEqualTo(Status.REPEATED);
        assertThat(answer(again).detail()).contains("sequence 2");
        assertThat(story.owner("email:e")).isNotNull();
        assertThat(again.change()).isEqualTo(GraphChange.none(4));
    }

    @Test
    void what_cannot_be_done_is_refused_with_the_reason_and_changes_nothing() {
        ProfileId first = resolved(story.event("email:e"));

        assertThat(answer(story.command(Kind.DETACH, "email:x")).detail()).isEqualTo("nobody owns this external ID");
        assertThat(answer(story.command(Kind.UNBLOCK, "email:e")).status()).isEqualTo(Status.REFUSED);
        assertThat(answer(story.command(Kind.UNSUPPRESS, "email:e")).status()).isEqualTo(Status.REFUSED);
        assertThat(answer(story.command("c", Kind.DELETE, null, null)).detail()).isEqualTo("delete needs a profileId");
        assertThat(answer(story.command("d", Kind.DETACH, null, first)).detail())
                .isEqualTo("detach needs an externalId");
        assertThat(story.ids(first)).containsExactly("email:e");
    }

    @Test
    void a_blocked_value_identifies_nobody_until_it_is_unblocked() {
        ProfileId first = resolved(story.event("email:e", "user_id:u1"));
        story.command(Kind.BLOCK, "email:e");

        Decision blocked = story.event("email:e", "phone:p");
        assertThat(setAside(blocked)).containsExactly("email:e blocked");
        assertThat(story.ids(first)).containsExactly("user_id:u1");
        assertThat(answer(story.command(Kind.BLOCK, "email:e")).status()).isEqualTo(Status.REFUSED);

        story.command(Kind.UNBLOCK, "email:e");
        assertThat(resolved(story.event("email:e", "phone:p"))).isEqualTo(resolved(blocked));
        assertThat(story.owner("email:e")).isEqualTo(resolved(blocked));
    }

    @Test
    void a_suppressed_id_leaves_its_events_unresolved_and_without_a_trace() {
        ProfileId first = resolved(story.event("email:e"));
        story.command(Kind.SUPPRESS, "email:e");

        Decision suppressed = story.event("email:e", "phone:p", "accounts/group_id:g");

        assertThat(resolution(suppressed).outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(resolution(suppressed).reason()).isEqualTo(UnresolvedReason.SUPPRESSED);
        assertThat(suppressed.change()).isEqualTo(GraphChange.none(3));
        story.command(Kind.UNSUPPRESS, "email:e");
        assertThat(resolved(story.event("email:e"))).isEqualTo(first);
    }

    @Test
    void nothing_is_left_of_a_deleted_profile_but_ids_that_are_never_given_again() {
        ProfileId first = resolved(story.identify(Map.of("plan", "1"), "user_id:u1", "anonymous_id:a1"));
        ProfileId second = resolved(story.event("anonymous_id:a2"));
        story.event("anonymous_id:a1", "anonymous_id:a2");
        ProfileId partner = resolved(story.event("anonymous_id:a3"));
        story.event("anonymous_id:a1", "anonymous_id:a3");
        story.command(Kind.UNMERGE, partner);
        story.group(Map.of(), "anonymous_id:a1", "accounts/group_id:g");

        Decision deleting = story.command(Kind.DELETE, first);

        assertThat(answer(deleting).status()).isEqualTo(Status.DONE);
        assertThat(story.profile(first).deleted()).isTrue();
        assertThat(story.profile(second).deleted()).isTrue();
        assertThat(story.store.traits(first)).isEmpty();
        assertThat(story.owner("user_id:u1")).isNull();
        assertThat(story.profile(partner).keptApart()).isEmpty();
        assertThat(deleting.profiles())
                .extracting(change -> change.profile().deleted())
                .containsExactly(true, true);
        assertThat(deleting.owners()).hasSize(3).allMatch(change -> change.profileId() == null);
        assertThat(resolved(story.event("user_id:u1"))).isNotEqualTo(first);
    }

    @Test
    void somebody_who_was_merged_is_deleted_with_the_canonical_profile() {
        ProfileId first = resolved(story.event("anonymous_id:a1"));
        ProfileId second = resolved(story.event("anonymous_id:a2"));
        story.event("anonymous_id:a1", "anonymous_id:a2");

        Decision refused = story.command(Kind.DELETE, second);

        assertThat(answer(refused).status()).isEqualTo(Status.REFUSED);
        assertThat(answer(refused).detail()).contains("merged into " + first);
    }

    @Test
    void a_boundary_is_detached_from_the_profile_that_is_named() {
        story.boundary("account_id");
        ProfileId first = resolved(story.event("anonymous_id:a1", "account_id:a"));
        ProfileId second = resolved(story.event("anonymous_id:a2", "account_id:a"));

        assertThat(answer(story.command(Kind.DETACH, "account_id:a")).detail()).contains("name the profile too");
        assertThat(answer(story.command("c", Kind.DETACH, id("account_id:a"), first))
                        .status())
                .isEqualTo(Status.DONE);

        assertThat(story.ids(first)).containsExactly("anonymous_id:a1");
        assertThat(story.ids(second)).containsExactly("account_id:a", "anonymous_id:a2");
        assertThat(answer(story.command(Kind.BLOCK, "account_id:a")).status()).isEqualTo(Status.REFUSED);
    }
}
