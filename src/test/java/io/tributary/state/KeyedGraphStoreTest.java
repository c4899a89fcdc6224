package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    @CsvSource({"0, 1", "1, 2", "40, 3", "1000000, 4"})
    void a_graph_is_the_same_as_on_the_heap_with_any_cache_and_across_restores(int cacheSize, long seed)
            throws Exception {
        restart(cacheSize, null);
        RandomGraph random = new RandomGraph(new RandomValues(seed));
        String[] spaces = {"a", "ab"};
        GraphStore[] expected = {new MemoryGraphStore(), new MemoryGraphStore()};
        for (int i = 1; i <= 200; i++) {
            int which = random.values.below(2);
            GraphStore actual = harness.graph(spaces[which]);
            GraphChange change = random.change(expected[which].sequence() + 1);
            expected[which].apply(change);
            actual.apply(change);
            random.assertSame(actual, expected[which], 3, "seed " + seed);
            if (i % 50 == 0) {
                restart(cacheSize, harness.snapshot());
            }
        }
        for (int which = 0; which < spaces.length; which++) {
            random.assertSame(harness.graph(spaces[which]), expected[which], 200, "seed " + seed);
        }
    }

    @Test
    void spaces_do_not_see_one_another() {
        RandomValues random = new RandomValues(1);
        ExternalId id = ExternalId.user("email", "jane@example.com");
        Profile profile = random.profile(random.profileId());
        Trait trait = new Trait("1", 2, 3, profile.id());
        harness.graph("acme")
                .apply(new GraphChange(
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
        graph.apply(new GraphChange(1, List.of(profile), Map.of(id, new Pointer(profile.id())), Map.of()));
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
    void the_sequence_of_every_space_survives_a_restore() throws Exception {
        for (int i = 1; i <= 20; i++) {
            harness.graph("space-" + i).apply(GraphChange.none(i));
        }
        restart(0, harness.snapshot());
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
        harness.graph("b").apply(new GraphChange(2, List.of(), Map.of(id, pointer), Map.of()));
        restart(0, harness.snapshot());
        assertThat(harness.graph("a").pointer(id)).isNull();
        assertThat(harness.graph("b").pointer(id)).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "7", "100"})
    void the_cache_never_holds_more_external_ids_than_its_size(int cacheSize) throws Exception {
        restart(cacheSize, null);
        RandomGraph random = new RandomGraph(new RandomValues(8));
        long most = 0;
        for (int i = 1; i <= 200; i++) {
            GraphChange change = random.change(i);
            harness.graph(i % 2 == 0 ? "a" : "b").apply(change);
            harness.graph("a").pointer(random.id());
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
        harness.graph("acme").apply(new GraphChange(1, List.of(), pointers, Map.of()));
        Profile profile = random.profile(random.profileId());
        harness.graph("acme").apply(new GraphChange(2, List.of(profile), Map.of(), Map.of()));

        restart(0, harness.snapshot());
        GraphStore graph = harness.graph("acme");
        pointers.forEach((id, pointer) -> assertThat(graph.pointer(id)).isEqualTo(pointer));
        assertThat(graph.pointer(ExternalId.user("another", "x"))).isNull();
        assertThat(graph.profile(profile.id())).isEqualTo(profile);
    }

    @Test
    void a_negative_cache_size_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadCache(-1))
                .withMessage("a cache of -1 external IDs: the size must be 0 or more");
    }

    private void restart(int cacheSize, @Nullable OperatorSubtaskState state) throws Exception {
        harness.close();
        harness = new GraphHarness(GraphHarness.rocksDb(), cacheSize, state);
    }

    /** Changes to a graph of few external IDs and profiles, so that they hit the same ones again and again. */
    private static final class RandomGraph {
        final RandomValues values;
        private final List<ExternalId> ids = new ArrayList<>();
        private final List<ProfileId> profiles = new ArrayList<>();

        RandomGraph(RandomValues values) {
            this.values = values;
            for (int i = 0; i < 60; i++) {
                ids.add(values.externalId());
                profiles.add(values.profileId());
            }
        }

        ExternalId id() {
            return ids.get(values.below(ids.size()));
        }

        private ProfileId profile() {
            return profiles.get(values.below(profiles.size()));
        }

        GraphChange change(long sequence) {
            Map<ExternalId, Pointer> pointers = new HashMap<>();
            List<Profile> written = new ArrayList<>();
            Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
            for (int i = values.below(4); i > 0; i--) {
                pointers.put(id(), new Pointer(profile()));
                written.add(values.profile(profile()));
                ProfileId whose = profile();
                traits.put(whose, values.oneIn(3) ? Map.of() : values.traits(whose));
            }
            return new GraphChange(sequence, written, pointers, traits);
        }

        void assertSame(GraphStore actual, GraphStore expected, int times, String seed) {
            assertThat(actual.sequence()).as(seed).isEqualTo(expected.sequence());
            for (int i = 0; i < times; i++) {
                ExternalId id = id();
                assertThat(actual.pointer(id)).as(seed).isEqualTo(expected.pointer(id));
                ProfileId profile = profile();
                assertThat(actual.profile(profile)).as(seed).isEqualTo(expected.profile(profile));
                assertThat(actual.traits(profile)).as(seed).isEqualTo(expected.traits(profile));
            }
        }
    }
}
