package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import java.util.ArrayList;
import java.util.List;

/**
 * A profile while an event changes it. Nothing is copied before something really changes: most events change nothing.
 */
final class ProfileDraft {
    private final Profile before;
    private List<Identifier> identifiers;
    private boolean otherIdentifiers;
    private List<ProfileId> merged;
    private Links links;
    private long lastSeen;

    ProfileDraft(Profile before) {
        this.before = before;
        this.identifiers = before.identifiers();
        this.merged = before.merged();
        this.links = before.links();
        this.lastSeen = before.lastSeen();
    }

    /** What is left of a profile that was merged into another: enough to tell where it went and to bring it back. */
    static Profile mergedInto(ProfileId parent, Profile child) {
        return new Profile(
                child.id(),
                child.createdSequence(),
                child.createdAt(),
                child.lastSeen(),
                List.of(),
                Links.NONE,
                List.of(),
                parent,
                false);
    }

    int size() {
        return identifiers.size();
    }

    /** Whether external IDs were added or taken over, or one was seen earlier than ever before. */
    boolean hasOtherIdentifiers() {
        return otherIdentifiers;
    }

    @SuppressWarnings("ReferenceEquality") // adding links that are there already gives the same instance
    boolean hasOtherLinks() {
        return links != before.links();
    }

    /** Takes over all that a child has; what both have is interleaved by age. */
    void join(Profile child) {
        int[] places = new int[identifiers.size()];
        int[] childPlaces = new int[child.identifiers().size()];
        List<Identifier> joined = new ArrayList<>(places.length + childPlaces.length);
        int mine = 0;
        int its = 0;
        while (mine < places.length || its < childPlaces.length) {
            boolean takeMine = its == childPlaces.length
                    || (mine < places.length
                            && identifiers.get(mine).age()
                                    < child.identifiers().get(its).age());
            if (takeMine) {
                places[mine] = joined.size();
                joined.add(identifiers.get(mine++));
            } else {
                childPlaces[its] = joined.size();
                joined.add(child.identifiers().get(its++));
            }
        }
        links = links.interleave(places, child.links(), childPlaces);
        identifiers = joined;
        otherIdentifiers = true;
        List<ProfileId> all = new ArrayList<>(merged);
        all.add(child.id());
        all.addAll(child.merged());
        merged = all;
        lastSeen = Math.max(lastSeen, child.lastSeen());
    }

    /**
     * Adds an external ID, the youngest of the space.
     *
     * @return its position
     */
    int add(Identifier identifier) {
        own();
        identifiers.add(identifier);
        return identifiers.size() - 1;
    }

    /**
     * Notes that an external ID of the profile was resolved.
     *
     * @return its position
     */
    int see(ExternalId id, long time) {
        int position = position(id);
        if (time < identifiers.get(position).firstSeen()) {
            own();
            identifiers.set(position, identifiers.get(position).seenAt(time));
        }
        return position;
    }

    /** Links every two of these positions. */
    void linkAll(int[] positions) {
        links = links.withAllPairsOf(positions, identifiers.size());
    }

    /** Notes the time of an event that changes what the profile's record says. */
    void changedAt(long time) {
        lastSeen = Math.max(lastSeen, time);
    }

    Profile finish(boolean hasTraits) {
        return new Profile(
                before.id(),
                before.createdSequence(),
                before.createdAt(),
                lastSeen,
                identifiers,
                links,
                merged,
                null,
                hasTraits);
    }

    private int position(ExternalId id) {
        for (int i = 0; i < identifiers.size(); i++) {
            if (identifiers.get(i).externalId().equals(id)) {
                return i;
            }
        }
        throw new IllegalStateException("the state of this space is corrupt: profile " + before.id()
                + " does not list an external ID of type " + id.type() + " that points to it");
    }

    private void own() {
        if (!otherIdentifiers) {
            identifiers = new ArrayList<>(identifiers);
            otherIdentifiers = true;
        }
    }
}
