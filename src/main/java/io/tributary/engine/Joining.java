package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.Trait;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.Survivor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one profile of an event's candidates and external IDs: it creates, extends or merges. One instance decides one
 * event.
 */
final class Joining {
    private final SpaceRules rules;
    private final GraphStore store;
    private final Observation event;
    private final long sequence;
    private final Match match;

    /** The profile that keeps its ID; null if there was no candidate. */
    private final @Nullable Profile survivor;
    /** The others, in the order in which they were created. */
    private final List<Profile> children;

    private final ProfileId profileId;
    private final ProfileDraft draft;
    private final TraitDraft traits;

    private final List<ExternalId> admitted = new ArrayList<>();
    private final List<Identifier> added = new ArrayList<>();
    private final List<SetAside> setAside;

    Joining(SpaceRules rules, GraphStore store, Observation event, long sequence, Match match) {
        this.rules = rules;
        this.store = store;
        this.event = event;
        this.sequence = sequence;
        this.match = match;
        this.survivor = survivor(match.candidates(), rules.survivor());
        this.children = children(match.candidates(), survivor);
        Profile base = survivor != null ? survivor : created();
        this.profileId = base.id();
        this.draft = new ProfileDraft(base);
        this.traits = new TraitDraft(traitsOf(base));
        this.setAside = new ArrayList<>(event.setAside());
        setAside.addAll(match.demoted());
    }

    Decision decide() {
        for (Profile child : children) {
            draft.join(child);
            traits.join(traitsOf(child));
        }
        admit();
        traits.apply(event, sequence, profileId);
        boolean recordChanged = draft.hasOtherIdentifiers() || traits.visiblyChanged();
        if (recordChanged) {
            draft.changedAt(event.time());
        }
        if (!recordChanged && !draft.hasOtherLinks() && !traits.changed()) {
            return new Decision(resolution(), List.of(), List.of(), List.of(), List.of(), GraphChange.none(sequence));
        }
        Profile profile = draft.finish(!traits.all().isEmpty());
        Announcements announcements = new Announcements(event, sequence, profile, children, added);
        return new Decision(
                resolution(),
                announcements.merges(match.claims()),
                survivor == null || children.isEmpty() || !rules.aliases().emit()
                        ? List.of()
                        : announcements.aliases(survivor, rules.aliases()),
                recordChanged ? announcements.profiles(traits.visible(), store) : List.of(),
                announcements.owners(),
                change(profile));
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
        ProfileId id = ProfileIds.next(store, event.space(), Collection.USERS, event.messageId(), event.time());
        return new Profile(id, sequence, event.time(), event.time(), List.of(), Links.NONE, List.of(), null, false);
    }

    private Map<String, Trait> traitsOf(Profile profile) {
        return profile.hasTraits() ? store.traits(profile.id()) : Map.of();
    }

    /** Adds what is new while there is room, notes what was seen, links all of it. */
    private void admit() {
        int[] positions = new int[match.claims().size()];
        for (Claim claim : match.claims()) {
            if (claim.isNew() && draft.size() >= rules.maxIdentifiers()) {
                setAside.add(SetAside.of(claim.id(), SetAside.Reason.IDENTIFIER_QUOTA));
                continue;
            }
            positions[admitted.size()] =
                    claim.isNew() ? draft.add(evidence(claim.id())) : draft.see(claim.id(), event.time());
            admitted.add(claim.id());
        }
        draft.linkAll(Arrays.copyOf(positions, admitted.size()));
    }

    private Identifier evidence(ExternalId id) {
        Identifier identifier = new Identifier(
                id,
                Identifier.age(sequence, added.size()),
                event.time(),
                event.time(),
                profileId,
                event.messageId(),
                event.source());
        added.add(identifier);
        return identifier;
    }

    private Resolution resolution() {
        return new Resolution(
                event.space(),
                sequence,
                event.messageId(),
                event.type(),
                event.time(),
                profileId,
                outcome(),
                null,
                admitted,
                setAside,
                event.setAsideOmitted(),
                event.traitsOmitted() + traits.omitted(),
                event.event());
    }

    private Outcome outcome() {
        if (survivor == null) {
            return Outcome.CREATED;
        }
        if (!children.isEmpty()) {
            return Outcome.MERGED;
        }
        return added.isEmpty() ? Outcome.MATCHED : Outcome.EXTENDED;
    }

    private GraphChange change(Profile profile) {
        List<Profile> profiles = new ArrayList<>(1 + children.size());
        Map<ExternalId, Pointer> pointers = new LinkedHashMap<>();
        Map<ProfileId, Map<String, Trait>> changedTraits = new HashMap<>();
        if (survivor == null || !profile.equals(survivor)) {
            profiles.add(profile);
        }
        if (traits.changed()) {
            changedTraits.put(profileId, traits.all());
        }
        Pointer pointer = new Pointer(profileId);
        for (Profile child : children) {
            profiles.add(ProfileDraft.mergedInto(profileId, child));
            for (Identifier identifier : child.identifiers()) {
                pointers.put(identifier.externalId(), pointer);
            }
            if (child.hasTraits()) {
                changedTraits.put(child.id(), Map.of());
            }
        }
        for (Identifier identifier : added) {
            pointers.put(identifier.externalId(), pointer);
        }
        return new GraphChange(sequence, profiles, pointers, changedTraits);
    }
}
