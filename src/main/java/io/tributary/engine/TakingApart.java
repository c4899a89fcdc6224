package io.tributary.engine;

import io.tributary.model.Anchors;
import io.tributary.model.ExternalId;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.model.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes a profile apart once something that held it together is gone: the component with the oldest external ID stays
 * the profile, every other one becomes a profile of its own. One instance takes one profile apart.
 *
 * <pre>
 *   P: a1 -- ip -- a2 -- u2      ip is taken away:    P: a1     (oldest)
 *              \                                      Q: a2 -- u2   revived, if a2 was added to Q and Q merged into P
 *               a3                                    N: a3         new
 * </pre>
 */
final class TakingApart {
    private final Happening now;
    private final Layer layer;
    private final Profile before;
    private final ProfileDraft keeper;
    private final Split.Reason reason;
    private final @Nullable ExternalId cause;

    private TakingApart(Happening now, Layer layer, Profile profile, Split.Reason reason, @Nullable ExternalId cause) {
        this.now = now;
        this.layer = layer;
        this.before = profile;
        this.keeper = new ProfileDraft(profile);
        this.reason = reason;
        this.cause = cause;
    }

    /** Takes an external ID away from whoever owns it, with its links, and parts what it alone held together. */
    static void remove(Happening now, Layer layer, ExternalId id, Split.Reason reason) {
        Pointer pointer = now.graph.pointer(id);
        if (pointer.profile() == null) {
            return;
        }
        Profile profile = now.graph.owner(pointer.profile());
        now.graph.put(id, pointer.toNobody());
        int[] sides = new int[profile.identifiers().size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = profile.identifiers().get(i).externalId().equals(id) ? Components.NONE : 0;
        }
        new TakingApart(now, layer, profile, reason, id).fall(sides, null);
    }

    /**
     * Undoes a merge: what was added to the child, or to one behind it, goes back to it, with the traits and accounts that
     * it brought, and the two are kept apart for good.
     *
     * @param profile canonical
     * @param child behind it
     * @return whether there was anything to go back
     */
    static boolean unmerge(Happening now, Layer layer, Profile profile, ProfileId child) {
        TakingApart taking = new TakingApart(now, layer, profile, Split.Reason.UNMERGED, null);
        Set<ProfileId> its = new LinkedHashSet<>(taking.behind(child));
        its.add(child);
        int[] sides = new int[profile.identifiers().size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = its.contains(profile.identifiers().get(i).origin()) ? 1 : 0;
        }
        if (Arrays.stream(sides).noneMatch(side -> side == 1)) {
            return false;
        }
        taking.fall(sides, child);
        taking.giveBack(child, its);
        return true;
    }

    /** @param returning whom the oldest component of side 1 goes to, null if there is no such side */
    private void fall(int[] sides, @Nullable ProfileId returning) {
        List<int[]> components = Components.of(before.links(), sides);
        List<int[]> viable = new ArrayList<>(components.size());
        for (int[] component : components) {
            if (layer.isViable(ids(component))) {
                viable.add(component);
            } else {
                dissolve(component);
            }
        }
        ProfileDraft child = returning == null ? null : revive(returning);
        int[] kept = null;
        int[] returned = null;
        for (int[] component : viable) {
            boolean back = sides[component[0]] == 1;
            kept = kept == null && !back ? component : kept;
            returned = returned == null && back ? component : returned;
        }
        for (int[] component : viable) {
            if (component != kept) {
                part(component, component == returned ? child : null);
            }
        }
        keeper.keep(kept == null ? new int[0] : kept);
        keeper.adopt();
        now.graph.put(keeper.finish());
    }

    /** Nobody is left who would be brought together by these. */
    private void dissolve(int[] component) {
        for (ExternalId id : ids(component)) {
            now.graph.put(id, now.graph.pointer(id).toNobody());
            if (reason == Split.Reason.DELETED) {
                now.graph.put(id, Anchors.NONE);
            }
        }
    }

