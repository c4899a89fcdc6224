package io.tributary.state;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pointers, profiles and anchors of all spaces of a subtask, decoded; what was asked for longest ago goes first. It is
 * counted in external IDs: a pointer weighs 1, a profile 1 and as much as it has identifiers and boundaries, and what is
 * smaller a quarter: other profiles that it names, each of the anchors besides 1 for them all. What weighs more than the
 * whole cache may hold is not kept, so with a size of 0 nothing is.
 *
 * <p>Absent pointers are not kept: an external ID that nobody owns is owned once its event is applied, except for the
 * few that are demoted. Absent anchors are: an external ID that nothing is shared by is asked for them on each event.
 */
final class ReadCache {
    private final int size;
    private final Map<Key, Object> values = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /** @param size the most external IDs to hold, 0 for none */
    ReadCache(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("a cache of " + size + " external IDs: the size must be 0 or more");
        }
        this.size = size;
    }

    @Nullable
    Pointer pointer(String space, ExternalId id) {
        return size == 0 ? null : (Pointer) values.get(new Key(space, id));
    }

    @Nullable
    Profile profile(String space, ProfileId id) {
        return size == 0 ? null : (Profile) values.get(new Key(space, id));
    }

    /** Null if they are not in the cache, {@link Anchors#NONE} if it is known that there are none. */
    @Nullable
    Anchors anchors(String space, ExternalId id) {
        return size == 0 ? null : (Anchors) values.get(new Key(space, new Shared(id)));
    }

    void put(String space, ExternalId id, Pointer pointer) {
        put(new Key(space, id), pointer);
    }

    void put(String space, Profile profile) {
        put(new Key(space, profile.id()), profile);
    }

    void put(String space, ExternalId id, Anchors anchors) {
        put(new Key(space, new Shared(id)), anchors);
    }

    /** Forgets a pointer that is there no more. */
    void removePointer(String space, ExternalId id) {
        Object removed = values.remove(new Key(space, id));
        weight -= removed == null ? 0 : weigh(removed);
    }

    /** External IDs held. */
    long weight() {
        return weight;
    }

    private void put(Key key, Object value) {
        int added = weigh(value);
        Object replaced = added > size ? values.remove(key) : values.put(key, value);
        weight += (added > size ? 0 : added) - (replaced == null ? 0 : weigh(replaced));
        if (weight > size) {
            evict();
        }
    }

    private void evict() {
        Iterator<Object> longestAgo = values.values().iterator();
        while (weight > size) {
            weight -= weigh(longestAgo.next());
            longestAgo.remove();
        }
    }

    private static int weigh(Object value) {
        if (value instanceof Profile profile) {
            int others = profile.merged().size()
                    + profile.accounts().size()
                    + profile.keptApart().size();
            return 1 + profile.identifiers().size() + profile.boundaries().size() + others / 4;
        }
        return value instanceof Anchors anchors ? 1 + anchors.size() / 4 : 1;
    }

    /** @param id an {@link ExternalId}, a {@link ProfileId} or a {@link Shared}, which are never equal */
    private record Key(String space, Object id) {}

    /** Names the anchors of an external ID, as the ID alone names its pointer. */
    private record Shared(ExternalId id) {}
}
