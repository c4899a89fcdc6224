package io.tributary.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.model.Alias;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.rules.Demotion;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference is right by itself, on stories whose end can be told by hand. */
class ReferenceModelTest {
    private static final SpaceRules DEFAULTS =
            Example.rules(Example.userId(), Example.email(Limit.DEFAULT)).compiled();

    @Test
    void an_anonymous_visitor_who_logs_in_keeps_the_profile() {
        List<Told> told = resolve(
                DEFAULTS,
                Example.track(1, 0, "anonymous_id:a1"),
                Example.track(2, 1000, "anonymous_id:a1", "user_id:u1"),
                Example.track(3, 2000, "user_id:u1"));

        assertThat(outcomes(told)).containsExactly(Outcome.CREATED, Outcome.EXTENDED, Outcome.MATCHED);
        assertThat(told.get(2).resolved().profileId())
                .isEqualTo(told.get(0).resolved().profileId());
        assertThat(told.get(1).owners().values())
                .singleElement()
                .satisfies(owner -> assertThat(owner.externalId()).hasToString("user_id:u1"));
        assertThat(told.get(2).profiles()).isEmpty();
    }

    @Test
    void a_second_user_on_a_shared_device_is_kept_apart_by_demoting_the_device() {
        List<Told> told = resolve(
                DEFAULTS,
                Example.track(1, 0, "anonymous_id:a1", "user_id:u1"),
                Example.track(2, 1000, "anonymous_id:a1", "user_id:u2"));

        assertThat(outcomes(told)).containsExactly(Outcome.CREATED, Outcome.CREATED);
        assertThat(told.get(1).resolved().externalIds()).hasToString("[user_id:u2]");
        assertThat(told.get(1).resolved().setAside()).hasToString("[anonymous_id:a1 limit_exceeded]");
        assertThat(told.get(1).resolved().setAside().get(0).violated()).isEqualTo("user_id");
    }

    @Test
    void the_first_created_profile_survives_and_the_other_becomes_its_child() {
        List<Told> told = resolve(
                DEFAULTS,
                Example.track(1, 0, "anonymous_id:a1"),
                Example.track(2, 1000, "user_id:u1"),
                Example.track(3, 2000, "user_id:u1", "anonymous_id:a1", "email:e1"));

        Told merge = told.get(2);
        assertThat(merge.resolved().outcome()).isEqualTo(Outcome.MERGED);
        assertThat(merge.merges()).singleElement().satisfies(one -> {
            assertThat(one.into()).isEqualTo(told.get(0).resolved().profileId());
            assertThat(one.from()).isEqualTo(told.get(1).resolved().profileId());
            assertThat(one.externalIds()).hasToString("[user_id:u1]");
            assertThat(one.because())
                    .extracting(e -> e.externalId().toString())
                    .containsExactly("user_id:u1", "anonymous_id:a1");
        });
        assertThat(merge.aliases()).extracting(Alias::userId, Alias::previousId).containsExactly(tuple("u1", "a1"));
        assertThat(merge.owners().values())
                .extracting(owner -> owner.externalId().toString())
                .containsExactlyInAnyOrder("user_id:u1", "email:e1");
        assertThat(person(merge).person().identifiers())
                .extracting(identifier -> identifier.externalId().toString())
                .containsExactly("anonymous_id:a1", "user_id:u1", "email:e1");
        assertThat(person(merge).person().links()).hasSize(3);
    }

    @Test
    void a_value_makes_room_for_another_when_its_window_has_passed() {
        SpaceRules daily = Example.rules(Example.userId(), Example.email(new Limit(1, Example.DAY)))
                .compiled();
        List<Told> told = resolve(
                daily,
                Example.track(1, 0, "user_id:u1", "email:e1"),
                Example.track(2, Example.DAY - 1, "user_id:u1", "email:e2"),
                Example.track(3, Example.DAY, "user_id:u1", "email:e2"));

        assertThat(told.get(1).resolved().setAside()).hasToString("[email:e2 limit_exceeded]");
        assertThat(outcomes(told)).containsExactly(Outcome.CREATED, Outcome.MATCHED, Outcome.EXTENDED);
    }

