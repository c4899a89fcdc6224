package io.tributary.savepoint;

import static io.tributary.savepoint.Invariant.BEHIND;
import static io.tributary.savepoint.Invariant.CONNECTED;
import static io.tributary.savepoint.Invariant.DELETED_EMPTY;
import static io.tributary.savepoint.Invariant.KEPT_APART;
import static io.tributary.savepoint.Invariant.LED_BACK;
import static io.tributary.savepoint.Invariant.MEMBERS;
import static io.tributary.savepoint.Invariant.MERGED_EMPTY;
import static io.tributary.savepoint.Invariant.RELATED;
import static io.tributary.savepoint.Invariant.SEQUENCE;
import static io.tributary.savepoint.Invariant.SORTED;
import static io.tributary.savepoint.Invariant.SOUND_ORIGINS;
import static io.tributary.savepoint.Invariant.TRAITS;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.rules.Level;
import io.tributary.state.StoredGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks one profile after the other, and counts what leads from profiles to pointers, to profiles behind them and to
 * traits. Where a count equals that of the other side, nothing there is without its counterpart, so that the other side
 * need not be looked up one by one.
 */
final class ProfileChecks {
    private final StoredGraph graph;
    private final Report report;
    private final long sequence;

    /** External IDs that are listed by the profile that their pointers lead to. */
    long listed;
    /** Merged profiles that their canonical ones know. */
    long behind;

    long merged;
    /** Profiles that say that they have traits, and do. */
    long withTraits;

    /** Is told what does not hold. */
    @FunctionalInterface
    interface Report {
        void add(Invariant invariant, String where);
    }

    ProfileChecks(StoredGraph graph, Report report) {
        this.graph = graph;
        this.report = report;
        this.sequence = graph.sequence();
    }

    void check(Profile profile) {
        if (profile.deleted()) {
            require(!graph.hasTraits(profile.id()), DELETED_EMPTY, profile);
            return;
        }
        boolean hasTraits = profile.hasTraits() && graph.hasTraits(profile.id());
        withTraits += hasTraits ? 1 : 0;
        require(profile.hasTraits() == hasTraits, TRAITS, profile);
        require(profile.createdSequence() <= sequence, SEQUENCE, profile);
        if (profile.parent() != null) {
            merged++;
            require(isEmpty(profile), MERGED_EMPTY, profile);
            return;
        }
        checkIdentifiers(profile);
        require(isConnected(profile), CONNECTED, profile);
        checkBehind(profile);
        checkRelations(profile);
        checkKeptApart(profile);
    }

    private static boolean isEmpty(Profile profile) {
        return profile.identifiers().isEmpty()
                && profile.boundaries().isEmpty()
                && profile.links().equals(Links.NONE)
                && profile.merged().isEmpty()
                && profile.accounts().isEmpty()
                && profile.keptApart().isEmpty()
                && !profile.hasTraits();
    }

    private void checkIdentifiers(Profile profile) {
        Set<ProfileId> origins = new HashSet<>(profile.merged());
        origins.add(profile.id());
        Set<ExternalId> distinct = new HashSet<>();
        for (Identifier identifier : profile.identifiers()) {
            ExternalId id = identifier.externalId();
            Pointer pointer = graph.pointer(id);
            if (distinct.add(id) && pointer != null && profile.id().equals(pointer.profile())) {
                listed++;
            } else {
                report.add(LED_BACK, profile.id() + " " + Fingerprint.of(id));
            }
            if (id.collection().isLevel() && id.type().equals(Level.MEMBER)) {
                require(isPerson(id.value()), MEMBERS, profile);
            }
        }
        checkEvidence(profile, profile.identifiers(), origins);
        checkEvidence(profile, profile.boundaries(), origins);
    }

    private boolean isPerson(String member) {
        try {
            Profile person = graph.profile(ProfileId.parse(member));
            return person != null && person.isCanonical() && person.id().kind() == ProfileId.Kind.USER;
        } catch (IllegalArgumentException e) {
            return false; // no profile's ID
        }
    }

    private void checkEvidence(Profile profile, List<Identifier> identifiers, Set<ProfileId> origins) {
        long age = -1;
        boolean sorted = true;
        boolean sound = true;
        for (Identifier identifier : identifiers) {
            sorted &= identifier.age() > age && identifier.firstSeen() <= identifier.addedAt();
            sound &= origins.contains(identifier.origin());
            age = identifier.age();
        }
        require(sorted, SORTED, profile);
        require(sound, SOUND_ORIGINS, profile);
        require(
                identifiers.isEmpty() || identifiers.get(identifiers.size() - 1).sequence() <= sequence,
                SEQUENCE,
                profile);
    }

    /** Whether every external ID but the oldest reaches an older one, and so on to the oldest. */
    private static boolean isConnected(Profile profile) {
        int[] representative = new int[profile.identifiers().size()];
        int parts = representative.length;
        for (int position = 0; position < representative.length; position++) {
            representative[position] = position;
            for (int older : profile.links().olderThan(position)) {
                int a = find(representative, position);
                int b = find(representative, older);
                if (a != b) {
                    representative[Math.max(a, b)] = Math.min(a, b);
                    parts--;
                }
            }
        }
        return parts <= 1;
    }

    private static int find(int[] representative, int position) {
        int at = position;
        while (representative[at] != at) {
            representative[at] = representative[representative[at]];
            at = representative[at];
        }
        return at;
    }

    private void checkBehind(Profile profile) {
        Set<ProfileId> distinct = new HashSet<>();
        boolean sound = profile.merges() >= profile.merged().size();
        for (ProfileId child : profile.merged()) {
            if (distinct.add(child) && profile.id().equals(canonical(child))) {
                behind++;
            } else {
                sound = false;
            }
        }
        require(sound, BEHIND, profile);
    }

    /** The profile that one leads to, null if it leads to none: it goes in circles, or to what never was. */
    @Nullable
    ProfileId canonical(ProfileId id) {
        Set<ProfileId> path = new HashSet<>();
        ProfileId at = id;
        while (path.add(at)) {
            Profile profile = graph.profile(at);
            if (profile == null || profile.deleted()) {
                return null;
            }
            ProfileId parent = profile.parent();
            if (parent == null) {
                return at;
            }
            at = parent;
        }
        return null;
    }

    private void checkRelations(Profile profile) {
        Set<ProfileId> distinct = new HashSet<>();
        for (Relation relation : profile.accounts()) {
            ProfileId account = relation.account();
            require(
                    distinct.add(account)
                            && account.kind() == ProfileId.Kind.ACCOUNT
                            && profile.id().kind() == ProfileId.Kind.USER
                            && graph.profile(account) != null,
                    RELATED,
                    profile);
        }
    }

    private void checkKeptApart(Profile profile) {
        Set<KeptApart> distinct = new HashSet<>();
        for (KeptApart pair : profile.keptApart()) {
            ProfileId other = canonical(pair.other());
            Profile its = other == null ? null : graph.profile(other);
            require(
                    distinct.add(pair)
                            && profile.id().equals(canonical(pair.own()))
                            && its != null
                            && !its.id().equals(profile.id())
                            && its.keptApart()
                                    .contains(new KeptApart(/* own= */ pair.other(), /* other= */ pair.own())),
                    KEPT_APART,
                    profile);
        }
    }

    private void require(boolean holds, Invariant invariant, Profile profile) {
        if (!holds) {
            report.add(invariant, profile.id().toString());
        }
    }
}
