package io.tributary.reference;

import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of every profile and group, whether canonical, merged or deleted. */
final class ProfileInvariants {
    private final GraphStore store;

    ProfileInvariants(GraphStore store) {
        this.store = store;
    }

    /** @throws AssertionError if there is none */
    Profile get(ProfileId id) {
        Profile profile = store.profile(id);
        if (profile == null) {
            throw new AssertionError("there is no profile " + id);
        }
        return profile;
    }

    static boolean lists(Profile profile, ExternalId id) {
        return profile.identifiers().stream().anyMatch(i -> i.externalId().equals(id));
    }

    static List<Identifier> all(Profile profile) {
        List<Identifier> all = new ArrayList<>(profile.identifiers());
        all.addAll(profile.boundaries());
        return all;
    }

    void check(Profile profile) {
        if (profile.deleted()) {
            require(store.traits(profile.id()).isEmpty(), "deleted, but has traits: ", profile);
            require(profile.equals(Profile.deleted(profile.id())), "deleted, but there is more than its ID: ", profile);
            return;
        }
        if (profile.parent() != null) {
            checkMerged(profile);
        }
        require(profile.hasTraits() != store.traits(profile.id()).isEmpty(), "hasTraits is not true: ", profile);
        checkAges(profile.identifiers(), profile);
        checkAges(profile.boundaries(), profile);
        for (Identifier identifier : profile.identifiers()) {
            Pointer pointer = store.pointer(identifier.externalId());
            require(pointer != null && profile.id().equals(pointer.profile()), "lists what it does not own: ", profile);
        }
        require(isConnected(profile), "not connected by its links: ", profile);
        checkForest(profile);
        Set<ExternalId> listed = new HashSet<>();
        for (Identifier one : all(profile)) {
            require(listed.add(one.externalId()), "an external ID is listed twice: ", profile);
            require(one.firstSeen() <= one.addedAt(), "added before it was seen: ", profile);
            require(
                    one.origin().equals(profile.id()) || profile.merged().contains(one.origin()),
                    "an external ID is from elsewhere: ",
                    profile);
        }
        checkRelations(profile);
        checkKeptApart(profile);
    }

    private void checkMerged(Profile profile) {
        require(profile.identifiers().isEmpty(), "merged, but has external IDs: ", profile);
        require(profile.boundaries().isEmpty(), "merged, but has boundaries: ", profile);
        require(profile.links().equals(Links.NONE), "merged, but has links: ", profile);
        require(profile.merged().isEmpty(), "merged, but has profiles behind it: ", profile);
        require(store.traits(profile.id()).isEmpty(), "merged, but has traits: ", profile);
        require(profile.accounts().isEmpty(), "merged, but has accounts: ", profile);
        require(profile.keptApart().isEmpty(), "merged, but is kept apart: ", profile);
    }

    private static void checkAges(List<Identifier> identifiers, Profile profile) {
        long lastAge = -1;
        for (Identifier identifier : identifiers) {
            require(identifier.age() > lastAge, "not sorted by age: ", profile);
            lastAge = identifier.age();
        }
    }

    private void checkForest(Profile profile) {
        Set<ProfileId> path = new HashSet<>();
        Profile root = profile;
        for (ProfileId parent = root.parent(); parent != null; parent = root.parent()) {
            require(path.add(root.id()), "goes round in circles: ", profile);
            root = get(parent);
        }
        require(!root.deleted(), "its canonical profile is deleted: ", profile);
        require(
                root.equals(profile) || root.merged().contains(profile.id()),
                "unknown to its canonical profile: ",
                profile);
        Set<ProfileId> behind = new HashSet<>(profile.merged());
        require(behind.size() == profile.merged().size(), "merged twice: ", profile);
        for (ProfileId id : behind) {
            require(root(id).equals(profile.id()), "claims a profile that is not behind it: ", profile);
        }
        require(profile.parent() != null || profile.merges() >= behind.size(), "has taken fewer merges: ", profile);
    }

    private ProfileId root(ProfileId id) {
        ProfileId parent = get(id).parent();
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

    private void checkRelations(Profile profile) {
        Set<ProfileId> accounts = new HashSet<>();
        for (Relation relation : profile.accounts()) {
            require(accounts.add(relation.account()), "related twice: ", profile);
            require(
                    relation.account().kind() == ProfileId.Kind.ACCOUNT
                            && profile.id().kind() == ProfileId.Kind.USER,
                    "not a person related to an account: ",
                    profile);
            get(relation.account());
        }
    }

    private void checkKeptApart(Profile profile) {
        Set<KeptApart> pairs = new HashSet<>();
        for (KeptApart pair : profile.keptApart()) {
            require(pairs.add(pair), "kept apart twice: ", profile);
            require(root(pair.own()).equals(profile.id()), "keeps apart another one's: ", profile);
            Profile other = get(root(pair.other()));
            require(!other.id().equals(profile.id()), "holds two that are kept apart: ", profile);
            require(
                    other.keptApart().contains(new KeptApart(/* own= */ pair.other(), /* other= */ pair.own())),
                    "the other one does not know that it is kept apart: ",
                    profile);
        }
    }

    private static void require(boolean holds, String otherwise, Object of) {
        if (!holds) {
            throw new AssertionError(otherwise + of);
        }
    }
}
