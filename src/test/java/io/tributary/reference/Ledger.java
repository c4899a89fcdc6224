package io.tributary.reference;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that ever happened in a space, as it happened; nothing is ever changed or removed.
 *
 * <p>Who owns what, who is linked with whom, when somebody was first seen: each is asked of the whole record anew.
 */
final class Ledger {
    /** A profile was created. */
    record Creation(ProfileId profile, long sequence, long time) {}

    /** An external ID was added to the graph: the oldest first, as everything here. */
    record Addition(
            ExternalId id,
            long age,
            long addedAt,
            ProfileId origin,
            String messageId,
            @Nullable String source) {}

    /** An event resolved to a profile by these external IDs, which the profile holds. */
    record Admission(ProfileId profile, long time, List<ExternalId> ids) {}

    /** An event told the world a new record of a profile. */
    record Telling(ProfileId profile, long time) {}

    /** An event set a trait, or removed it (null). */
    record TraitWrite(
            ProfileId profile, String name, @Nullable String value, long time, long sequence) {}

    final List<Creation> creations = new ArrayList<>();
    final List<Addition> additions = new ArrayList<>();
    final List<Admission> admissions = new ArrayList<>();
    final List<Telling> tellings = new ArrayList<>();
    final List<TraitWrite> traitWrites = new ArrayList<>();
    /** Child to parent, in the order of the merges. */
    final Map<ProfileId, ProfileId> merges = new LinkedHashMap<>();

    long sequence;

    boolean exists(ProfileId profile) {
        return creations.stream().anyMatch(creation -> creation.profile().equals(profile));
    }

    Creation creation(ProfileId profile) {
        return creations.stream()
                .filter(creation -> creation.profile().equals(profile))
                .findFirst()
                .orElseThrow();
    }

    ProfileId canonical(ProfileId profile) {
        ProfileId root = profile;
        for (ProfileId parent = merges.get(root); parent != null; parent = merges.get(root)) {
            root = parent;
        }
        return root;
    }

    /** The canonical profile that owns an external ID, null if nobody does. */
    @Nullable
    ProfileId owner(ExternalId id) {
        for (Addition addition : additions) {
            if (addition.id().equals(id)) {
                return canonical(addition.origin());
            }
        }
        return null;
    }

    /** The external IDs of a profile, oldest first. */
    List<Identifier> identifiers(ProfileId profile) {
        List<Identifier> held = new ArrayList<>();
        for (Addition a : additions) {
            if (canonical(a.origin()).equals(profile)) {
                held.add(new Identifier(
                        a.id(), a.age(), a.addedAt(), firstSeen(a.id()), a.origin(), a.messageId(), a.source()));
            }
        }
        return held;
    }

    /** Every profile behind this one: each child in the order of the merges, and after it those behind it. */
    List<ProfileId> merged(ProfileId profile) {
        List<ProfileId> behind = new ArrayList<>();
        merges.forEach((child, parent) -> {
            if (parent.equals(profile)) {
                behind.add(child);
                behind.addAll(merged(child));
            }
        });
        return behind;
    }

    /** The lowest event time at which an external ID was resolved. */
    long firstSeen(ExternalId id) {
        long first = Long.MAX_VALUE;
        for (Admission admission : admissions) {
            if (admission.ids().contains(id)) {
                first = Math.min(first, admission.time());
            }
        }
        return first;
    }

    /** The lowest time of an event that resolved to a canonical profile or to one behind it. */
    long firstSeen(ProfileId profile) {
        long first = Long.MAX_VALUE;
        for (Admission admission : admissions) {
            if (canonical(admission.profile()).equals(profile)) {
                first = Math.min(first, admission.time());
            }
        }
        return first;
    }

    /** The latest time of an event that changed the record of a profile or of one behind it. */
    long lastSeen(ProfileId profile) {
        Set<ProfileId> all = new HashSet<>(merged(profile));
        all.add(profile);
        return tellings.stream()
                .filter(telling -> all.contains(telling.profile()))
                .mapToLong(Telling::time)
                .max()
                .orElseThrow();
    }

    /** The pairs of a profile's external IDs that were admitted on the same event. */
    Set<Set<ExternalId>> links(ProfileId profile) {
        Set<Set<ExternalId>> pairs = new HashSet<>();
        for (Admission admission : admissions) {
            if (canonical(admission.profile()).equals(profile)) {
                for (ExternalId a : admission.ids()) {
                    for (ExternalId b : admission.ids()) {
                        if (!a.equals(b)) {
                            pairs.add(Set.of(a, b));
                        }
                    }
                }
            }
        }
        return pairs;
    }

    /** Per trait the newest event time, later order breaking ties, among all that profiles behind this one were told. */
    Map<String, Trait> traits(ProfileId profile) {
        Map<String, Trait> traits = new HashMap<>();
        for (TraitWrite write : traitWrites) {
            if (canonical(write.profile()).equals(profile)) {
                Trait known = traits.get(write.name());
                if (known == null
                        || write.time() > known.time()
                        || (write.time() == known.time() && write.sequence() > known.sequence())) {
                    traits.put(write.name(), new Trait(write.value(), write.time(), write.sequence(), write.profile()));
                }
            }
        }
        return traits;
    }

    /** A profile's traits as the world sees them: without those that were removed. */
    SortedMap<String, String> visibleTraits(ProfileId profile) {
        SortedMap<String, String> visible = new TreeMap<>();
        traits(profile).forEach((name, trait) -> {
            String value = trait.value();
            if (value != null) {
                visible.put(name, value);
            }
        });
        return visible;
    }

    /** A profile as it stands; one that was merged has nothing of its own left. */
    Person person(ProfileId profile) {
        Creation creation = creation(profile);
        ProfileId parent = merges.get(profile);
        return new Person(
                profile,
                creation.sequence(),
                creation.time(),
                parent == null ? firstSeen(profile) : creation.time(),
                lastSeen(profile),
                identifiers(profile),
                links(profile),
                parent == null ? merged(profile) : List.of(),
                parent,
                !traits(profile).isEmpty());
    }
}
