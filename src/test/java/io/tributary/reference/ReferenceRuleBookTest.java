package io.tributary.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.Membership;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Matching;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows, boundaries, splits, commands and levels in the reference, on stories whose end can be told by hand. */
class ReferenceRuleBookTest {
    private static final long HOUR = 3_600_000L;
    private static final IdentifierRule ANONYMOUS =
            TypeRule.user("anonymous_id").max(100).compiled();

    private static ReferenceModel model(IdentifierRule... types) {
        return new ReferenceModel(Example.rules(types).compiled());
    }

    private static ReferenceModel sharedAddress() {
        return model(
                Example.userId(),
                ANONYMOUS,
                TypeRule.user("ip_address")
                        .within(3 * Example.DAY)
                        .sharedBy(3, "anonymous_id")
                        .compiled());
    }

    @Test
    void a_value_whose_window_has_run_out_moves_to_whoever_has_it_now() {
        ReferenceModel model = new ReferenceModel(
                PresetRules.segmentstream("acme", 100).withLevels(List.of()).compiled());
        ProfileId x = person(model.resolve(Example.track(1, 0, "anonymous_id:x", "click_id:g1", "ip_address:ip")));
        Told y = model.resolve(Example.track(2, 2 * Example.DAY, "anonymous_id:y", "ip_address:ip"));
        Told z = model.resolve(Example.track(3, 5 * Example.DAY + 1, "anonymous_id:z", "ip_address:ip"));
        Told merge = model.resolve(Example.track(4, 29 * Example.DAY, "anonymous_id:z", "click_id:g1"));

        assertThat(y.resolved().outcome()).isEqualTo(Outcome.EXTENDED);
        assertThat(z.resolved().outcome()).isEqualTo(Outcome.CREATED);
        assertThat(requireNonNull(z.owners().get(Example.id("ip_address:ip"))).expiredFrom())
                .isEqualTo(x);
        assertThat(z.profiles()).containsOnlyKeys(x, person(z));
        assertThat(merge.merges()).singleElement().satisfies(one -> {
            assertThat(one.into()).isEqualTo(x);
            assertThat(one.from()).isEqualTo(person(z));
        });
        // What the address proved in its time stays proved: x and y are linked in its stead.
        assertThat(model.graph().node(x).components()).hasSize(1);
    }

    @Test
    void different_boundary_values_are_never_joined_and_the_last_matching_id_still_resolves() {
        ReferenceModel model = model(
                Example.userId(),
                ANONYMOUS,
                TypeRule.user("account_id").max(1).matching(Matching.NEVER).compiled());
        Told first = model.resolve(Example.track(1, 0, "anonymous_id:a1", "ip:1", "account_id:a"));
        Told second = model.resolve(Example.track(2, 1000, "anonymous_id:a2", "ip:1", "account_id:b"));
        Told third = model.resolve(Example.track(3, 2000, "anonymous_id:a1", "account_id:b"));

        assertThat(second.resolved().outcome()).isEqualTo(Outcome.CREATED);
        assertThat(second.resolved().setAside()).hasToString("[ip:1 boundary]");
        assertThat(third.resolved().profileId()).isEqualTo(person(first));
        assertThat(third.resolved().setAside()).hasToString("[account_id:b boundary]");
        assertThat(second.owners()).doesNotContainKey(Example.id("account_id:b"));
    }

