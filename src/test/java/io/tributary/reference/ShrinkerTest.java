package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.model.Command;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.Trait;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    @Test
    void what_is_left_of_a_history_that_must_merge_is_two_creations_and_the_event_that_joins_them() {
        History shortest = Shrinker.shrink(firstThat(ShrinkerTest::merges), ShrinkerTest::merges);

        assertThat(outcomes(shortest)).containsExactly(Outcome.CREATED, Outcome.CREATED, Outcome.MERGED);
        assertThat(events(shortest)).extracting(event -> event.ids().size()).containsExactly(1, 1, 2);
        assertThat(events(shortest))
                .allMatch(event -> event.traits().isEmpty() && event.setAside().isEmpty());
        assertThat(shortest.rules().identifiers()).isEmpty();
        assertThat(shortest.rules().maxMerges()).isEqualTo(100);
    }

    @Test
    void a_rule_that_the_failure_needs_is_kept() {
        Predicate<History> demotes = history -> resolutions(history).stream()
                .anyMatch(resolution ->
                        resolution.setAside().stream().anyMatch(setAside -> "user_id".equals(setAside.violated())));
        History shortest = Shrinker.shrink(firstThat(demotes), demotes);

        assertThat(shortest.rules().identifiers())
                .singleElement()
                .satisfies(rule -> assertThat(rule.type()).isEqualTo("user_id"));
    }

    @Test
    void what_the_shrinker_returns_still_fails_and_is_never_longer() {
        Predicate<History> merges = ShrinkerTest::merges;
        Histories.forEach(1, 5, history -> {
            if (merges.test(history)) {
                History shortest = Shrinker.shrink(history, merges);
                assertThat(merges.test(shortest)).isTrue();
                assertThat(shortest.steps())
                        .hasSizeLessThanOrEqualTo(history.steps().size());
            }
        });
    }

    @Test
    void an_engine_that_gets_merges_wrong_is_told_as_a_three_event_story() {
        Agreement agreement =
                new Agreement(MemoryGraphStore::new, rules -> changing(rules, ShrinkerTest::withoutMerges));
        History history = firstThat(ShrinkerTest::merges);

        assertThatThrownBy(() -> agreement.check(history))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dtributary.seed=" + history.seed())
                .hasMessageContaining("max_merges 100")
                .hasMessageContaining("->m")
                .hasMessageContaining("expected [Merge[")
                .hasMessageContaining("merges and splits");
    }

    @Test
    void an_engine_that_throws_is_told_with_what_it_threw() {
        Agreement agreement = new Agreement(
                MemoryGraphStore::new,
                rules -> changing(rules, decision -> {
                    throw new IllegalStateException("out of ideas");
                }));

        assertThatThrownBy(() -> agreement.check(HistoryGenerator.generate(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("out of ideas");
    }

    @Test
    void a_graph_that_is_wrong_only_at_the_end_is_told() {
        Agreement agreement =
                new Agreement(MemoryGraphStore::new, rules -> changing(rules, ShrinkerTest::withOtherOrigins));
        History history = History.ofEvents(
                1,
                Example.rules(Example.userId()).compiled(),
                Example.track(1, 0, "user_id:u1"),
                Example.identify(2, 1000, Map.of("plan", "1", "city", "2"), "user_id:u1", "email:e"));

        assertThatThrownBy(() -> agreement.check(history))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-> the graph at the end")
                .hasMessageContaining("traits of use_");
    }

    /** The reference in the engine's place, with something done to what it decides. */
    private static Agreement.Subject changing(SpaceRules rules, UnaryOperator<Decision> change) {
        ReferenceSubject right = new ReferenceSubject(rules);
        return new Agreement.Subject() {
            @Override
            public Decision resolve(GraphStore store, Observation event) {
                return change.apply(right.resolve(store, event));
            }

            @Override
            public Decision execute(GraphStore store, Command command) {
                return change.apply(right.execute(store, command));
            }

            @Override
            public void switchRules(SpaceRules others) {
                right.switchRules(others);
            }
        };
    }

    private static Decision withOtherOrigins(Decision decision) {
        Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
        decision.change().traits().forEach((profile, its) -> {
            Map<String, Trait> others = new HashMap<>(its);
            others.replaceAll((name, trait) -> new Trait(
                    trait.value(), trait.time(), trait.sequence(), new ProfileId(ProfileId.Kind.USER, 1, 2, 3)));
            traits.put(profile, others);
        });
        GraphChange change = decision.change();
        return new Decision(
                decision.resolution(),
                decision.mergesAndSplits(),
                decision.aliases(),
                decision.profiles(),
                decision.owners(),
                decision.memberships(),
                decision.discarded(),
                decision.answer(),
                new GraphChange(
                        change.sequence(),
                        change.profiles(),
                        change.pointers(),
                        change.seen(),
                        traits,
                        change.anchors(),
                        change.commandId()));
    }

    private static Decision withoutMerges(Decision decision) {
        return new Decision(
                decision.resolution(),
                List.of(),
                decision.aliases(),
                decision.profiles(),
                decision.owners(),
                decision.memberships(),
                decision.discarded(),
                decision.answer(),
                decision.change());
    }

    private static boolean merges(History history) {
        return outcomes(history).contains(Outcome.MERGED);
    }

    private static List<Outcome> outcomes(History history) {
        return resolutions(history).stream().map(Resolution::outcome).toList();
    }

    private static List<Resolution> resolutions(History history) {
        ReferenceModel reference = new ReferenceModel(history.rules());
        List<Resolution> resolutions = new ArrayList<>();
        for (Step step : history.steps()) {
            if (step instanceof Step.Event event) {
                resolutions.add(reference.resolve(event.observation()).resolved());
            } else if (step instanceof Step.Order order) {
                reference.execute(order.command());
            } else {
                reference.switchRules(((Step.Switch) step).rules());
            }
        }
        return resolutions;
    }

    private static List<Observation> events(History history) {
        return history.steps().stream()
                .map(step -> ((Step.Event) step).observation())
                .toList();
    }

    private static History firstThat(Predicate<History> test) {
        for (long seed = 1; ; seed++) {
            History history = HistoryGenerator.generate(seed);
            if (test.test(history)) {
                return history;
            }
        }
    }
}
