package io.tributary.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.Profile;
import io.tributary.model.RawRecord;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.AliasRules;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.Order;
import io.tributary.rules.SourceFilter;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of resolution, one claim at a time; read it beside the specification's sections 4 to 6. */
class ResolverTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final long START = 1_772_000_000_000L;

    private final List<IdentifierRule> identifiers = new ArrayList<>();
    private final MemoryGraphStore store = new MemoryGraphStore();
    private Survivor survivor = Survivor.FIRST_CREATED;
    private Demotion demotion = Demotion.LOWEST_PRIORITY;
    private int maxMerges = 100;
    private int maxIdentifiers = 1000;
    private int events;

    @BeforeEach
    void rules() {
        type("user_id", new Limit(1, Limit.EVER), 1);
        type("email", new Limit(5, Limit.EVER), 2);
    }

    @Test
    void unknown_ids_create_a_profile_known_ones_match_it_new_ones_extend_it() {
        Decision created = event("anonymous_id:a1");
        Decision matched = event("anonymous_id:a1");
        Decision extended = event("anonymous_id:a1", "user_id:u1");

        assertThat(requireNonNull(created.resolution()).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(requireNonNull(matched.resolution()).outcome()).isEqualTo(Outcome.MATCHED);
        assertThat(requireNonNull(extended.resolution()).outcome()).isEqualTo(Outcome.EXTENDED);
        assertThat(profile(extended).id()).isEqualTo(profile(created).id());
        assertThat(held(extended)).containsExactly("anonymous_id:a1", "user_id:u1");
    }

    @Test
    void an_event_that_changes_nothing_writes_nothing_but_the_sequence() {
        event("user_id:u1", "anonymous_id:a1");

        assertThat(event("user_id:u1", "anonymous_id:a1").change()).isEqualTo(GraphChange.none(2));
    }

    @Test
    void an_event_without_ids_is_unresolved_and_still_takes_its_place_in_the_order() {
        Decision unresolved = event();

        assertThat(requireNonNull(unresolved.resolution()).outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(requireNonNull(unresolved.resolution()).reason()).isEqualTo(UnresolvedReason.NO_IDENTIFIERS);
        assertThat(requireNonNull(event("user_id:u1").resolution()).sequence()).isEqualTo(2);
    }

    @Test
    void profiles_that_meet_become_the_one_created_first() {
        Decision first = event("anonymous_id:a1");
        Decision second = event("user_id:u1", "anonymous_id:a2");
        Decision merged = event("user_id:u1", "anonymous_id:a1");

        assertThat(requireNonNull(merged.resolution()).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(merged.merges()).singleElement().satisfies(merge -> {
            assertThat(merge.from()).isEqualTo(profile(second).id());
            assertThat(merge.into()).isEqualTo(profile(first).id());
            assertThat(merge.because())
                    .extracting(because -> because.externalId() + " led to " + because.profileId())
                    .containsExactly(
                            "user_id:u1 led to " + profile(second).id(),
                            "anonymous_id:a1 led to " + profile(first).id());
        });
        assertThat(held(merged)).containsExactly("anonymous_id:a1", "user_id:u1", "anonymous_id:a2");
    }

    @Test
    void profiles_that_meet_become_the_one_seen_first_if_the_rules_say_so() {
        survivor = Survivor.EARLIEST_SEEN;
        event(START, "anonymous_id:a1");
        Decision earlier = event(START - DAY, "anonymous_id:a2");

        Decision merged = event(START + DAY, "anonymous_id:a1", "anonymous_id:a2");

        assertThat(profile(merged).id()).isEqualTo(profile(earlier).id());
    }

    @Test
    void lowest_priority_id_is_demoted_when_a_limit_would_be_exceeded() {
        event("user_id:u1", "anonymous_id:a1");
        Decision second = event("user_id:u2", "anonymous_id:a1");

        assertThat(requireNonNull(second.resolution()).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(setAside(second)).containsExactly("anonymous_id:a1 limit_exceeded");
        assertThat(requireNonNull(second.resolution()).setAside().get(0).violated())
                .isEqualTo("user_id");
        assertThat(held(event("anonymous_id:a1"))).containsExactly("user_id:u1", "anonymous_id:a1");
    }

    @Test
    void contributing_demotion_spares_an_id_that_has_nothing_to_do_with_the_violation() {
        demotion = Demotion.CONTRIBUTING;
        event("user_id:u1", "android.id:d1");
        Decision second = event("user_id:u2", "android.id:d1", "anonymous_id:a2");

        assertThat(setAside(second)).containsExactly("android.id:d1 limit_exceeded");
        assertThat(held(second)).containsExactly("user_id:u2", "anonymous_id:a2");
    }

    @Test
    void values_leave_a_sliding_window_by_the_time_they_were_added_not_last_seen() {
        type("anonymous_id", new Limit(1, 7 * DAY), null);
        event(START, "user_id:u1", "anonymous_id:a1");
        event(START + 6 * DAY, "user_id:u1", "anonymous_id:a1");

        assertThat(setAside(event(START + 7 * DAY - 1, "user_id:u1", "anonymous_id:a2")))
                .containsExactly("anonymous_id:a2 limit_exceeded");
        assertThat(held(event(START + 7 * DAY, "user_id:u1", "anonymous_id:a2")))
                .contains("anonymous_id:a2");
    }

    @Test
    void a_profile_outside_stricter_rules_keeps_taking_what_does_not_take_it_further_out() {
        event("user_id:u1", "anonymous_id:a1", "anonymous_id:a2", "anonymous_id:a3");
        type("anonymous_id", new Limit(2, Limit.EVER), null);

        assertThat(setAside(event("user_id:u1", "anonymous_id:a3"))).isEmpty();
        assertThat(held(event("user_id:u1", "email:e1"))).contains("email:e1");
        assertThat(setAside(event("user_id:u1", "anonymous_id:a4"))).containsExactly("anonymous_id:a4 limit_exceeded");
    }

    @Test
    void a_merge_beyond_the_quota_is_refused_and_the_children_s_own_merges_count() {
        maxMerges = 2;
        event("anonymous_id:a1");
        event("anonymous_id:a2");
        event("anonymous_id:a1", "anonymous_id:a2");
        event("anonymous_id:b1");
        event("anonymous_id:b2");
        event("anonymous_id:b1", "anonymous_id:b2");

        Decision refused = event("anonymous_id:a1", "anonymous_id:b1");

        assertThat(setAside(refused)).containsExactly("anonymous_id:b1 merge_quota");
        assertThat(refused.merges()).isEmpty();
    }

    @Test
    void a_full_profile_adds_no_more_but_a_merge_may_exceed() {
        maxIdentifiers = 2;
        Decision first = event("user_id:u1", "anonymous_id:a1", "anonymous_id:a2");
        assertThat(setAside(first)).containsExactly("anonymous_id:a2 identifier_quota");
        event("anonymous_id:a3", "email:e1");

        Decision merged = event("user_id:u1", "email:e1", "email:e2");

        assertThat(held(merged)).hasSize(4);
        assertThat(setAside(merged)).containsExactly("email:e2 identifier_quota");
    }

    @Test
    void the_last_id_always_resolves() {
        type("user_id", new Limit(1, Limit.EVER), 1);

        Decision decision = event("user_id:u1", "user_id:u2", "user_id:u3");

        assertThat(held(decision)).containsExactly("user_id:u1");
        assertThat(setAside(decision)).containsExactly("user_id:u3 limit_exceeded", "user_id:u2 limit_exceeded");
    }

    @Test
    void anonymous_and_known_profile_give_one_alias_whichever_survives() {
        event("anonymous_id:a1");
        event("user_id:u1");
        Decision merged = event("user_id:u1", "anonymous_id:a1");

        assertThat(merged.aliases()).singleElement().satisfies(alias -> {
            assertThat(alias.userId()).isEqualTo("u1");
            assertThat(alias.previousId()).isEqualTo("a1");
        });
    }

    @Test
    void a_merge_tells_again_of_the_profiles_behind_the_child() {
        Decision oldest = event("user_id:u1");
        Decision grandchild = event("anonymous_id:a2");
        event("anonymous_id:a1");
        event("anonymous_id:a1", "anonymous_id:a2");
        Decision merged = event("user_id:u1", "anonymous_id:a1");

        assertThat(merged.profiles()).hasSize(3);
        assertThat(merged.profiles().get(2).canonical())
                .isEqualTo(profile(oldest).id());
        assertThat(profile(merged).merged()).contains(profile(grandchild).id());
    }

    @Test
    void a_taken_profile_id_is_not_given_again() {
        Decision first = resolve(START, "same", "user_id:u1");
        Decision second = resolve(START, "same", "user_id:u2");

        assertThat(profile(second).id()).isNotEqualTo(profile(first).id());
    }

    private void type(String type, Limit limit, @Nullable Integer priority) {
        identifiers.removeIf(rule -> rule.type().equals(type));
        identifiers.add(IdentifierRule.unlisted(Collection.USERS, type).with(limit, priority));
    }

    private Decision event(String... ids) {
        return event(START + events * 1000L, ids);
    }

    private Decision event(long time, String... ids) {
        return resolve(time, "m" + events, ids);
    }

    private Decision resolve(long time, String messageId, String... ids) {
        events++;
        SpaceRules rules = new SpaceRules(
                "main",
                SourceFilter.ALL,
                survivor,
                demotion,
                true,
                maxMerges,
                maxIdentifiers,
                List.of(),
                List.of(),
                identifiers,
                new AliasRules(true, "user_id"),
                List.of(),
                Order.ARRIVAL);
        List<ExternalId> externalIds = Arrays.stream(ids)
                .map(id -> id.split(":", 2))
                .map(id -> ExternalId.user(id[0], id[1]))
                .toList();
        Observation observation = new Observation(
                "main",
                messageId,
                EventType.TRACK,
                time,
                RawRecord.NO_TIMESTAMP,
                null,
                null,
                externalIds,
                List.of(),
                0,
                Map.of(),
                0,
                null);
        Decision decision = new Resolver(rules).resolve(store, observation);
        store.apply(decision.change());
        return decision;
    }

    private Profile profile(Decision decision) {
        return requireNonNull(store.profile(
                requireNonNull(requireNonNull(decision.resolution()).profileId())));
    }

    private List<String> held(Decision decision) {
        return profile(decision).identifiers().stream()
                .map(Identifier::externalId)
                .map(ExternalId::toString)
                .toList();
    }

    private static List<String> setAside(Decision decision) {
        return requireNonNull(decision.resolution()).setAside().stream()
                .map(Object::toString)
                .toList();
    }
}
