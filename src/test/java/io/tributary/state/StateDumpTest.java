package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.GraphChange;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search of state finds an external ID in every form, and finds none once its profile is deleted. */
final class StateDumpTest {
    private static final ProfileId PROFILE = ProfileId.parse("use_4paotyretuj4Ta2bEYQ0vKOq1e7");
    private static final List<ExternalId> IDS = List.of(
            ExternalId.user("email", "jane.doe@example.com"),
            ExternalId.user("anonymous_id", "67e55044-10b1-426f-9247-bb680e5fe0c8"),
            ExternalId.user("email_hash", "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d"),
            ExternalId.user("name", "jürgen größe 名前"),
            new ExternalId(Collection.level("household"), "address", "Hauptstraße 5"),
            new ExternalId(Collection.level("household"), "profile", PROFILE.toString()));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_deleted_profile_leaves_no_byte_of_its_ids(boolean rocksDb) throws Exception {
        StateBackend backend = rocksDb ? GraphHarness.rocksDb() : new HashMapStateBackend();
        GraphHarness harness = new GraphHarness(backend, 0, null);
        harness.graph("acme").apply(everything());
        harness.graph("acme").apply(seen());
        StateDump before = harness.dump();
        for (ExternalId id : IDS) {
            assertThat(before.naming(id.value()))
                    .as(id.toString())
                    .containsAnyElementsOf(before.in(GraphPart.POINTERS))
                    .containsAnyElementsOf(before.in(GraphPart.PROFILES))
                    .containsAnyElementsOf(before.in(GraphPart.ANCHORS));
        }
        assertThat(before.naming("größe 1")).extracting(StateDump.Entry::state).containsExactly(StateNames.COMMANDS);

        harness.graph("acme").apply(seen());
        harness.graph("acme").apply(deletion());
        StateDump after = harness.dump();
        for (ExternalId id : IDS.subList(0, 5)) {
            assertThat(after.naming(id.value())).as(id.toString()).isEmpty();
        }
        assertThat(after.naming(PROFILE.toString()))
                .as("the tombstone")
                .isEqualTo(after.in(GraphPart.PROFILES))
                .singleElement()
                .satisfies(entry -> assertThat(entry.value().size()).isLessThanOrEqualTo(3));
        assertThat(after.in(GraphPart.POINTERS)).isEmpty();
        assertThat(after.in(GraphPart.TRAITS)).isEmpty();
        assertThat(after.in(GraphPart.ANCHORS)).isEmpty();
        harness.close();
    }

    private static GraphChange everything() {
        List<Identifier> identifiers = new ArrayList<>();
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        Map<ExternalId, Anchors> anchors = new HashMap<>();
        for (ExternalId id : IDS) {
            identifiers.add(new Identifier(id, Identifier.age(1, identifiers.size()), 1, 1, PROFILE, "m-1", null));
            pointers.put(id, new Pointer(PROFILE));
            anchors.put(id, Anchors.NONE.with("jane"));
        }
        Profile profile = new Profile(PROFILE, 1, 1, 1, identifiers, Links.NONE, List.of(), null, true);
        Trait trait = new Trait("\"jane.doe@example.com\"", 1, 1, PROFILE);
        return new GraphChange(
                1, List.of(profile), pointers, Map.of(), Map.of(PROFILE, Map.of("email", trait)), anchors, "größe 1");
    }

    private static GraphChange seen() {
        Map<ExternalId, Pointer> seen = new HashMap<>();
        IDS.forEach(id -> seen.put(id, new Pointer(PROFILE, 2, 0)));
        return new GraphChange(2, List.of(), Map.of(), seen, Map.of(), Map.of(), null);
    }

    private static GraphChange deletion() {
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        Map<ExternalId, Anchors> anchors = new HashMap<>();
        for (ExternalId id : IDS) {
            pointers.put(id, Pointer.NONE);
            anchors.put(id, Anchors.NONE);
        }
        return new GraphChange(
                3,
                List.of(Profile.deleted(PROFILE)),
                pointers,
                Map.of(),
                Map.of(PROFILE, Map.of()),
                anchors,
                "command 2");
    }
}
