package io.tributary.engine;

import io.tributary.model.CommandAnswer;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.OwnerChange;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the world is told of a change of the graph: whatever it can see and that is another than before, and nothing else.
 */
final class Telling {
    private final Happening now;
    private final GraphDraft graph;

    private Telling(Happening now) {
        this.now = now;
        this.graph = now.graph;
    }

    /** The complete decision, once everything has happened. */
    static Decision of(
            Happening now,
            @Nullable Resolution resolution,
            @Nullable CommandAnswer answer,
            @Nullable String commandId) {
        if (now.graph.isUntouched() && answer == null) {
            return Decision.only(resolution, null, GraphChange.none(now.at.sequence()));
        }
        Telling telling = new Telling(now);
        List<ProfileChange> profiles = telling.profiles();
        return new Decision(
                resolution,
                now.mergesAndSplits,
                now.aliases,
                profiles,
                telling.owners(),
                new MembershipChanges(now).all(),
                now.discarded,
                answer,
                graph(now, commandId));
    }

    private static GraphChange graph(Happening now, @Nullable String commandId) {
        return now.graph.change(now.at.sequence(), commandId);
    }

    /** Every profile whose record says something else, and notes in the graph when it was seen to change. */
    private List<ProfileChange> profiles() {
        List<ProfileChange> told = new ArrayList<>();
        Set<ProfileId> others = new LinkedHashSet<>();
        for (Profile touched : graph.touchedProfiles()) {
            Profile before = graph.profileBefore(touched.id());
            Profile after = touched;
            if (!saysTheSame(before, after)) {
                if (after.isCanonical() && after.lastSeen() < now.at.time()) {
                    after = after.seenAt(now.at.time());
                    graph.put(after);
                }
                tell(after, told);
            }
            others.addAll(behind(before));
            others.addAll(behind(after));
        }
        for (Profile touched : graph.touchedProfiles()) {
            others.remove(touched.id());
        }
        for (ProfileId other : others) {
            Profile profile = graph.known(other);
            if (!Objects.equals(rootBefore(other), root(profile))) {
                tell(profile, told);
            }
        }
        return told;
    }

    private void tell(Profile profile, List<ProfileChange> told) {
        if (!isTold(profile.id())) {
            return;
        }
        boolean canonical = profile.isCanonical();
        SortedMap<String, String> traits = canonical ? TraitDraft.visible(graph.traits(profile)) : new TreeMap<>();
        told.add(new ProfileChange(now.at.space(), now.at.sequence(), profile, root(profile), traits));
    }

    /** Groups are told by who joins and leaves them. */
    private static boolean isTold(ProfileId id) {
        return id.kind() == ProfileId.Kind.USER || id.kind() == ProfileId.Kind.ACCOUNT;
    }

    /** What somebody who was merged became part of; null for a canonical profile, and for a deleted one. */
    private @Nullable ProfileId root(Profile profile) {
        return profile.parent() == null ? null : graph.canonical(profile).id();
    }

    private @Nullable ProfileId rootBefore(ProfileId id) {
        Profile root = graph.profileBefore(id);
        while (root != null && root.parent() != null) {
            root = graph.profileBefore(root.parent());
        }
        return root == null || root.id().equals(id) ? null : root.id();
    }

    private static List<ProfileId> behind(@Nullable Profile profile) {
        return profile == null ? List.of() : profile.merged();
    }

    private boolean saysTheSame(@Nullable Profile before, Profile after) {
        return before != null
                && before.deleted() == after.deleted()
                && Objects.equals(rootBefore(before.id()), root(after))
                && before.identifiers().equals(after.identifiers())
                && before.boundaries().equals(after.boundaries())
                && before.merged().equals(after.merged())
                && (!graph.hasOtherTraits(after.id())
                        || TraitDraft.visible(graph.traitsBefore(before))
                                .equals(TraitDraft.visible(graph.traits(after))));
    }

    /**
     * Every external ID of users and accounts that has another owner, or came back to its owner and counts anew. Whose
     * pointer was not put has the owner that it had, and the store is not asked: profiles can be large.
     */
    private List<OwnerChange> owners() {
        List<OwnerChange> owners = new ArrayList<>();
        Collection<ExternalId> touched = graph.touchedIds();
        for (Profile profile : graph.touchedProfiles()) {
            if (profile.isCanonical() && isTold(profile.id())) {
                for (Identifier identifier : profile.identifiers()) {
                    ExternalId id = identifier.externalId();
                    boolean countsAnew = now.expired.containsKey(id);
                    if (countsAnew
                            || (touched.contains(id)
                                    && !profile.id()
                                            .equals(graph.pointerBefore(id).profile()))) {
                        owners.add(owner(id, profile.id(), identifier.addedAt(), identifier.messageId()));
                    }
                }
            }
        }
        for (ExternalId id : touched) {
            boolean lost = graph.pointerBefore(id).profile() != null
                    && graph.pointer(id).profile() == null;
            if (lost && !id.collection().isLevel()) {
                owners.add(owner(id, null, 0, ""));
            }
        }
        return owners;
    }

    private OwnerChange owner(ExternalId id, @Nullable ProfileId owner, long addedAt, String messageId) {
        return new OwnerChange(now.at.space(), now.at.sequence(), id, owner, addedAt, messageId, now.expired.get(id));
    }
}
