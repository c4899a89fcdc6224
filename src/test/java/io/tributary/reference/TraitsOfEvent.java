package io.tributary.reference;

import io.tributary.model.Observation;
import io.tributary.model.Trait;

/** Section 11 of the spec: per trait the newest event time wins, later order breaking ties. */
final class TraitsOfEvent {
    private static final int MAX_TRAITS = 256;

    private TraitsOfEvent() {}

    /** Sets an event's traits on a profile and returns how many there was no room for. */
    static int set(Observation event, long sequence, Node profile) {
        int omitted = 0;
        for (var entry : event.traits().entrySet()) {
            String value = entry.getValue().equals("null") ? null : entry.getValue();
            Trait trait = new Trait(value, event.time(), sequence, profile.id);
            Trait known = profile.traits.get(entry.getKey());
            if (known == null && profile.traits.size() >= MAX_TRAITS) {
                omitted++;
            } else if (known == null || ReferenceJoin.isNewer(trait, known)) {
                profile.traits.put(entry.getKey(), trait);
            }
        }
        return omitted;
    }
}