    @Test
    void a_value_that_too_many_share_is_discarded_and_parts_whom_it_held_together() {
        ReferenceModel model = sharedAddress();
        ProfileId first = person(model.resolve(Example.track(1, 0, "anonymous_id:a1", "ip_address:i")));
        ProfileId second = person(model.resolve(Example.track(2, 1000, "anonymous_id:a2", "user_id:u2")));
        model.resolve(Example.track(3, 2000, "anonymous_id:a2", "ip_address:i"));
        model.resolve(Example.track(4, 3000, "anonymous_id:a3", "ip_address:i"));
        Told told = model.resolve(Example.track(5, 4000, "anonymous_id:a4", "ip_address:i"));
        Told after = model.resolve(Example.track(6, 5000, "anonymous_id:a5", "ip_address:i"));

        assertThat(told.discarded())
                .singleElement()
                .satisfies(value -> assertThat(value.sharedBy()).isEqualTo(4));
        assertThat(told.splits()).extracting(Split::from).containsOnly(first);
        assertThat(told.splits()).extracting(Split::revived).containsExactly(true, false);
        assertThat(told.splits().get(0).into()).isEqualTo(second);
        assertThat(told.splits().get(0).externalIds()).hasToString("[user_id:u2, anonymous_id:a2]");
        assertThat(told.resolved().outcome()).isEqualTo(Outcome.CREATED);
        assertThat(after.resolved().setAside()).hasToString("[ip_address:i shared_too_widely]");
        assertThat(model.graph().node(first).externalIds()).hasToString("[anonymous_id:a1]");
        assertThat(model.graph().node(first).merges).isEqualTo(1);
    }

    @Test
    void what_a_discarded_value_parts_the_same_event_may_join_again() {
        ReferenceModel model = sharedAddress();
        ProfileId first = person(model.resolve(Example.track(1, 0, "anonymous_id:a1", "ip_address:i")));
        ProfileId second = person(model.resolve(Example.track(2, 1000, "anonymous_id:a2", "user_id:u2")));
        model.resolve(Example.track(3, 2000, "anonymous_id:a2", "ip_address:i"));
        model.resolve(Example.track(4, 3000, "anonymous_id:a3", "ip_address:i"));
        Told told = model.resolve(
                Example.track(5, 4000, "anonymous_id:a1", "anonymous_id:a2", "anonymous_id:a4", "ip_address:i"));

        assertThat(told.splits()).hasSize(2);
        assertThat(told.merges()).singleElement().satisfies(one -> {
            assertThat(one.from()).isEqualTo(second);
            assertThat(one.into()).isEqualTo(first);
            assertThat(one.ordinal()).isEqualTo(2);
        });
        assertThat(model.graph().node(first).merges).isEqualTo(2);
        assertThat(told.profiles()).doesNotContainKey(second);
    }

    @Test
    void an_unmerge_gives_back_what_the_child_brought_and_keeps_the_two_apart() {
        ReferenceModel model = new ReferenceModel(PresetRules.segment("acme").compiled());
        ProfileId one = person(
                model.resolve(Example.identify(1, 0, Map.of("plan", "\"free\""), "user_id:u1", "anonymous_id:a1")));
        ProfileId two = person(
                model.resolve(Example.identify(2, 1000, Map.of("city", "\"Oslo\""), "anonymous_id:a2", "email:kid")));
        model.resolve(Example.track(3, 2000, "user_id:u1", "anonymous_id:a2"));
        Told told = model.execute(Example.command(4, Command.Kind.UNMERGE, two));
        Told again = model.resolve(Example.track(5, 5000, "user_id:u1", "anonymous_id:a2"));

        assertThat(told.status()).isEqualTo(CommandAnswer.Status.DONE);
        assertThat(told.splits()).singleElement().satisfies(split -> {
            assertThat(split.from()).isEqualTo(one);
            assertThat(split.into()).isEqualTo(two);
            assertThat(split.revived()).isTrue();
            assertThat(split.cause()).isNull();
        });
        assertThat(requireNonNull(told.profiles().get(two)).traits()).containsOnlyKeys("city");
        assertThat(requireNonNull(told.profiles().get(one)).traits()).containsOnlyKeys("plan");
        assertThat(again.resolved().profileId()).isEqualTo(one);
        assertThat(again.resolved().setAside()).hasToString("[anonymous_id:a2 kept_apart]");
    }

