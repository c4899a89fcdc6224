package io.tributary.engine;

import io.tributary.model.Alias;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Merge;
import io.tributary.model.Outcome;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one profile of an event's candidates and external IDs: it creates, extends or merges. One instance joins once.
 */
final class Joining {
    private final Happening now;
    private final Layer layer;
    private final Match match;
    /** The profile that keeps its ID; null if there was no candidate. */
    private final @Nullable Profile survivor;
    /** The others, in the order in which they were created. */
    private final List<Profile> children;

    private final Profile base;
    private final ProfileDraft draft;
    private final List<ExternalId> admitted;
    private final Set<ExternalId> promoted = new HashSet<>(0);
    private boolean extended;
    private boolean traitsChanged;

    Joining(Happening now, Layer layer, Match match) {
        this.now = now;
        this.layer = layer;
        this.match = match;
        this.survivor = survivor(match.candidates(), layer.rules.survivor());
        this.children = children(match.candidates(), survivor);
        this.base = survivor != null ? survivor : created();
        this.draft = new ProfileDraft(base);
        this.admitted = new ArrayList<>(match.claims().size());
    }

    /** @param traits of the event, JSON text by name */
    Joined join(Map<String, String> traits) {
        set(traits);
        for (Profile child : children) {
            tellMerge(child);
            take(child);
        }
        admit();
        if (draft.isChanged() || traitsChanged || survivor == null) {
            Profile joined = draft.finish();
            now.graph.put(joined);
            tellAliases(joined);
        }
        now.admitted.put(layer.collection, admitted);
        return new Joined(draft.id(), outcome(), childIds());
    }

    private List<ProfileId> childIds() {
        return children.isEmpty()
                ? List.of()
                : children.stream().map(Profile::id).toList();
    }

    private static @Nullable Profile survivor(List<Profile> candidates, Survivor rule) {
        if (candidates.isEmpty()) {
            return null;
        }
        Profile first = candidates.get(0);
        if (rule == Survivor.EARLIEST_SEEN) {
            for (Profile candidate : candidates) {
                first = candidate.firstSeen() < first.firstSeen() ? candidate : first;
            }
        }
        return first;
    }

    private static List<Profile> children(List<Profile> candidates, @Nullable Profile survivor) {
        if (candidates.size() < 2) {
            return List.of();
        }
        List<Profile> children = new ArrayList<>(candidates);
        children.remove(survivor);
        return children;
    }

    private Profile created() {
        Occasion at = now.at;
        ProfileId id = ProfileIds.next(now, layer.collection);
        return new Profile(id, at.sequence(), at.time(), at.time(), List.of(), Links.NONE, List.of(), null, false);
    }

    /** Traits are read only where there is something to do with them. */
    private void set(Map<String, String> traits) {
        if (traits.isEmpty() && !anyChildHasTraits()) {
            return;
        }
        TraitDraft all = new TraitDraft(now.graph.traits(base));
        for (Profile child : children) {
            all.join(now.graph.traits(child));
            if (child.hasTraits()) {
                now.graph.put(child.id(), Map.of());
            }
        }
        all.apply(traits, now.at, draft.id());
        now.traitsOmitted += all.omitted();
        traitsChanged = all.changed();
        if (traitsChanged) {
            now.graph.put(draft.id(), all.all());
            draft.setHasTraits(!all.all().isEmpty());
        }
    }

    private boolean anyChildHasTraits() {
        for (Profile child : children) {
            if (child.hasTraits()) {
                return true;
            }
        }
        return false;
    }

    private void take(Profile child) {
        draft.join(child);
        now.graph.put(ProfileDraft.mergedInto(draft.id(), child));
        for (Identifier identifier : child.identifiers()) {
            ExternalId id = identifier.externalId();
            now.graph.put(id, now.graph.pointer(id).to(draft.id()));
        }
    }

    /** Adds what is new while there is room, notes what was seen, links all that can lead here. */
    private void admit() {
        promote();
        int[] positions = new int[match.claims().size()];
        int linked = 0;
        for (Claim claim : match.claims()) {
            boolean isNew = claim.isNewTo(match.candidates());
            if (isNew && draft.size() >= layer.rules.maxIdentifiers()) {
                now.setAside(claim.id(), SetAside.Reason.IDENTIFIER_QUOTA);
                continue;
            }
            if (!claim.matching()) {
                admitBoundary(claim, isNew);
            } else {
                positions[linked++] = isNew ? add(claim) : draft.see(claim.id(), now.at.time());
                point(claim, isNew);
            }
            extended |= isNew;
            admitted.add(claim.id());
        }
        draft.linkAll(Arrays.copyOf(positions, linked));
    }

