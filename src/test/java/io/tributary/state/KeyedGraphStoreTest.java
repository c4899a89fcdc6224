package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyedGraphStoreTest {
    private static final int LARGE = 1_000_000;

    private GraphHarness harness;

    @BeforeEach
    void start() throws Exception {
        harness = new GraphHarness(GraphHarness.rocksDb(), LARGE, null);
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 512, 2", "1, 1, 3", "40, 3, 4", "1000000, 512, 5"})
    void a_graph_is_the_same_as_on_the_heap_with_any_cache_and_buffer_and_across_restores(
            int cacheSize, int seenBound, long seed) throws Exception {
        restart(cacheSize, seenBound, null);
        RandomGraph random = new RandomGraph(new RandomValues(seed));
        String[] spaces = {"a", "ab"};
        MemoryGraphStore[] expected = {new MemoryGraphStore(), new MemoryGraphStore()};
        for (int i = 1; i <= 300; i++) {
            int which = random.values.below(2);
            GraphStore actual = harness.graph(spaces[which]);
            GraphChange change = random.change(expected[which]);
            expected[which].apply(change);
            actual.apply(change);
            random.assertSame(actual, expected[which], 3, "seed " + seed);
            if (i % 20 == 0) {
                OperatorSubtaskState snapshot = harness.snapshot();
                if (i % 60 == 0) {
                    restart(cacheSize, seenBound, snapshot);
                }
            }
        }
        for (int which = 0; which < spaces.length; which++) {
            random.assertAllSame(harness.graph(spaces[which]), expected[which], "seed " + seed);
        }
    }

    @Test
    void a_savepoint_is_the_same_with_any_cache_and_any_buffer() throws Exception {
        Set<StateDump.Entry> expected = savepointOfARandomGraph(0, 0);
        assertThat(expected)
                .extracting(StateDump.Entry::state)
                .contains(StateNames.GRAPH, StateNames.COMMANDS, StateNames.NAMES, StateNames.LEVELS, StateNames.FORM);
        StateDump dump = new StateDump(List.copyOf(expected));
        for (GraphPart part : GraphPart.values()) {
            assertThat(dump.in(part)).as(part.label()).isNotEmpty();
        }
        assertThat(savepointOfARandomGraph(0, 512)).isEqualTo(expected);
        assertThat(savepointOfARandomGraph(1, 1)).isEqualTo(expected);
        assertThat(savepointOfARandomGraph(40, 5)).isEqualTo(expected);
        assertThat(savepointOfARandomGraph(LARGE, 512)).isEqualTo(expected);
    }

    private Set<StateDump.Entry> savepointOfARandomGraph(int cacheSize, int seenBound) throws Exception {
        restart(cacheSize, seenBound, null);
        RandomGraph random = new RandomGraph(new RandomValues(6));
        MemoryGraphStore known = new MemoryGraphStore();
        for (int i = 0; i < 150; i++) {
            GraphChange change = random.change(known);
            known.apply(change);
            harness.graph("acme").apply(change);
            harness.graph("other").apply(change);
        }
        return Set.copyOf(harness.dump().entries());
    }

    @Test
    void spaces_do_not_see_one_another() {
        RandomValues random = new RandomValues(1);
        ExternalId id = ExternalId.user("email", "jane@example.com");
        Profile profile = random.profile(random.profileId());
        Trait trait = new Trait("1", 2, 3, profile.id());
        harness.graph("acme")
                .apply(GraphChange.of(
                        7,
                        List.of(profile),
                        Map.of(id, new Pointer(profile.id())),
                        Map.of(profile.id(), Map.of("plan", trait))));

        GraphStore other = harness.graph("other");
        assertThat(other.sequence()).isZero();
        assertThat(other.pointer(id)).isNull();
        assertThat(other.profile(profile.id())).isNull();
        assertThat(other.traits(profile.id())).isEmpty();
        other.apply(GraphChange.none(1));
        assertThat(harness.graph("acme").sequence()).isEqualTo(7);
        assertThat(harness.graph("acme").pointer(id)).isEqualTo(new Pointer(profile.id()));
    }

    @Test
    void an_event_that_changes_nothing_writes_nothing_until_the_flush() throws Exception {
        GraphStore graph = harness.graph("acme");
        RandomValues random = new RandomValues(2);
        ExternalId id = ExternalId.user("email", "jane@example.com");
        Profile profile = random.profile(random.profileId());
        graph.apply(GraphChange.of(1, List.of(profile), Map.of(id, new Pointer(profile.id())), Map.of()));
        harness.graph("other").apply(GraphChange.none(1));
        harness.snapshot();
        int before = harness.writes();
        assertThat(before).isPositive();

        for (int sequence = 2; sequence < 100; sequence++) {
            assertThat(graph.pointer(id)).isNotNull();
            assertThat(graph.pointer(ExternalId.user("unknown_type", "x"))).isNull();
            assertThat(graph.profile(profile.id())).isEqualTo(profile);
            assertThat(graph.traits(profile.id())).isEmpty();
            graph.apply(GraphChange.none(sequence));
        }
        assertThat(harness.writes()).isEqualTo(before);

        harness.snapshot();
        assertThat(harness.writes())
                .as("one sequence for the one space that moved")
                .isEqualTo(before + 1);
        harness.snapshot();
        assertThat(harness.writes()).as("nothing moved since").isEqualTo(before + 1);
    }

    @Test
    void what_is_seen_again_and_again_is_written_once_at_the_flush() throws Exception {
        ExternalId id = ExternalId.user("email", "jane@example.com");
        Pointer pointer = new Pointer(new RandomValues(4).profileId());
        GraphStore graph = harness.graph("acme");
        graph.apply(GraphChange.of(1, List.of(), Map.of(id, pointer.seenAt(1)), Map.of()));
        harness.snapshot();
        int before = harness.writes();
        for (int time = 2; time <= 1000; time++) {
            graph.apply(seen(time, Map.of(id, pointer.seenAt(time))));
        }
        assertThat(harness.writes()).isEqualTo(before);

        OperatorSubtaskState snapshot = harness.snapshot();
        assertThat(harness.writes()).as("the pointer and the sequence").isEqualTo(before + 2);
        restart(LARGE, 512, snapshot);
        assertThat(harness.graph("acme").pointer(id)).isEqualTo(pointer.seenAt(1000));
    }

    @Test
    void an_event_writes_no_more_pointers_than_it_has_seen_and_a_flush_no_more_than_the_bound() throws Exception {
        int bound = 50;
        restart(0, bound, null);
        Pointer pointer = new Pointer(new RandomValues(5).profileId());
        String[] spaces = {"a", "b", "c"};
        for (String space : spaces) {
            harness.graph(space).apply(seen(1, Map.of(ExternalId.user("email", "first"), pointer)));
        }
        harness.snapshot();
        int events = 200;
        int written = 0;
        for (int i = 0; i < events; i++) {
            Map<ExternalId, Pointer> three = Map.of(
                    ExternalId.user("email", "x" + i), pointer,
                    ExternalId.user("email", "y" + i), pointer,
                    ExternalId.user("email", "z" + i), pointer);
            int before = harness.writes();
            harness.graph(spaces[i % 7 % 3]).apply(seen(2 + i, three));
            assertThat(harness.writes() - before).isLessThanOrEqualTo(3);
            written += harness.writes() - before;
        }
        assertThat(written).as("what does not fit has been written").isEqualTo(3 * events - bound);
        int before = harness.writes();
        harness.snapshot();
        assertThat(harness.writes() - before)
                .as("the pointers held back and a sequence a space")
                .isEqualTo(bound + spaces.length);
    }

    @Test
    void anchors_that_are_not_there_are_asked_of_state_once() throws Exception {
        ExternalId id = ExternalId.user("phone", "+491701234567");
        harness.graph("acme").apply(GraphChange.of(1, List.of(), Map.of(id, new RandomValues(6).pointer()), Map.of()));
        restart(LARGE, 512, harness.snapshot());
        harness.graph("acme").sequence();
        int before = harness.reads();
        for (int i = 0; i < 100; i++) {
            assertThat(harness.graph("acme").anchors(id)).isEqualTo(Anchors.NONE);
            assertThat(harness.graph("acme").anchors(ExternalId.user("unknown_type", "x")))
                    .isEqualTo(Anchors.NONE);
        }
        assertThat(harness.reads()).isEqualTo(before + 1);
    }

    @Test
    void a_profile_is_asked_of_state_once_and_known_as_it_is_now_whether_it_is_large_or_small() throws Exception {
        ProfileId id = new RandomValues(6).profileId();
        harness.graph("acme").apply(GraphChange.of(1, List.of(profile(id, 200)), Map.of(), Map.of()));
        restart(LARGE, 512, harness.snapshot());
        GraphStore graph = harness.graph("acme");
        graph.sequence();
        int before = harness.reads();
        for (int i = 0; i < 100; i++) {
            assertThat(graph.profile(id)).isEqualTo(profile(id, 200));
        }
        assertThat(harness.reads()).isEqualTo(before + 1);
        for (int sequence = 2; sequence < 10; sequence++) {
            Profile changed = profile(id, sequence % 2 == 0 ? sequence : 200 + sequence);
            graph.apply(GraphChange.of(sequence, List.of(changed), Map.of(), Map.of()));
            assertThat(graph.profile(id)).isEqualTo(changed);
        }
        assertThat(harness.reads()).isEqualTo(before + 1);
    }

    private static Profile profile(ProfileId id, int identifiers) {
        List<Identifier> its = IntStream.range(0, identifiers)
                .mapToObj(
                        i -> new Identifier(ExternalId.user("email", i + "@example.com"), i, 0, 0, id, "m-" + i, null))
                .toList();
        return new Profile(id, 1, 0, 0, its, Links.NONE, List.of(), null, false);
    }

    @Test
    void what_nobody_has_is_not_asked_of_state_once_it_is_known_what_somebody_has() throws Exception {
        RandomValues values = new RandomValues(8);
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            pointers.put(ExternalId.user("email", "jane" + i + "@example.com"), values.pointer());
        }
        harness.graph("acme").apply(GraphChange.of(1, List.of(), pointers, Map.of()));
        restart(LARGE, 512, harness.snapshot());
        GraphStore graph = harness.graph("acme");
        assertThat(graph.sequence()).isEqualTo(1);
        assertThat(readsOfStrangers(graph)).isEqualTo(100);
        for (int i = 2; i < 200; i++) {
            graph.apply(GraphChange.none(i));
        }
        assertThat(readsOfStrangers(graph)).isLessThan(10);
        pointers.forEach((id, pointer) -> assertThat(graph.pointer(id)).isEqualTo(pointer));
    }

    private int readsOfStrangers(GraphStore graph) {
        int before = harness.reads();
        for (int i = 0; i < 100; i++) {
            assertThat(graph.pointer(ExternalId.user("email", "john" + i + "@example.com")))
                    .isNull();
        }
        return harness.reads() - before;
    }

    @Test
    void what_is_of_a_level_or_type_that_was_never_seen_is_not_asked_of_state() throws Exception {
        ExternalId known = new ExternalId(Collection.level("household"), "address", "x");
        harness.graph("acme")
                .apply(GraphChange.of(1, List.of(), Map.of(known, new RandomValues(7).pointer()), Map.of()));
        restart(0, 512, harness.snapshot());
        GraphStore graph = harness.graph("acme");
        assertThat(graph.pointer(known)).isNotNull();
        int before = harness.reads();
        assertThat(graph.pointer(new ExternalId(Collection.level("organization"), "address", "x")))
                .isNull();
        assertThat(graph.pointer(new ExternalId(Collection.level("household"), "phone", "x")))
                .isNull();
        assertThat(harness.reads()).isEqualTo(before);
        assertThat(graph.pointer(new ExternalId(Collection.ACCOUNTS, "address", "x")))
                .isNull();
        assertThat(harness.reads()).isEqualTo(before + 1);
    }

    @Test
    void the_sequence_of_every_space_survives_a_restore() throws Exception {
        for (int i = 1; i <= 20; i++) {
            harness.graph("space-" + i).apply(GraphChange.none(i));
        }
        restart(0, 512, harness.snapshot());
        for (int i = 1; i <= 20; i++) {
            assertThat(harness.graph("space-" + i).sequence()).isEqualTo(i);
        }
    }

    @Test
    void the_space_of_the_next_event_is_right_after_a_flush() throws Exception {
        ExternalId id = ExternalId.user("email", "jane@example.com");
        Pointer pointer = new RandomValues(3).pointer();
        harness.graph("a").apply(GraphChange.none(1));
        harness.graph("b").apply(GraphChange.none(1));
        harness.snapshot();
        harness.graph("b").apply(GraphChange.of(2, List.of(), Map.of(id, pointer), Map.of()));
        restart(0, 512, harness.snapshot());
        assertThat(harness.graph("a").pointer(id)).isNull();
        assertThat(harness.graph("b").pointer(id)).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "7", "100"})
    void the_cache_never_holds_more_external_ids_than_its_size(int cacheSize) throws Exception {
        restart(cacheSize, 512, null);
        RandomGraph random = new RandomGraph(new RandomValues(8));
        MemoryGraphStore known = new MemoryGraphStore();
        long most = 0;
        for (int i = 1; i <= 200; i++) {
            GraphChange change = random.change(known);
            known.apply(change);
            harness.graph(i % 2 == 0 ? "a" : "b").apply(change);
            harness.graph("a").pointer(random.id());
            harness.graph("a").anchors(random.id());
            Long cached = harness.ask("a", KeyedGraphStore::cachedIds);
            assertThat(cached).isNotNull().isLessThanOrEqualTo(cacheSize);
            most = Math.max(most, cached == null ? 0 : cached);
        }
        assertThat(most).as("the cache is used").isGreaterThanOrEqualTo(cacheSize * 9L / 10);
    }

    @Test
    void more_types_than_the_dictionary_holds_are_spelled_out() throws Exception {
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        RandomValues random = new RandomValues(9);
        for (int i = 0; i < NameDictionary.MAX_NAMES + 100; i++) {
            pointers.put(ExternalId.user("type" + i, "x" + i), random.pointer());
        }
        pointers.put(new ExternalId(Collection.level("household"), "type1", "x1"), random.pointer());
        pointers.put(new ExternalId(Collection.level("organization"), "spelled out", "x1"), random.pointer());
        harness.graph("acme").apply(GraphChange.of(1, List.of(), pointers, Map.of()));
        Profile profile = random.profile(random.profileId());
        harness.graph("acme").apply(GraphChange.of(2, List.of(profile), Map.of(), Map.of()));

        restart(0, 512, harness.snapshot());
        GraphStore graph = harness.graph("acme");
        pointers.forEach((id, pointer) -> assertThat(graph.pointer(id)).isEqualTo(pointer));
        assertThat(graph.pointer(ExternalId.user("another", "x"))).isNull();
        assertThat(graph.profile(profile.id())).isEqualTo(profile);
    }

    @Test
    void a_graph_in_a_later_form_is_refused() throws Exception {
        harness.graph("acme").apply(GraphChange.none(1));
        harness.snapshot();
        KeyedStateStore states = harness.states();
        harness.in(
                "acme",
                store -> KeyedGraphStore.write(
                        "form",
                        () -> states.getState(KeyedGraphStore.formState()).update(3)));
        restart(0, 512, harness.snapshot());

        assertThatIllegalStateException()
                .isThrownBy(() -> harness.graph("acme").sequence())
                .withMessage("the graph is in form 3, this release reads form 2: start the release that wrote it or a"
                        + " newer one");
    }

    @Test
    void a_negative_cache_size_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadCache(-1))
                .withMessage("a cache of -1 external IDs: the size must be 0 or more, 268435456 at most");
    }

    @Test
    void a_negative_bound_of_the_buffer_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeenBuffer(-1))
                .withMessage("a buffer of -1 pointers: the bound must be 0 or more");
    }

    private static GraphChange seen(long sequence, Map<ExternalId, Pointer> seen) {
        return new GraphChange(sequence, List.of(), Map.of(), seen, Map.of(), Map.of(), null);
    }

    private void restart(int cacheSize, int seenBound, @Nullable OperatorSubtaskState state) throws Exception {
        harness.close();
        harness = new GraphHarness(GraphHarness.rocksDb(), cacheSize, seenBound, state);
    }
}
