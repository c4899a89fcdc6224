package io.tributary.state;

import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import org.jspecify.annotations.Nullable;

/**
 * Pointers, profiles and anchors of all spaces of a subtask, decoded. It is counted in external IDs: a pointer weighs 1,
 * a profile 1 and as much as it has identifiers and boundaries, and what is smaller a quarter: other profiles that it
 * names, each of the anchors besides 1 for them all. What weighs more than the whole cache may hold is not kept, so with
 * a size of 0 nothing is.
 *
 * <p>Absent pointers are not kept: an external ID that nobody owns is owned once its event is applied, except for the
 * few that are demoted. Absent anchors are: an external ID that nothing is shared by is asked for them on each event.
 *
 * <p>It is a hash table whose entries stand in arrays, each at the first free place from its hash on, and a clock: a hand
 * goes round the places, takes out what was not asked for since it came by last, and notes of the rest that it was here.
 * What comes in counts as not asked for, so that those who are seen once do not push out those who come back. An entry
 * that is asked for is touched in one place, where a list in the order of use would have to be changed in four.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Page_replacement_algorithm#Clock">CLOCK, Corbató 1968</a>
 */
final class ReadCache {
    /** The largest size. */
    static final int MOST = 1 << 28;

    private final int size;
    private final int mask;
    /** An {@link ExternalId} or a {@link ProfileId}; null where there is no entry. */
    private final @Nullable Object[] keys;

    private final @Nullable Object[] values;
    private final @Nullable String[] spaces;
    private final int[] hashes;
    /** What each value weighs: to look into one that goes is to fetch it from memory for the last time. */
    private final int[] weights;

    private final boolean[] asked;
    private int hand;
    private long weight;

    /** @param size the most external IDs to hold, 0 for none, up to {@link #MOST} */
    ReadCache(int size) {
        if (size < 0 || size > MOST) {
            throw new IllegalArgumentException(
                    "a cache of " + size + " external IDs: the size must be 0 or more, " + MOST + " at most");
        }
        this.size = size;
        int places = 4;
        while (places < 2 * size) {
            places *= 2;
        }
        mask = places - 1;
        keys = new Object[places];
        values = new Object[places];
        spaces = new String[places];
        hashes = new int[places];
        weights = new int[places];
        asked = new boolean[places];
    }

    @Nullable
    Pointer pointer(String space, ExternalId id) {
        return (Pointer) get(space, id, Pointer.class);
    }

    @Nullable
    Profile profile(String space, ProfileId id) {
        return (Profile) get(space, id, Profile.class);
    }

    /** Null if they are not in the cache, {@link Anchors#NONE} if it is known that there are none. */
    @Nullable
    Anchors anchors(String space, ExternalId id) {
        return (Anchors) get(space, id, Anchors.class);
    }

    void put(String space, ExternalId id, Pointer pointer) {
        put(space, (Object) id, pointer);
    }

    void put(String space, Profile profile) {
        put(space, profile.id(), profile);
    }

    void put(String space, ExternalId id, Anchors anchors) {
        put(space, (Object) id, anchors);
    }

    /** Forgets a pointer that is there no more. */
    void removePointer(String space, ExternalId id) {
        remove(space, id, Pointer.class);
    }

    /** Forgets a profile that another cache holds from now on. */
    void removeProfile(String space, ProfileId id) {
        remove(space, id, Profile.class);
    }

    /** External IDs held. */
    long weight() {
        return weight;
    }

    private void remove(String space, Object key, Class<?> type) {
        if (weight == 0) {
            return;
        }
        int place = find(space, key, type);
        if (keys[place] != null) {
            remove(place);
        }
    }

    private @Nullable Object get(String space, Object key, Class<?> type) {
        if (weight == 0) {
            return null;
        }
        int place = find(space, key, type);
        if (keys[place] == null) {
            return null;
        }
        asked[place] = true;
        return values[place];
    }

    private void put(String space, Object key, Object value) {
        int place = find(space, key, value.getClass());
        boolean known = keys[place] != null;
        int added = weigh(value);
        if (added > size) {
            if (known) {
                remove(place);
            }
            return;
        }
        weight += added - (known ? weights[place] : 0);
        keys[place] = key;
        values[place] = value;
        spaces[place] = space;
        hashes[place] = hash(space, key, value.getClass());
        weights[place] = added;
        asked[place] = known;
        while (weight > size) {
            turn();
        }
    }

    /** Where an entry is, or where it would go. There always is a free place: each entry weighs 1 at least. */
    private int find(String space, Object key, Class<?> type) {
        int hash = hash(space, key, type);
        int place = hash & mask;
        while (keys[place] != null && !(hashes[place] == hash && isOf(place, space, key, type))) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private boolean isOf(int place, String space, Object key, Class<?> type) {
        Object value = values[place];
        return value != null && value.getClass() == type && key.equals(keys[place]) && space.equals(spaces[place]);
    }

    /** An external ID has an entry for its pointer and one for its anchors. */
    private static int hash(String space, Object key, Class<?> type) {
        int hash = key.hashCode() * 31 + space.hashCode() + (type == Anchors.class ? 1 : 0);
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    private void turn() {
        if (keys[hand] == null) {
            hand = (hand + 1) & mask;
        } else if (asked[hand]) {
            asked[hand] = false;
            hand = (hand + 1) & mask;
        } else {
            remove(hand);
        }
    }

    /** Entries that stand behind one that is taken out, only because it was in the way, move up. */
    private void remove(int place) {
        weight -= weights[place];
        int free = place;
        for (int next = (free + 1) & mask; keys[next] != null; next = (next + 1) & mask) {
            int way = (next - hashes[next]) & mask;
            if (way >= ((next - free) & mask)) {
                keys[free] = keys[next];
                values[free] = values[next];
                spaces[free] = spaces[next];
                hashes[free] = hashes[next];
                weights[free] = weights[next];
                asked[free] = asked[next];
                free = next;
            }
        }
        keys[free] = null;
        values[free] = null;
        spaces[free] = null;
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
}
