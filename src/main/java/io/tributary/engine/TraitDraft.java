package io.tributary.engine;

import io.tributary.model.Bounds;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A profile's traits while an event changes them. Per trait the newest event time wins, later order breaking ties; a
 * removed trait is remembered with the time of its removal, so that the order of arrival decides nothing else.
 */
final class TraitDraft {
    private Map<String, Trait> traits;
    private boolean changed;
    private int omitted;

    /** @param before the profile's own, not changed */
    TraitDraft(Map<String, Trait> before) {
        this.traits = before;
    }

    /** Takes over the traits of a profile that is merged into this one. */
    void join(Map<String, Trait> child) {
        child.forEach((name, trait) -> {
            Trait mine = traits.get(name);
            if (mine == null || trait.isNewerThan(mine)) {
                set(name, trait);
            }
        });
    }

    /** Sets the traits of an event that resolves to the given profile. */
    void apply(Map<String, String> json, Occasion at, ProfileId profile) {
        json.forEach((name, value) -> {
            Trait trait = new Trait(value.equals("null") ? null : value, at.time(), at.sequence(), profile);
            Trait mine = traits.get(name);
            if (mine == null && traits.size() >= Bounds.MAX_TRAITS) {
                omitted++;
            } else if (mine == null || trait.isNewerThan(mine)) {
                set(name, trait);
            }
        });
    }

    private void set(String name, Trait trait) {
        if (!changed) {
            traits = new HashMap<>(traits);
            changed = true;
        }
        traits.put(name, trait);
    }

    /** Whether there is something to write. */
    boolean changed() {
        return changed;
    }

    /** How many of the event's traits found no room. */
    int omitted() {
        return omitted;
    }

    Map<String, Trait> all() {
        return traits;
    }

    /** JSON text by name, without removed traits. */
    static SortedMap<String, String> visible(Map<String, Trait> traits) {
        SortedMap<String, String> visible = new TreeMap<>();
        traits.forEach((name, trait) -> {
            if (trait.value() != null) {
                visible.put(name, trait.value());
            }
        });
        return visible;
    }
}
