package io.tributary.simulate;

import io.tributary.engine.Decision;
import io.tributary.model.Collection;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.Outcome;
import io.tributary.model.OwnerChange;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import io.tributary.simulate.StoryEntry.At;
import io.tributary.simulate.StoryEntry.PutAside;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks from all that is decided in a space what concerns one profile, and one external ID. What is set aside again and
 * again is one entry, so that it takes memory for what changed, not for events.
 */
final class Story {
    private record Aside(SetAside setAside, @Nullable ProfileId profile) {}

    private record Added(ExternalId externalId, long age) {}

    private final Kinship kinship;
    private final @Nullable ProfileId root;
    private final @Nullable ExternalId asked;
    private final List<StoryEntry> entries = new ArrayList<>();
    private final Map<Aside, PutAside> setAside = new LinkedHashMap<>();
    private final Set<Added> added = new HashSet<>();
    private final Set<ExternalId> everHeld = new HashSet<>();
    private final Set<ExternalId> held = new HashSet<>();

    /**
     * @param root the profile, null if there is none
     * @param asked the external ID, of which everything is told, null if there is none
     */
    Story(Kinship kinship, @Nullable ProfileId root, @Nullable ExternalId asked) {
        this.kinship = kinship;
        this.root = root;
        this.asked = asked;
    }

    /** In order. */
    List<StoryEntry> entries() {
        List<StoryEntry> all = new ArrayList<>(entries);
        all.addAll(setAside.values());
        all.sort(StoryEntry.IN_ORDER);
        return all;
    }

    /** Takes the space's next decision. */
    void add(Decision decision) {
        At at = At.of(decision);
        if (decision.resolution() != null) {
            addResolution(at, decision.resolution());
        }
        Map<ExternalId, OwnerChange> owners = new LinkedHashMap<>();
        decision.owners().forEach(change -> owners.put(change.externalId(), change));
        for (ProfileChange change : decision.profiles()) {
            addIdentifiers(change.profile(), at.sequence(), owners);
        }
        Set<ExternalId> moved = addChanges(at, decision.mergesAndSplits());
        decision.owners().forEach(change -> addOwner(at, change, moved.contains(change.externalId())));
        for (Membership membership : decision.memberships()) {
            if (isPart(membership.profileId(), at) || isPart(membership.groupId(), at)) {
                entries.add(new StoryEntry.Grouped(at, membership));
            }
        }
        for (DiscardedValue value : decision.discarded()) {
            if (isKnown(value.externalId()) || isOfPart(value, decision)) {
                entries.add(new StoryEntry.Discarded(at, value));
            }
        }
        CommandAnswer answer = decision.answer();
        if (answer != null && concerns(answer, at)) {
            entries.add(new StoryEntry.Told(at, answer));
        }
    }

    private void addResolution(At at, Resolution resolution) {
        ProfileId profile = resolution.profileId();
        boolean part = isPart(profile, at);
        if (profile != null && part && resolution.outcome() == Outcome.CREATED) {
            entries.add(new StoryEntry.Created(at, profile));
        }
        for (SetAside id : resolution.setAside()) {
            boolean account = id.collection() != null && id.collection().equals(Collection.ACCOUNTS);
            if (account ? isPart(resolution.accountId(), at) || isAsked(id) : part || isAsked(id)) {
                ProfileId of = account ? resolution.accountId() : profile;
                setAside.merge(
                        new Aside(id, of),
                        new PutAside(at, id, of, 1, at),
                        (one, two) -> new PutAside(one.at(), id, of, one.times() + 1, two.at()));
            }
        }
    }

    private boolean isAsked(SetAside id) {
        return asked != null
                && asked.collection().equals(id.collection())
                && asked.type().equals(id.type())
                && asked.value().equals(id.id());
    }

    private void addIdentifiers(Profile profile, long sequence, Map<ExternalId, OwnerChange> owners) {
        if (root == null || !kinship.isPartOf(root, profile.id(), sequence)) {
            return;
        }
        profile.identifiers().forEach(identifier -> addIdentifier(identifier, false, owners));
        profile.boundaries().forEach(boundary -> addIdentifier(boundary, true, owners));
    }

    private void addIdentifier(Identifier identifier, boolean boundary, Map<ExternalId, OwnerChange> owners) {
        if (!added.add(new Added(identifier.externalId(), identifier.age()))) {
            return;
        }
        everHeld.add(identifier.externalId());
        OwnerChange change = owners.get(identifier.externalId());
        long sequence = identifier.sequence();
        entries.add(new StoryEntry.Brought(
                new At(sequence, identifier.addedAt(), identifier.messageId(), false),
                identifier.externalId(),
                boundary,
                identifier.origin(),
                identifier.source(),
                change == null || change.sequence() != sequence ? null : change.expiredFrom()));
    }

    /** The external IDs that merges and splits have moved: nothing more has to be told of them. */
    private Set<ExternalId> addChanges(At at, List<MergeOrSplit> changes) {
        Set<ExternalId> moved = new HashSet<>();
        for (MergeOrSplit change : changes) {
            ProfileId from = change instanceof Split split ? split.from() : ((Merge) change).from();
            ProfileId into = change instanceof Split split ? split.into() : ((Merge) change).into();
            if (isPart(from, at) || isPart(into, at)) {
                entries.add(new StoryEntry.Changed(at, change));
            }
            moved.addAll(change instanceof Split split ? split.externalIds() : ((Merge) change).externalIds());
        }
        return moved;
    }

    private void addOwner(At at, OwnerChange change, boolean moved) {
        ExternalId id = change.externalId();
        if (isPart(change.profileId(), at)) {
            held.add(id);
        } else if ((held.remove(id) || id.equals(asked)) && !moved) {
            entries.add(new StoryEntry.Redirected(at, id, change.profileId()));
        }
    }

    private boolean isOfPart(DiscardedValue value, Decision decision) {
        Resolution resolution = decision.resolution();
        return value.externalId().collection().isLevel()
                && resolution != null
                && isPart(resolution.profileId(), At.of(decision));
    }

    private boolean concerns(CommandAnswer answer, At at) {
        ExternalId id = answer.command().externalId();
        return (id != null && isKnown(id)) || isPart(answer.command().profileId(), at);
    }

    private boolean isKnown(ExternalId id) {
        return id.equals(asked) || everHeld.contains(id);
    }

    private boolean isPart(@Nullable ProfileId profile, At at) {
        return root != null && profile != null && kinship.isPartOf(root, profile, at.sequence());
    }
}