    /** @param returned who gets the component, null if that follows from where its oldest external ID was added */
    private void part(int[] component, @Nullable ProfileDraft returned) {
        ProfileId origin = before.identifiers().get(component[0]).origin();
        boolean revived = returned != null || keeper.merged().contains(origin);
        ProfileDraft parted = returned != null ? returned : revived ? revive(origin) : new ProfileDraft(created());
        parted.takeOver(Part.of(before.identifiers(), before.links(), component), before.boundaries());
        parted.adopt();
        now.graph.put(parted.finish());
        List<ExternalId> moved = ids(component);
        for (ExternalId id : moved) {
            now.graph.put(id, now.graph.pointer(id).to(parted.id()));
        }
        if (layer.tellsMerges()) {
            now.mergesAndSplits.add(new Split(
                    now.at.space(),
                    now.at.sequence(),
                    now.mergesAndSplits.size(),
                    before.id(),
                    parted.id(),
                    revived,
                    reason,
                    cause,
                    moved,
                    now.at.messageId(),
                    now.at.time()));
        }
    }

    private Profile created() {
        Occasion at = now.at;
        ProfileId id = ProfileIds.next(now, layer.collection);
        return new Profile(id, at.sequence(), at.time(), at.time(), List.of(), Links.NONE, List.of(), null, false);
    }

    /** A merged profile comes back with all that was behind it, and with what an operator has said of any of them. */
    private ProfileDraft revive(ProfileId id) {
        List<ProfileId> its = behind(id);
        Set<ProfileId> leaving = new LinkedHashSet<>(its);
        leaving.add(id);
        keeper.setMerged(without(keeper.merged(), leaving::contains));
        ProfileDraft revived = new ProfileDraft(now.graph.known(id));
        revived.setMerged(its);
        for (KeptApart pair : keeper.keptApart()) {
            if (leaving.contains(pair.own())) {
                revived.keepApart(pair);
            }
        }
        keeper.setKeptApart(without(keeper.keptApart(), pair -> leaving.contains(pair.own())));
        return revived;
    }

    /** Those behind the profile whose chain of merges leads through another one behind it, in the order of the merges. */
    private List<ProfileId> behind(ProfileId child) {
        return without(keeper.merged(), id -> id.equals(child) || !leadsThrough(id, child));
    }

    private boolean leadsThrough(ProfileId id, ProfileId child) {
        for (ProfileId at = id; at != null; at = now.graph.known(at).parent()) {
            if (at.equals(child)) {
                return true;
            }
        }
        return false;
    }

    private void giveBack(ProfileId child, Set<ProfileId> its) {
        ProfileDraft parent = new ProfileDraft(now.graph.known(before.id()));
        ProfileDraft returned = new ProfileDraft(now.graph.known(child));
        Map<String, Trait> kept = new HashMap<>(now.graph.traits(before));
        Map<String, Trait> given = new HashMap<>(kept);
        kept.values().removeIf(trait -> its.contains(trait.origin()));
        given.keySet().removeAll(kept.keySet());
        if (!given.isEmpty()) {
            now.graph.put(before.id(), kept);
            now.graph.put(child, given);
            parent.setHasTraits(!kept.isEmpty());
            returned.setHasTraits(true);
        }
        returned.setAccounts(without(parent.accounts(), relation -> !its.contains(relation.origin())));
        parent.setAccounts(without(parent.accounts(), relation -> its.contains(relation.origin())));
        parent.keepApart(new KeptApart(before.id(), child));
        returned.keepApart(new KeptApart(child, before.id()));
        now.graph.put(parent.finish());
        now.graph.put(returned.finish());
    }

    private List<ExternalId> ids(int[] component) {
        List<ExternalId> ids = new ArrayList<>(component.length);
        for (int position : component) {
            ids.add(before.identifiers().get(position).externalId());
        }
        return ids;
    }

    private static <T> List<T> without(List<T> list, Predicate<T> leaving) {
        List<T> rest = new ArrayList<>(list);
        rest.removeIf(leaving);
        return rest;
    }
}
