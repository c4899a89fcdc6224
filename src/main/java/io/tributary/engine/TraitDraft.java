package io.tributary.engine;

import io.tributary.model.Bounds;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A profile's traits while an event changes them. Per trait the newest event time wins, later order breaking ties; a
 * removed trait is remembered with the time of its removal, so that the order of arrival decides nothing else.
 */
final class TraitDraft {
    private Map<String, Trait> traits;
    private boolean changed;
    private boolean visiblyChanged;
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
    void apply(Observation event, long sequence, ProfileId profile) {
        event.traits().forEach((name, json) -> {
            Trait trait = new Trait(json.equals("null") ? null : json, event.time(), sequence, profile);
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
        Trait before = traits.put(name, trait);
        visiblyChanged |= !Objects.equals(before == null ? null : before.value(), trait.value());
    }

    /** Whether there is something to write. */
    boolean changed() {
        return changed;
    }

    /** Whether a value was set, replaced or removed. */
    boolean visiblyChanged() {
        return visiblyChanged;
    }

    /** How many of the event's traits found no room. */
    int omitted() {
        return omitted;
    }

    Map<String, Trait> all() {
        return traits;
    }

    /** JSON text by name, without removed traits. */
    SortedMap<String, String> visible() {
        SortedMap<String, String> visible = new TreeMap<>();
        traits.forEach((name, trait) -> {
            if (trait.value() != null) {
                visible.put(name, trait.value());
            }
        });
        return visible;
    }
}
