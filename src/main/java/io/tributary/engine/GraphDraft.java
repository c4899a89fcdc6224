package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A space's graph while one event or command changes it: what the store has, and over it what has changed so far. Most
 * events change nothing, so that nothing is laid over.
 */
final class GraphDraft {
    private final GraphStore store;
    private final Asked asked = new Asked();
    /** Profiles that were asked for and that the store does not have. */
    private Set<ProfileId> absent = Set.of();

    private final Map<ExternalId, Pointer> pointers = new LinkedHashMap<>(0);
    private final Map<ProfileId, Profile> profiles = new LinkedHashMap<>(0);
    private final Map<ProfileId, Map<String, Trait>> traits = new LinkedHashMap<>(0);
    private final Map<ExternalId, Anchors> anchors = new LinkedHashMap<>(0);

    GraphDraft(GraphStore store) {
        this.store = store;
    }

    /** {@link Pointer#NONE} if nothing is known of the external ID. */
    Pointer pointer(ExternalId id) {
        Pointer changed = pointers.isEmpty() ? null : pointers.get(id);
        return changed != null ? changed : pointerBefore(id);
    }

    /** As it was before the event. What nobody knows is asked for several times, and no cache of the store has it. */
    Pointer pointerBefore(ExternalId id) {
        Pointer before = asked.get(id);
        if (before == null) {
            before = store.pointer(id);
            before = before != null ? before : Pointer.NONE;
            asked.put(id, before);
        }
        return before;
    }

    void put(ExternalId id, Pointer pointer) {
        pointers.put(id, pointer);
    }

    /** Null if there never was a profile of that ID. */
    @Nullable
    Profile profile(ProfileId id) {
        Profile changed = profiles.isEmpty() ? null : profiles.get(id);
        return changed != null ? changed : profileBefore(id);
    }

    /**
     * As it was before the event. Of one that is created it is asked several times, and what is not there is the dearest to
     * look for.
     */
    @Nullable
    Profile profileBefore(ProfileId id) {
        if (absent.contains(id)) {
            return null;
        }
        Profile before = store.profile(id);
        if (before == null) {
            absent = absent.isEmpty() ? new HashSet<>() : absent;
            absent.add(id);
        }
        return before;
    }

    /** A profile that something refers to. */
    Profile known(ProfileId id) {
        Profile profile = profile(id);
        if (profile == null) {
            throw new IllegalStateException("the state of this space is corrupt: profile " + id + " is not there");
        }
        return profile;
    }

    /** A profile that a pointer leads to. */
    Profile owner(ProfileId id) {
        Profile profile = known(id);
        if (!profile.isCanonical()) {
            throw new IllegalStateException("the state of this space is corrupt: a pointer leads to profile " + id
                    + ", which is " + (profile.deleted() ? "deleted" : "merged into " + profile.parent()));
        }
        return profile;
    }

    /** The profile at the end of the chain of merges. */
    Profile canonical(Profile profile) {
        Profile root = profile;
        for (ProfileId parent = root.parent(); parent != null; parent = root.parent()) {
            root = known(parent);
        }
        return root;
    }

    void put(Profile profile) {
        profiles.put(profile.id(), profile);
    }

    Map<String, Trait> traits(Profile profile) {
        Map<String, Trait> changed = traits.get(profile.id());
        return changed != null ? changed : traitsBefore(profile);
    }

    Map<String, Trait> traitsBefore(Profile profile) {
        return profile.hasTraits() ? store.traits(profile.id()) : Map.of();
    }

    /** Whether its traits were put. */
    boolean hasOtherTraits(ProfileId id) {
        return traits.containsKey(id);
    }

    void put(ProfileId id, Map<String, Trait> its) {
        traits.put(id, its);
    }

    Anchors anchors(ExternalId id) {
        Anchors changed = anchors.get(id);
        return changed != null ? changed : store.anchors(id);
    }

    void put(ExternalId id, Anchors its) {
        anchors.put(id, its);
    }

    /** The levels of which anything was known before. */
    Set<String> levels() {
        return store.levels();
    }

    /** Whether nothing was put: most events change nothing. */
    boolean isUntouched() {
        return pointers.isEmpty() && profiles.isEmpty() && anchors.isEmpty();
    }

    /** External IDs whose pointer was put. */
    Collection<ExternalId> touchedIds() {
        return pointers.keySet();
    }

    /** The profiles that were put, as they are now. */
    List<Profile> touchedProfiles() {
        return List.copyOf(profiles.values());
    }

    /** What really is another than before. */
    GraphChange change(long sequence, @Nullable String commandId) {
        List<Profile> otherProfiles = new ArrayList<>(profiles.size());
        profiles.values().forEach(profile -> {
            if (!profile.equals(profileBefore(profile.id()))) {
                otherProfiles.add(profile);
            }
        });
        Map<ExternalId, Pointer> otherPointers = new LinkedHashMap<>();
        Map<ExternalId, Pointer> seen = new LinkedHashMap<>(0);
        pointers.forEach((id, pointer) -> {
            Pointer before = pointerBefore(id);
            if (!pointer.equals(before)) {
                boolean onlySeen = pointer.equals(before.seenAt(pointer.lastSeen()));
                (onlySeen ? seen : otherPointers).put(id, pointer);
            }
        });
        anchors.entrySet().removeIf(entry -> entry.getValue().equals(store.anchors(entry.getKey())));
        traits.entrySet()
                .removeIf(entry -> entry.getValue().isEmpty()
                        && store.traits(entry.getKey()).isEmpty());
        return new GraphChange(sequence, otherProfiles, otherPointers, seen, traits, anchors, commandId);
    }

    /**
     * Pointers as the store has them. Most events ask for two or three, for which looking through them is quicker than
     * hashing; a merge may ask for thousands.
     */
    private static final class Asked {
        private static final int FEW = 8;

        private final @Nullable ExternalId[] ids = new ExternalId[FEW];
        private final @Nullable Pointer[] pointers = new Pointer[FEW];
        private final Map<ExternalId, Pointer> more = new HashMap<>(0);
        private int size;

        @Nullable
        Pointer get(ExternalId id) {
            for (int i = 0; i < size; i++) {
                if (id.equals(ids[i])) {
                    return pointers[i];
                }
            }
            return size < FEW ? null : more.get(id);
        }

        void put(ExternalId id, Pointer pointer) {
            if (size < FEW) {
                ids[size] = id;
                pointers[size++] = pointer;
            } else {
                more.put(id, pointer);
            }
        }
    }
}