    private static ReferenceModel households() {
        Level household = new Level(
                TypeRule.key("household", "ip_address").collection(),
                List.of(TypeRule.key("household", "ip_address")
                        .within(3 * Example.DAY)
                        .compiled()));
        return new ReferenceModel(Example.rules(
                        List.of(household),
                        Example.userId(),
                        TypeRule.user("ip_address").matching(Matching.LEVEL).compiled())
                .compiled());
    }

    @Test
    void two_people_on_one_network_are_two_profiles_in_one_household() {
        ReferenceModel model = households();
        Told mum = model.resolve(Example.track(1, 0, "user_id:mum", "household/ip_address:home"));
        Told dad = model.resolve(Example.track(2, 1000, "user_id:dad", "household/ip_address:home"));
        Told guest = model.resolve(Example.track(3, 2000, "user_id:guest", "household/ip_address:away"));

        assertThat(dad.resolved().profileId()).isNotEqualTo(person(mum));
        assertThat(dad.resolved().groups()).isEqualTo(mum.resolved().groups());
        assertThat(guest.resolved().groups()).isNotEqualTo(mum.resolved().groups());
        assertThat(dad.memberships().values()).singleElement().satisfies(one -> {
            assertThat(one.change()).isEqualTo(Membership.Change.JOINED);
            assertThat(one.because()).hasToString("[ip_address:home]");
        });
        assertThat(dad.resolved().externalIds()).hasToString("[user_id:dad]");
    }

    @Test
    void when_persons_merge_so_do_their_households_and_the_child_leaves() {
        ReferenceModel model = households();
        Told home = model.resolve(Example.track(1, 0, "anonymous_id:a", "household/ip_address:home"));
        Told work = model.resolve(Example.track(2, 1000, "user_id:u", "household/ip_address:work"));
        Told merge = model.resolve(Example.track(3, 2000, "anonymous_id:a", "user_id:u"));

        assertThat(merge.resolved().groups()).isEqualTo(home.resolved().groups());
        assertThat(merge.memberships().values()).singleElement().satisfies(one -> {
            assertThat(one.change()).isEqualTo(Membership.Change.LEFT);
            assertThat(one.profileId()).isEqualTo(person(work));
        });
        ProfileId group = requireNonNull(merge.resolved().groups().get("household"));
        assertThat(model.graph().node(group).externalIds())
                .hasToString("[profile:" + person(merge) + ", ip_address:home, ip_address:work]");
    }

    @Test
    void who_was_parted_from_a_person_stays_in_the_household() {
        ReferenceModel model = households();
        model.resolve(Example.track(1, 0, "user_id:u", "email:e", "household/ip_address:home"));
        Told second = model.resolve(Example.track(2, 1000, "anonymous_id:a", "email:e"));
        Told detached = model.execute(Example.command(3, Command.Kind.DETACH, "email:e"));

        ProfileId parted = detached.splits().get(0).into();
        assertThat(detached.splits().get(0).from()).isEqualTo(person(second));
        assertThat(detached.memberships().values()).singleElement().satisfies(one -> {
            assertThat(one.profileId()).isEqualTo(parted);
            assertThat(one.because()).isEmpty();
            assertThat(one.messageId()).isEqualTo("c3");
        });
    }

    @Test
    void a_group_call_relates_a_user_to_an_account_without_merging_anything() {
        ReferenceModel model = new ReferenceModel(PresetRules.segment("acme").compiled());
        Told first = model.resolve(
                Example.group(1, 0, Map.of("name", "\"Initech\""), "user_id:u1", "accounts/group_id:initech"));
        Told second = model.resolve(Example.group(2, 1000, Map.of(), "user_id:u2", "accounts/group_id:initech"));

        ProfileId account = requireNonNull(first.resolved().accountId());
        assertThat(second.resolved().accountId()).isEqualTo(account);
        assertThat(second.merges()).isEmpty();
        assertThat(model.graph().node(account).visibleTraits()).containsOnlyKeys("name");
        assertThat(second.memberships().values()).singleElement().satisfies(one -> {
            assertThat(one.level()).isEqualTo("account");
            assertThat(one.profileId()).isEqualTo(person(second));
        });
    }

