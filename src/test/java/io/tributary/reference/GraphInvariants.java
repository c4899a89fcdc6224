package io.tributary.reference;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Merge;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of a space's graph after every event, whatever the event was; seen through the port alone. */
final class GraphInvariants {
    private final SpaceRules rules;
    private final GraphStore store;
    private final Set<ProfileId> profiles = new LinkedHashSet<>();
    private final Set<ExternalId> ids = new LinkedHashSet<>();
    /** The profiles that the event joins, as they are before it. */
    private List<Profile> joined = List.of();

    private long sequence;

    GraphInvariants(SpaceRules rules, GraphStore store) {
        this.rules = rules;
        this.store = store;
    }

    /** To be called before the decision is applied. */
    void before(Observation event, Decision decision) {
        GraphChange change = decision.change();
        joined = new ArrayList<>();
        remember(decision.resolution().profileId());
        for (Merge merge : decision.merges()) {
            remember(merge.from());
        }
        for (Profile profile : change.profiles()) {
            require(!profile.equals(store.profile(profile.id())), "writes unchanged ", profile);
            profiles.add(profile.id());
        }
        change.pointers().forEach((id, pointer) -> {
            require(!pointer.equals(store.pointer(id)), "writes unchanged pointer of ", id);
            ids.add(id);
        });
        change.traits()
                .forEach((id, traits) -> require(!traits.equals(store.traits(id)), "writes unchanged traits of ", id));
        ids.addAll(event.ids());
    }

    private void remember(@Nullable ProfileId id) {
        Profile profile = id == null ? null : store.profile(id);
        if (profile != null) {
            joined.add(profile);
        }
    }

    /** To be called once the decision has been applied. */
    void after(Observation event, Decision decision) {
        sequence++;
        require(store.sequence() == sequence, "expected sequence " + sequence + ", not ", store.sequence());
        require(decision.resolution().sequence() == sequence, "resolution's sequence is not ", sequence);
        for (ExternalId id : ids) {
            Pointer pointer = store.pointer(id);
            if (pointer != null) {
                Profile owner = profile(pointer.profile());
                require(owner.parent() == null, "pointer to a merged profile from ", id);
                require(lists(owner, id), "the owner does not list ", id);
            }
        }
        for (ProfileId id : profiles) {
            check(profile(id));
        }
        ProfileId resolved = decision.resolution().profileId();
        if (resolved != null) {
            checkLimits(profile(resolved), event.time());
        }
    }

    private static boolean lists(Profile profile, ExternalId id) {
        return profile.identifiers().stream().anyMatch(i -> i.externalId().equals(id));
    }

    private void check(Profile profile) {
        if (profile.parent() != null) {
            require(profile.identifiers().isEmpty(), "merged, but has external IDs: ", profile);
            require(profile.merged().isEmpty(), "merged, but has profiles behind it: ", profile);
            require(store.traits(profile.id()).isEmpty(), "merged, but has traits: ", profile);
        } else {
            require(!profile.identifiers().isEmpty(), "canonical without external IDs: ", profile);
        }
        require(profile.hasTraits() != store.traits(profile.id()).isEmpty(), "hasTraits is not true: ", profile);
        long lastAge = -1;
        for (Identifier identifier : profile.identifiers()) {
            require(identifier.age() > lastAge, "not sorted by age: ", profile);
            lastAge = identifier.age();
            Pointer pointer = store.pointer(identifier.externalId());
            require(pointer != null && pointer.profile().equals(profile.id()), "lists what it does not own: ", profile);
            require(identifier.firstSeen() <= identifier.addedAt(), "added before it was seen: ", profile);
        }
        require(isConnected(profile), "not connected by its links: ", profile);
        checkForest(profile);
    }

    private void checkForest(Profile profile) {
        Set<ProfileId> path = new HashSet<>();
        Profile root = profile;
        for (ProfileId parent = root.parent(); parent != null; parent = root.parent()) {
            require(path.add(root.id()), "goes round in circles: ", profile);
            root = profile(parent);
        }
        require(
                root.equals(profile) || root.merged().contains(profile.id()),
                "unknown to its canonical profile: ",
                profile);
        Set<ProfileId> behind = new HashSet<>(profile.merged());
        require(behind.size() == profile.merged().size(), "merged twice: ", profile);
        for (ProfileId id : behind) {
            require(root(id).equals(profile.id()), "claims a profile that is not behind it: ", profile);
        }
    }

    private ProfileId root(ProfileId id) {
        Profile profile = profile(id);
        ProfileId parent = profile.parent();
        return parent == null ? id : root(parent);
    }

    private static boolean isConnected(Profile profile) {
        int count = profile.identifiers().size();
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(0);
        while (!open.isEmpty()) {
            int position = open.remove();
            if (reached.add(position)) {
                for (int other = 0; other < count; other++) {
                    if (other != position && profile.links().contains(position, other)) {
                        open.add(other);
                    }
                }
            }
        }
        return count == 0 || reached.size() == count;
    }

    /** Above a limit a profile may stand, but not further than the one that stood furthest before. */
    private void checkLimits(Profile profile, long time) {
        Set<String> types = new HashSet<>();
        profile.identifiers()
                .forEach(identifier -> types.add(identifier.externalId().type()));
        for (String type : types) {
            Limit limit = rules.identifier(Collection.USERS, type).limit();
            long active = active(profile, type, limit, time);
            long most = 0;
            for (Profile before : joined) {
                most = Math.max(most, active(before, type, limit, time));
            }
            require(active <= limit.max() || active <= most, "grew beyond its limit of " + type + ": ", profile);
        }
    }

    private static long active(Profile profile, String type, Limit limit, long time) {
        return profile.identifiers().stream()
                .filter(i -> i.externalId().type().equals(type))
                .filter(i -> limit.windowMillis() == Limit.EVER || i.addedAt() > time - limit.windowMillis())
                .count();
    }

    private Profile profile(ProfileId id) {
        Profile profile = store.profile(id);
        if (profile == null) {
            throw new AssertionError("there is no profile " + id);
        }
        return profile;
    }

    private static void require(boolean holds, String otherwise, Object of) {
        if (!holds) {
            throw new AssertionError(otherwise + of);
        }
    }
}
