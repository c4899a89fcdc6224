package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The reference's graphs keep the invariants; each way of breaking one is noticed. */
class GraphInvariantsTest {
    private static final SpaceRules RULES = Example.rules(Example.userId()).compiled();
    private static final List<Observation> STORY = List.of(
            Example.identify(1, 0, Map.of("plan", "1"), "user_id:u1", "anonymous_id:a1"),
            Example.identify(2, 1000, Map.of("plan", "2"), "anonymous_id:a2", "email:e2"),
            Example.track(3, 2000, "anonymous_id:a3", "email:e3"),
            Example.track(4, 3000, "anonymous_id:a2", "anonymous_id:a3"),
            Example.track(5, 4000, "user_id:u1", "anonymous_id:a2"),
            Example.track(6, 5000, "user_id:u1", "anonymous_id:a4"),
            Example.track(7, 6000, "user_id:u1"));

    @Test
    void the_reference_keeps_them_all() {
        assertThatCode(() -> run(new MemoryGraphStore(), change -> change)).doesNotThrowAnyException();
    }

    @Test
    void a_skipped_sequence_is_noticed() {
        assertBroken(
                "expected sequence 1",
                change -> GraphChange.of(change.sequence() + 1, change.profiles(), change.pointers(), change.traits()));
    }

    @Test
    void a_missing_pointer_is_noticed() {
        assertBroken(
                "lists what it does not own",
                change -> GraphChange.of(change.sequence(), change.profiles(), Map.of(), change.traits()));
    }

    @Test
    void a_pointer_that_a_merge_forgets_is_noticed() {
        assertBroken(
                "pointer to a merged or deleted profile",
                change -> change.sequence() < 4
                        ? change
                        : GraphChange.of(change.sequence(), change.profiles(), Map.of(), change.traits()));
    }

    @Test
    void a_missing_link_is_noticed() {
        assertBroken(
                "not connected by its links",
                change -> eachProfile(
                        change,
                        p -> new Profile(
                                p.id(),
                                p.createdSequence(),
                                p.createdAt(),
                                p.lastSeen(),
                                p.identifiers(),
                                Links.NONE,
                                p.merged(),
                                p.parent(),
                                p.hasTraits())));
    }

    @Test
    void identifiers_out_of_order_are_noticed() {
        assertBroken(
                "not sorted by age",
                change -> eachProfile(change, p -> {
                    List<Identifier> reversed = new ArrayList<>(p.identifiers());
                    Collections.reverse(reversed);
                    return new Profile(
                            p.id(),
                            p.createdSequence(),
                            p.createdAt(),
                            p.lastSeen(),
                            reversed,
                            p.links(),
                            p.merged(),
                            p.parent(),
                            p.hasTraits());
                }));
    }

    @Test
    void a_forgotten_merge_is_noticed() {
        assertBroken(
                "an external ID is from elsewhere",
                change -> eachProfile(
                        change,
                        p -> new Profile(
                                p.id(),
                                p.createdSequence(),
                                p.createdAt(),
                                p.lastSeen(),
                                p.identifiers(),
                                p.links(),
                                List.of(),
                                p.parent(),
                                p.hasTraits())));
    }

    @Test
    void traits_that_stay_with_a_child_are_noticed() {
        assertBroken("merged, but has traits", change -> {
            Map<ProfileId, Map<String, Trait>> kept = new HashMap<>(change.traits());
            kept.values().removeIf(Map::isEmpty);
            return GraphChange.of(change.sequence(), change.profiles(), change.pointers(), kept);
        });
    }

    @Test
    void a_write_of_what_is_there_already_is_noticed() {
        MemoryGraphStore store = new MemoryGraphStore();
        assertThatThrownBy(() -> run(store, change -> {
                    List<Profile> all = new ArrayList<>(change.profiles());
                    if (change.sequence() == 7) {
                        store.profiles().forEach(all::add);
                    }
                    return GraphChange.of(change.sequence(), all, change.pointers(), change.traits());
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("writes unchanged");
    }

    @Test
    void growth_beyond_a_limit_is_noticed() {
        SpaceRules unlimited = Example.rules().compiled();
        List<Observation> story = List.of(
                Example.track(1, 0, "user_id:u1", "anonymous_id:a1"),
                Example.track(2, 1000, "user_id:u2", "anonymous_id:a1"));
        MemoryGraphStore store = new MemoryGraphStore();

        assertThatThrownBy(() -> run(RULES, unlimited, store, story, change -> change))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("grew beyond its limit of user_id");
    }

    private static GraphChange eachProfile(GraphChange change, UnaryOperator<Profile> broken) {
        return GraphChange.of(
                change.sequence(), change.profiles().stream().map(broken).toList(), change.pointers(), change.traits());
    }

    private static void assertBroken(String message, UnaryOperator<GraphChange> broken) {
        assertThatThrownBy(() -> run(new MemoryGraphStore(), broken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static void run(MemoryGraphStore store, UnaryOperator<GraphChange> broken) {
        run(RULES, RULES, store, STORY, broken);
    }

    /** Resolves under one set of rules, checks by another, and writes what was decided, but broken. */
    private static void run(
            SpaceRules rules,
            SpaceRules resolvers,
            MemoryGraphStore store,
            List<Observation> story,
            UnaryOperator<GraphChange> broken) {
        GraphInvariants invariants = new GraphInvariants(rules, store);
        ReferenceSubject subject = new ReferenceSubject(resolvers);
        for (Observation event : story) {
            Decision right = subject.resolve(store, event);
            Decision wrong = new Decision(
                    right.resolution(),
                    right.mergesAndSplits(),
                    right.aliases(),
                    right.profiles(),
                    right.owners(),
                    right.memberships(),
                    right.discarded(),
                    right.answer(),
                    broken.apply(right.change()));
            invariants.before(new Step.Event(event), wrong);
            store.apply(wrong.change());
            invariants.after(new Step.Event(event), wrong);
        }
        invariants.atTheEnd();
    }
}