    @Test
    void a_blocked_value_leaves_its_profile_and_comes_back_once_it_is_unblocked() {
        ReferenceModel model = model(Example.userId());
        ProfileId one = person(model.resolve(Example.track(1, 0, "user_id:u1", "email:e")));
        Told block = model.execute(Example.command(2, Command.Kind.BLOCK, "email:e"));
        Told blocked = model.resolve(Example.track(3, 3000, "user_id:u1", "email:e"));
        model.execute(Example.command(4, Command.Kind.UNBLOCK, "email:e"));
        Told back = model.resolve(Example.track(5, 5000, "user_id:u1", "email:e"));

        assertThat(requireNonNull(block.owners().get(Example.id("email:e"))).profileId())
                .isNull();
        assertThat(blocked.resolved().setAside()).hasToString("[email:e blocked]");
        assertThat(back.resolved().outcome()).isEqualTo(Outcome.EXTENDED);
        assertThat(back.resolved().profileId()).isEqualTo(one);
    }

    @Test
    void a_suppressed_id_keeps_its_profile_but_its_events_leave_no_trace() {
        ReferenceModel model = model(Example.userId());
        model.resolve(Example.track(1, 0, "user_id:u1"));
        model.execute(Example.command(2, Command.Kind.SUPPRESS, "user_id:u1"));
        Told told = model.resolve(Example.track(3, 3000, "user_id:u1", "email:new"));

        assertThat(told.resolved().reason()).isEqualTo(UnresolvedReason.SUPPRESSED);
        assertThat(model.graph().owners).containsOnlyKeys(Example.id("user_id:u1"));
    }

    @Test
    void a_deleted_profile_is_gone_with_all_behind_it_and_its_id_is_never_given_again() {
        ReferenceModel model = model(Example.userId());
        ProfileId one = person(model.resolve(Example.track(1, 0, "user_id:u1")));
        ProfileId two = person(model.resolve(Example.track(2, 1000, "email:e")));
        model.resolve(Example.track(3, 2000, "user_id:u1", "email:e"));
        Told refused = model.execute(Example.command(4, Command.Kind.DELETE, two));
        Told done = model.execute(Example.command(5, Command.Kind.DELETE, one));
        Told again = model.resolve(Example.track(1, 0, "user_id:u1"));

        assertThat(refused.status()).isEqualTo(CommandAnswer.Status.REFUSED);
        assertThat(done.profiles().values())
                .allSatisfy(change -> assertThat(change.person().deleted()).isTrue());
        assertThat(done.profiles()).containsOnlyKeys(one, two);
        assertThat(again.resolved().outcome()).isEqualTo(Outcome.CREATED);
        assertThat(again.resolved().profileId()).isNotEqualTo(one);
    }

    @Test
    void a_command_is_carried_out_once() {
        ReferenceModel model = model(Example.userId());
        model.resolve(Example.track(1, 0, "user_id:u1", "email:e"));
        Command detach = Example.command(2, Command.Kind.DETACH, "email:e");
        Told first = model.execute(detach);
        model.resolve(Example.track(3, HOUR, "user_id:u1", "email:e"));
        Told second = model.execute(detach);

        assertThat(first.status()).isEqualTo(CommandAnswer.Status.DONE);
        assertThat(second.status()).isEqualTo(CommandAnswer.Status.REPEATED);
        assertThat(model.graph().owners).containsKey(Example.id("email:e"));
        assertThat(model.graph().commands).containsEntry("c2", 2L);
    }

    private static ProfileId person(Told told) {
        return requireNonNull(told.resolved().profileId());
    }
}
