package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A space's graph on the heap: for simulation, worked examples and tests. */
public final class MemoryGraphStore implements GraphStore {
    private final Map<ExternalId, Pointer> pointers = new HashMap<>();
    private final Map<ProfileId, Profile> profiles = new HashMap<>();
    private final Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
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
    public void apply(GraphChange change) {
        sequence = change.sequence();
        pointers.putAll(change.pointers());
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
    }

    /** Every profile, canonical and merged, in no order. */
    public Iterable<Profile> profiles() {
        return profiles.values();
    }

    /** Every external ID that somebody owns, in no order. */
    public Map<ExternalId, Pointer> pointers() {
        return pointers;
    }
}
