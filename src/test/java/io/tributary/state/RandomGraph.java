package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes to a graph of few external IDs and profiles, so that they hit the same ones again and again. */
final class RandomGraph {
    private static final int COMMANDS = 30;

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

    /** The next change to a graph. */
    GraphChange change(GraphStore graph) {
        long sequence = graph.sequence() + 1;
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        List<Profile> written = new ArrayList<>();
        Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
        Map<ExternalId, Anchors> anchors = new HashMap<>();
        for (int i = values.below(4); i > 0; i--) {
            pointers.put(id(), values.oneIn(4) ? Pointer.NONE : values.pointer());
            written.add(values.profile(profile()));
            ProfileId whose = profile();
            traits.put(whose, values.oneIn(3) ? Map.of() : values.traits(whose));
            anchors.put(id(), values.oneIn(3) ? Anchors.NONE : values.anchors());
        }
        String commandId = values.oneIn(5) ? "command " + values.below(COMMANDS) : null;
        return new GraphChange(sequence, written, pointers, seen(graph, pointers), traits, anchors, commandId);
    }

    private Map<ExternalId, Pointer> seen(GraphStore graph, Map<ExternalId, Pointer> written) {
        Map<ExternalId, Pointer> seen = new HashMap<>();
        for (int i = values.below(8); i > 0; i--) {
            ExternalId id = id();
            Pointer pointer = graph.pointer(id);
            if (pointer != null && pointer.profile() != null && !written.containsKey(id)) {
                seen.put(id, pointer.seenAt(values.time()));
            }
        }
        return seen;
    }

    void assertSame(GraphStore actual, GraphStore expected, int times, String seed) {
        assertThat(actual.sequence()).as(seed).isEqualTo(expected.sequence());
        for (int i = 0; i < times; i++) {
            assertSame(actual, expected, id(), seed);
            assertSame(actual, expected, profile(), seed);
            String commandId = "command " + values.below(COMMANDS);
            assertThat(actual.command(commandId)).as(seed).isEqualTo(expected.command(commandId));
        }
    }

    void assertAllSame(GraphStore actual, GraphStore expected, String seed) {
        ids.forEach(id -> assertSame(actual, expected, id, seed));
        profiles.forEach(profile -> assertSame(actual, expected, profile, seed));
        for (int i = 0; i < COMMANDS; i++) {
            assertThat(actual.command("command " + i)).as(seed).isEqualTo(expected.command("command " + i));
        }
    }

    private static void assertSame(GraphStore actual, GraphStore expected, ExternalId id, String seed) {
        assertThat(actual.pointer(id)).as(seed).isEqualTo(expected.pointer(id));
        assertThat(actual.anchors(id)).as(seed).isEqualTo(expected.anchors(id));
    }

    private static void assertSame(GraphStore actual, GraphStore expected, ProfileId profile, String seed) {
        assertThat(actual.profile(profile)).as(seed).isEqualTo(expected.profile(profile));
        assertThat(actual.traits(profile)).as(seed).isEqualTo(expected.traits(profile));
    }
}
