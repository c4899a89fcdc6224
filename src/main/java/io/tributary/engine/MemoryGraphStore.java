package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A space's graph on the heap: for simulation, worked examples and tests. */
public final class MemoryGraphStore implements GraphStore {
    private final Map<ExternalId, Pointer> pointers = new HashMap<>();
    private final Map<ProfileId, Profile> profiles = new HashMap<>();
    private final Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
    private final Map<ExternalId, Anchors> anchors = new HashMap<>();
    private final Set<String> levels = new HashSet<>();
    private final Map<String, Long> commands = new HashMap<>();
    private long sequence;

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public @Nullable Pointer pointer(ExternalId id) {
        return pointers.get(id);
    }

    @Override
    public @Nullable Profile profile(ProfileId id) {
        return profiles.get(id);
    }

    @Override
    public Map<String, Trait> traits(ProfileId id) {
        return traits.getOrDefault(id, Map.of());
    }

    @Override
    public Anchors anchors(ExternalId id) {
        return anchors.getOrDefault(id, Anchors.NONE);
    }

    @Override
    public Set<String> levels() {
        return levels;
    }

    @Override
    public long command(String commandId) {
        return commands.getOrDefault(commandId, 0L);
    }

    @Override
    public void apply(GraphChange change) {
        sequence = change.sequence();
        change.pointers().forEach((id, pointer) -> {
            if (pointer.isNothing()) {
                pointers.remove(id);
            } else {
                pointers.put(id, pointer);
            }
            if (id.collection().isLevel()) {
                levels.add(id.collection().wireName());
            }
        });
        pointers.putAll(change.seen());
        for (Profile profile : change.profiles()) {
            profiles.put(profile.id(), profile);
        }
        change.traits().forEach((profile, its) -> {
            if (its.isEmpty()) {
                traits.remove(profile);
            } else {
                traits.put(profile, its);
            }
        });
        change.anchors().forEach((id, its) -> {
            if (its.size() == 0) {
                anchors.remove(id);
            } else {
                anchors.put(id, its);
            }
        });
        if (change.commandId() != null) {
            commands.put(change.commandId(), change.sequence());
        }
    }

    /** Every profile, canonical, merged and deleted, in no order. */
    public Iterable<Profile> profiles() {
        return profiles.values();
    }

    /** Every external ID of which something is known, in no order. */
    public Map<ExternalId, Pointer> pointers() {
        return pointers;
    }
}
