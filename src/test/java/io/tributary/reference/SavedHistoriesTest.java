package io.tributary.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.savepoint.GraphVerifier;
import io.tributary.savepoint.OwnersReader;
import io.tributary.savepoint.Progress;
import io.tributary.savepoint.SavedGraphs;
import io.tributary.savepoint.Savepoint;
import io.tributary.savepoint.SpaceStats;
import io.tributary.savepoint.SpaceVisitor;
import io.tributary.savepoint.StatsReader;
import io.tributary.state.GraphHarness;
import io.tributary.state.GraphPart;
import io.tributary.state.StoredGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, each in a space of one savepoint: what is read from there is what they led to. */
class SavedHistoriesTest {
    private static final int HISTORIES = 50;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_read_from_a_savepoint_is_what_the_histories_led_to(boolean incremental) throws Exception {
        GraphHarness harness = new GraphHarness(backend(incremental), 100, null);
        Map<String, Played> resolved = new HashMap<>();
        Histories.forEach(Histories.seed() + 5000, HISTORIES, history -> {
            String space = "space-" + history.seed();
            resolved.put(
                    space, Played.of(history, decision -> harness.graph(space).apply(decision.change())));
        });
        String path = SavedGraphs.write(harness, temp.resolve("savepoint"));
        harness.close();

        StatsReader stats = new StatsReader(Progress.NONE);
        GraphVerifier verifier = new GraphVerifier(Progress.NONE);
        List<String> read = new ArrayList<>();
        SpaceVisitor all = (space, graph) -> {
            compare(graph, requireNonNull(resolved.get(space)));
            stats.visit(space, graph);
            verifier.visit(space, graph);
            read.add(space);
        };
        try (Savepoint savepoint = Savepoint.open(path)) {
            savepoint.forEachSpace(all, Progress.NONE);
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(resolved.keySet());
        assertThat(verifier.violations().told()).isEmpty();
        for (SpaceStats one : stats.spaces()) {
            compare(one, requireNonNull(resolved.get(one.space())).reference());
        }
    }

    private static StateBackend backend(boolean incremental) {
        EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(incremental);
        backend.getMemoryConfiguration().setFixedMemoryPerSlot("32mb");
        return backend;
    }

    private static void compare(StoredGraph stored, Played resolved) {
        Map<ProfileId, Profile> profiles = new HashMap<>();
        stored.entries(GraphPart.PROFILES)
                .forEach(entry -> profiles.put(stored.profileId(entry), stored.profile(entry)));
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        stored.entries(GraphPart.POINTERS)
                .forEach(entry -> pointers.put(stored.externalId(entry), stored.pointer(entry)));
        Map<ProfileId, Profile> expected = new HashMap<>();
        resolved.graph().profiles().forEach(profile -> expected.put(profile.id(), profile));

        Map<ExternalId, ProfileId> owners = new HashMap<>();
        OwnersReader reader = new OwnersReader(owners::put);
        reader.visit("any", stored);
        Map<ExternalId, ProfileId> expectedOwners = new HashMap<>();
        resolved.graph().pointers().forEach((id, pointer) -> {
            if (pointer.profile() != null) {
                expectedOwners.put(id, pointer.profile());
            }
        });

        assertThat(owners).isEqualTo(expectedOwners);
        assertThat(reader.sequence()).isEqualTo(resolved.graph().sequence());
        assertThat(stored.sequence()).isEqualTo(resolved.graph().sequence());
        assertThat(profiles).isEqualTo(expected);
        assertThat(pointers).isEqualTo(resolved.graph().pointers());
        for (ExternalId id : pointers.keySet()) {
            assertThat(stored.pointer(id)).isEqualTo(pointers.get(id));
            assertThat(stored.anchors(id)).isEqualTo(resolved.graph().anchors(id));
        }
        stored.entries(GraphPart.ANCHORS)
                .forEach(entry -> assertThat(stored.anchors(entry))
                        .isEqualTo(resolved.graph().anchors(stored.externalId(entry))));
        for (ProfileId id : expected.keySet()) {
            assertThat(stored.profile(id)).isEqualTo(expected.get(id));
            assertThat(stored.traits(id)).isEqualTo(resolved.graph().traits(id));
        }
        stored.commands()
                .forEach(command -> assertThat(command.getValue())
                        .isEqualTo(resolved.graph().command(command.getKey())));
    }

    private static void compare(SpaceStats stats, Graph graph) {
        long live = stats.profiles().values().stream()
                .mapToLong(SpaceStats.Profiles::live)
                .sum();
        long merged = stats.profiles().values().stream()
                .mapToLong(SpaceStats.Profiles::merged)
                .sum();
        long deleted = stats.profiles().values().stream()
                .mapToLong(SpaceStats.Profiles::deleted)
                .sum();
        assertThat(live).isEqualTo(graph.ids(Node::isCanonical).size());
        assertThat(merged)
                .isEqualTo(
                        graph.ids(node -> node.parent != null && !node.deleted).size());
        assertThat(deleted).isEqualTo(graph.ids(node -> node.deleted).size());
        for (SpaceStats.TypeCount type : stats.types()) {
            assertThat(type.owned())
                    .isEqualTo(graph.owners.keySet().stream()
                            .filter(id -> isOf(type, id))
                            .count());
            assertThat(type.boundaries())
                    .isEqualTo(graph.nodes.values().stream()
                            .flatMap(node -> node.boundaries().stream())
                            .filter(boundary -> isOf(type, boundary.externalId()))
                            .count());
        }
        assertThat(stats.owned()).isEqualTo(graph.owners.size());
        assertThat(stats.links())
                .isEqualTo(graph.nodes.values().stream()
                        .mapToLong(node -> node.links.size())
                        .sum());
        assertThat(stats.blocked()).isEqualTo(graph.blocked.size());
        assertThat(stats.discarded()).isEqualTo(graph.discarded.size());
        assertThat(stats.suppressed()).isEqualTo(graph.suppressed.size());
        assertThat(stats.commands()).isEqualTo(graph.commands.size());
    }

    private static boolean isOf(SpaceStats.TypeCount type, ExternalId id) {
        return id.type().equals(type.type()) && id.collection().equals(type.collection());
    }
}
