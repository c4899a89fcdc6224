package io.tributary.engine;

import io.tributary.model.Alias;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Merge;
import io.tributary.model.Observation;
import io.tributary.model.OwnerChange;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.rules.AliasRules;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the world is told of a change of the graph: merges, aliases, profiles and owners.
 *
 * @param profile the resulting profile
 * @param children what was merged into it, as it was before, in the order of the merges
 * @param added the external IDs that are new, by priority
 */
record Announcements(
        Observation event, long sequence, Profile profile, List<Profile> children, List<Identifier> added) {

    /** One merge a child, each with the external IDs of the event that led to either side. */
    List<Merge> merges(List<Claim> claims) {
        List<Merge> merges = new ArrayList<>(children.size());
        for (Profile child : children) {
            List<ExternalId> moved = new ArrayList<>(child.identifiers().size());
            for (Identifier identifier : child.identifiers()) {
                moved.add(identifier.externalId());
            }
            merges.add(new Merge(
                    event.space(),
                    sequence,
                    merges.size(),
                    child.id(),
                    profile.id(),
                    moved,
                    event.messageId(),
                    because(claims, child.id()),
                    event.time()));
        }
        return merges;
    }

    private List<Merge.Evidence> because(List<Claim> claims, ProfileId child) {
        List<Merge.Evidence> because = new ArrayList<>();
        for (Claim claim : claims) {
            Profile owner = claim.owner();
            if (owner != null && (owner.id().equals(child) || owner.id().equals(profile.id()))) {
                because.add(new Merge.Evidence(claim.id(), owner.id()));
            }
        }
        return because;
    }

    /** One alias for each part of a merged profile that was called something else right before. */
    List<Alias> aliases(Profile survivor, AliasRules rules) {
        String userId = OwnIds.ownId(profile, rules.id());
        List<Profile> parts = new ArrayList<>(children);
        parts.add(0, survivor);
        List<Alias> aliases = new ArrayList<>();
        for (Profile part : parts) {
            String previousId = OwnIds.ownId(part, rules.id());
            if (!previousId.equals(userId)) {
                aliases.add(new Alias(
                        event.space(), sequence, aliases.size(), profile.id(), userId, previousId, event.time()));
            }
        }
        return aliases;
    }

    /**
     * The profile, and all that now have it as their canonical one: chains are kept flat for readers, so the children's
     * own children are told again.
     */
    List<ProfileChange> profiles(SortedMap<String, String> traits, GraphStore store) {
        List<ProfileChange> changes = new ArrayList<>();
        changes.add(new ProfileChange(event.space(), sequence, profile, null, traits));
        for (Profile child : children) {
            changes.add(merged(ProfileDraft.mergedInto(profile.id(), child)));
            for (ProfileId grandchild : child.merged()) {
                Profile stored = store.profile(grandchild);
                if (stored == null) {
                    throw new IllegalStateException(
                            "the state of this space is corrupt: merged profile " + grandchild + " is not there");
                }
                changes.add(merged(stored));
            }
        }
        return changes;
    }

    private ProfileChange merged(Profile merged) {
        return new ProfileChange(event.space(), sequence, merged, profile.id(), new TreeMap<>());
    }

    /** The external IDs that merges moved, in the order of the merges and of age, then the new ones. */
    List<OwnerChange> owners() {
        List<OwnerChange> owners = new ArrayList<>();
        for (Profile child : children) {
            for (Identifier identifier : child.identifiers()) {
                owners.add(owner(identifier));
            }
        }
        for (Identifier identifier : added) {
            owners.add(owner(identifier));
        }
        return owners;
    }

    private OwnerChange owner(Identifier identifier) {
        return new OwnerChange(
                event.space(),
                sequence,
                identifier.externalId(),
                profile.id(),
                identifier.addedAt(),
                identifier.messageId());
    }
}
