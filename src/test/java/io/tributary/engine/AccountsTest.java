package io.tributary.engine;

import static io.tributary.engine.Story.resolution;
import static io.tributary.engine.Story.resolved;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.model.Membership;
import io.tributary.model.Membership.Change;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts are resolved as persons are, and users belong to them. */
class AccountsTest {
    private final Story story = new Story();

    @Test
    void a_group_call_relates_a_user_and_an_account_and_brings_the_account_s_traits() {
        Decision group = story.group(Map.of("name", "\"Initech\""), "user_id:u1", "accounts/group_id:initech");

        ProfileId account = requireNonNull(resolution(group).accountId());
        assertThat(account.toString()).startsWith("acc_");
        assertThat(story.store.traits(account)).containsOnlyKeys("name");
        assertThat(story.store.traits(resolved(group))).isEmpty();
        assertThat(story.profile(resolved(group)).accounts()).containsExactly(new Relation(account, resolved(group)));
        assertThat(group.memberships()).singleElement().satisfies(joined -> {
            assertThat(joined.level()).isEqualTo(Membership.ACCOUNT);
            assertThat(joined.groupId()).isEqualTo(account);
            assertThat(joined.because()).extracting(Object::toString).containsExactly("group_id:initech");
        });
        assertThat(story.group(Map.of(), "user_id:u1", "accounts/group_id:initech")
                        .memberships())
                .isEmpty();
    }

    @Test
    void an_account_resolves_though_nobody_is_there() {
        Decision group = story.group(Map.of(), "accounts/group_id:initech");

        assertThat(resolution(group).outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(resolution(group).accountId()).isNotNull();
        assertThat(resolution(group).externalIds()).hasSize(1);
    }

    @Test
    void accounts_merge_without_aliases_and_ids_of_users_lead_to_no_account() {
        story.group(Map.of(), "accounts/group_id:g1");
        story.group(Map.of(), "accounts/domain:d", "accounts/group_id:g2");

        Decision merged = story.group(Map.of(), "accounts/group_id:g1", "accounts/domain:d");

        assertThat(merged.merges()).hasSize(1);
        assertThat(merged.aliases()).isEmpty();
        assertThat(resolution(story.event("group_id:g1")).accountId()).isNull();
    }

    @Test
    void whoever_takes_over_a_user_takes_over_the_accounts() {
        ProfileId first = resolved(story.event("anonymous_id:a1"));
        Decision group = story.group(Map.of(), "anonymous_id:a2", "accounts/group_id:g");
        ProfileId account = requireNonNull(resolution(group).accountId());

        Decision merged = story.event("anonymous_id:a1", "anonymous_id:a2");

        assertThat(story.profile(first).accounts()).containsExactly(new Relation(account, resolved(group)));
        assertThat(merged.memberships())
                .extracting(Membership::profileId, Membership::change)
                .containsExactlyInAnyOrder(tuple(resolved(group), Change.LEFT), tuple(first, Change.JOINED));
    }
}