    /** The late event sees both addresses inside its window; it takes the profile no further out. */
    @Test
    void a_profile_outside_its_limit_keeps_taking_events_that_add_nothing_of_the_type() {
        SpaceRules daily = Example.rules(Example.userId(), Example.email(new Limit(1, Example.DAY)))
                .compiled();
        List<Told> told = resolve(
                daily,
                Example.track(1, 0, "user_id:u1", "email:e1"),
                Example.track(2, Example.DAY, "user_id:u1", "email:e2"),
                Example.track(3, Example.DAY / 2, "user_id:u1", "email:e1", "anonymous_id:a1"),
                Example.track(4, Example.DAY / 2, "user_id:u1", "email:e3"));

        assertThat(told.get(2).resolved().outcome()).isEqualTo(Outcome.EXTENDED);
        assertThat(told.get(2).resolved().setAside()).isEmpty();
        assertThat(told.get(3).resolved().setAside()).hasToString("[email:e3 limit_exceeded]");
    }

    @Test
    void an_innocent_id_stays_when_only_contributing_ones_are_demoted() {
        Observation[] story = {
            Example.track(1, 0, "user_id:u1", "email:e1"),
            Example.track(2, 1000, "zeta:z1"),
            Example.track(3, 2000, "user_id:u2", "email:e1", "zeta:z1")
        };
        RuleParts rules = Example.rules(Example.userId(), Example.email(Limit.DEFAULT));
        RuleParts contributing = rules.withDemotion(Demotion.CONTRIBUTING);

        assertThat(resolve(rules.compiled(), story).get(2).resolved().externalIds())
                .hasToString("[user_id:u2]");
        assertThat(resolve(contributing.compiled(), story).get(2).resolved().externalIds())
                .hasToString("[user_id:u2, zeta:z1]");
    }

    @Test
    void the_newest_event_time_decides_a_trait_and_null_removes_it() {
        ReferenceModel reference = new ReferenceModel(DEFAULTS);
        reference.resolve(Example.identify(1, 5000, Map.of("plan", "\"gold\"", "city", "\"Ulm\""), "user_id:u1"));
        Told late = reference.resolve(Example.identify(2, 4000, Map.of("plan", "\"free\""), "user_id:u1"));
        Told removal = reference.resolve(Example.identify(3, 5000, Map.of("city", "null"), "user_id:u1"));

        assertThat(person(late).traits()).containsEntry("plan", "\"gold\"");
        assertThat(person(removal).traits()).containsOnlyKeys("plan");
    }

    @Test
    void a_taken_profile_id_is_never_given_again() {
        List<Told> told = resolve(DEFAULTS, Example.track(1, 0, "user_id:u1"), Example.track(1, 0, "user_id:u2"));

        assertThat(outcomes(told)).containsExactly(Outcome.CREATED, Outcome.CREATED);
        assertThat(told.get(1).resolved().profileId())
                .isNotEqualTo(told.get(0).resolved().profileId());
    }

    @Test
    void an_external_id_remembers_where_it_came_from_and_when_it_was_first_seen() {
        List<Told> told =
                resolve(DEFAULTS, Example.track(1, 5000, "email:e1", "user_id:u1"), Example.track(2, 1000, "email:e1"));

        ExternalId email = Example.id("email:e1");
        assertThat(person(told.get(1)).person().identifiers())
                .contains(new Identifier(
                        email,
                        Identifier.age(1, 1),
                        Example.START + 5000,
                        Example.START + 1000,
                        requireNonNull(told.get(0).resolved().profileId()),
                        "m1",
                        "web"));
    }

    /** What an event tells of the profile that it resolves to. */
    private static Told.PersonChange person(Told told) {
        return requireNonNull(told.profiles().get(told.resolved().profileId()));
    }

    private static List<Outcome> outcomes(List<Told> told) {
        return told.stream().map(one -> one.resolved().outcome()).toList();
    }

    private static List<Told> resolve(SpaceRules rules, Observation... events) {
        ReferenceModel reference = new ReferenceModel(rules);
        List<Told> told = new ArrayList<>();
        for (Observation event : events) {
            told.add(reference.resolve(event));
        }
        return told;
    }
}