    /**
     * What stood on a candidate as a boundary, under earlier rules, leads to the profile from now on: one of its external
     * IDs, as old as it is.
     */
    private void promote() {
        for (Claim claim : match.claims()) {
            if (claim.matching() && draft.hasBoundary(claim.id())) {
                leaveExpired(claim);
                draft.promote(claim.id());
                promoted.add(claim.id());
                int marks = now.graph.pointer(claim.id()).marks();
                now.graph.put(claim.id(), new Pointer(draft.id(), Pointer.NEVER, marks));
            }
        }
    }

    private void admitBoundary(Claim claim, boolean isNew) {
        ExternalId id = claim.id();
        if (isNew) {
            draft.addBoundary(now.evidence(id, draft.id()));
        } else if (draft.hasBoundary(id)) {
            draft.seeBoundary(id, now.at.time());
        } else {
            draft.see(id, now.at.time());
        }
    }

    /** An external ID whose window has run out leaves the profile that held it, and counts anew here. */
    private int add(Claim claim) {
        leaveExpired(claim);
        return draft.add(now.evidence(claim.id(), draft.id()));
    }

    private void leaveExpired(Claim claim) {
        Profile holder = claim.holder();
        if (holder != null) {
            ProfileDraft loser = new ProfileDraft(now.graph.owner(holder.id()));
            loser.lose(claim.id());
            now.graph.put(loser.finish());
            now.expired.put(claim.id(), holder.id());
        }
    }

    private void point(Claim claim, boolean isNew) {
        boolean window = layer.rule(claim.id().type()).hasWindow();
        Pointer pointer = now.graph.pointer(claim.id());
        if (isNew) {
            now.graph.put(claim.id(), new Pointer(draft.id(), window ? now.at.time() : Pointer.NEVER, pointer.marks()));
        } else if (window && now.at.time() > lastSeen(claim)) {
            now.graph.put(claim.id(), pointer.seenAt(now.at.time()));
        }
    }

    /** What was promoted was not seen since it was added, for all that is known. */
    private long lastSeen(Claim claim) {
        return promoted.contains(claim.id()) ? draft.addedAt(claim.id()) : claim.lastSeen();
    }

    private Outcome outcome() {
        if (survivor == null) {
            return Outcome.CREATED;
        }
        if (!children.isEmpty()) {
            return Outcome.MERGED;
        }
        return extended ? Outcome.EXTENDED : Outcome.MATCHED;
    }

    /** A merge names the external IDs of the event that led to either side. */
    private void tellMerge(Profile child) {
        if (!layer.tellsMerges()) {
            return;
        }
        List<Merge.Evidence> because = new ArrayList<>();
        for (Claim claim : match.claims()) {
            Profile owner = claim.owner();
            if (owner != null && (owner.id().equals(child.id()) || owner.id().equals(draft.id()))) {
                because.add(new Merge.Evidence(claim.id(), owner.id()));
            }
        }
        now.mergesAndSplits.add(new Merge(
                now.at.space(),
                now.at.sequence(),
                now.mergesAndSplits.size(),
                child.id(),
                draft.id(),
                child.identifiers().stream().map(Identifier::externalId).toList(),
                now.at.messageId(),
                because,
                now.at.time()));
    }

    /** One alias for each part of a merged profile that was called something else right before. */
    private void tellAliases(Profile joined) {
        if (survivor == null || children.isEmpty() || !layer.tellsAliases()) {
            return;
        }
        String type = layer.rules.aliases().id();
        String userId = OwnIds.ownId(joined, type);
        List<Profile> parts = new ArrayList<>(children);
        parts.add(0, survivor);
        for (Profile part : parts) {
            String previousId = OwnIds.ownId(part, type);
            if (!previousId.equals(userId)) {
                now.aliases.add(new Alias(
                        now.at.space(),
                        now.at.sequence(),
                        now.aliases.size(),
                        joined.id(),
                        userId,
                        previousId,
                        now.at.time()));
            }
        }
    }
}
