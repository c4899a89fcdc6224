package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A profile while an event changes it. Nothing is copied before something really changes: most events change nothing.
 */
final class ProfileDraft {
    private final Profile before;
    private List<Identifier> identifiers;
    private Links links;
    private List<Identifier> boundaries;
    private List<ProfileId> merged;
    private int merges;
    private List<Relation> accounts;
    private List<KeptApart> keptApart;
    private boolean hasTraits;
    private long lastSeen;
    private boolean changed;

    ProfileDraft(Profile before) {
        this.before = before;
        this.identifiers = before.identifiers();
        this.links = before.links();
        this.boundaries = before.boundaries();
        this.merged = before.merged();
        this.merges = before.merges();
        this.accounts = before.accounts();
        this.keptApart = before.keptApart();
        this.hasTraits = before.hasTraits();
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
                List.of(),
                child.merges(),
                parent,
                List.of(),
                List.of(),
                false,
                false);
    }

    ProfileId id() {
        return before.id();
    }

    /** External IDs that it lists, boundaries among them. */
    int size() {
        return identifiers.size() + boundaries.size();
    }

    List<ProfileId> merged() {
        return merged;
    }

    boolean isChanged() {
        return changed;
    }

    /** Takes over all that a child has but its traits; what both have is interleaved by age. */
    void join(Profile child) {
        interleave(child.identifiers(), child.links());
        boundaries = Boundaries.united(boundaries, child.boundaries());
        dropListedBoundaries();
        List<ProfileId> all = new ArrayList<>(merged);
        all.add(child.id());
        all.addAll(child.merged());
        merged = all;
        merges += 1 + child.merges();
        accounts = Relations.united(accounts, child.accounts());
        child.keptApart().forEach(this::keepApart);
        lastSeen = Math.max(lastSeen, child.lastSeen());
        changed = true;
    }

    private void interleave(List<Identifier> others, Links theirLinks) {
        int[] places = new int[identifiers.size()];
        int[] otherPlaces = new int[others.size()];
        List<Identifier> joined = new ArrayList<>(places.length + otherPlaces.length);
        int mine = 0;
        int its = 0;
        while (mine < places.length || its < otherPlaces.length) {
            boolean takeMine = its == otherPlaces.length
                    || (mine < places.length
                            && identifiers.get(mine).age() < others.get(its).age());
            if (takeMine) {
                places[mine] = joined.size();
                joined.add(identifiers.get(mine++));
            } else {
                otherPlaces[its] = joined.size();
                joined.add(others.get(its++));
            }
        }
        links = links.interleave(places, theirLinks, otherPlaces);
        identifiers = joined;
    }

    /** Under earlier rules one may have been a boundary to the one profile and an external ID like any other to the other. */
    private void dropListedBoundaries() {
        for (Identifier boundary : boundaries) {
            int position = find(identifiers, boundary.externalId());
            if (position >= 0) {
                identifiers = seen(identifiers, position, boundary.firstSeen());
                dropBoundary(boundary.externalId());
            }
        }
    }

    /**
     * Adds an external ID that can lead here, the youngest of the graph.
     *
     * @return its position
     */
    int add(Identifier identifier) {
        identifiers = with(identifiers, identifier);
        return identifiers.size() - 1;
    }

    void addBoundary(Identifier boundary) {
        boundaries = with(boundaries, boundary);
    }

    /**
     * Notes that an external ID of the profile was resolved.
     *
     * @return its position
     */
    int see(ExternalId id, long time) {
        int position = position(id);
        if (time < identifiers.get(position).firstSeen()) {
            identifiers = seen(identifiers, position, time);
        }
        return position;
    }

    void seeBoundary(ExternalId id, long time) {
        int position = position(boundaries, id);
        if (time < boundaries.get(position).firstSeen()) {
            boundaries = seen(boundaries, position, time);
        }
    }

    /** Links every two of these positions. */
    @SuppressWarnings("ReferenceEquality") // adding links that are there already gives the same instance
    void linkAll(int[] positions) {
        Links more = links.withAllPairsOf(positions, identifiers.size());
        changed |= more != links;
        links = more;
    }

    /** Takes an external ID away and parts nobody: those that were linked with it are linked with each other instead. */
    void lose(ExternalId id) {
        int position = position(id);
        int count = identifiers.size();
        links = links.withAllPairsOf(links.neighbours(position, count), count).without(position, count);
        List<Identifier> fewer = new ArrayList<>(identifiers);
        fewer.remove(position);
        identifiers = fewer;
        changed = true;
    }

    /** Whether an external ID is linked with any other. */
    boolean isLinked(ExternalId id) {
        return links.neighbours(position(id), identifiers.size()).length > 0;
    }

    /** Adds an external ID, the youngest of the graph, with the links that another one has. */
    void addBeside(ExternalId other, Identifier identifier) {
        int[] neighbours = links.neighbours(position(other), identifiers.size());
        links = links.withLast(add(identifier) + 1, neighbours);
    }

    /**
     * Leaves only some of the external IDs, with the links among them.
     *
     * @param positions ascending
     */
    void keep(int[] positions) {
        Part part = Part.of(identifiers, links, positions);
        identifiers = part.identifiers();
        links = part.links();
        changed = true;
    }

    /** Takes over a part of another profile, and all its boundaries, in place of its own. */
    void takeOver(Part part, List<Identifier> itsBoundaries) {
        identifiers = part.identifiers();
        links = part.links();
        boundaries = itsBoundaries;
        changed = true;
    }

    boolean hasBoundary(ExternalId id) {
        return find(boundaries, id) >= 0;
    }

    /** Makes a boundary one of the external IDs that can lead here, linked with none. */
    void promote(ExternalId id) {
        Identifier boundary = boundaries.get(position(boundaries, id));
        dropBoundary(id);
        interleave(List.of(boundary), Links.NONE);
    }

    /** Event time at which one of its external IDs was added to the graph, epoch milliseconds. */
    long addedAt(ExternalId id) {
        return identifiers.get(position(id)).addedAt();
    }

    void dropBoundary(ExternalId id) {
        List<Identifier> fewer = new ArrayList<>(boundaries);
        fewer.remove(position(boundaries, id));
        boundaries = fewer;
        changed = true;
    }

    /** Whoever is behind it from now on. */
    void setMerged(List<ProfileId> behind) {
        merged = behind;
        changed = true;
    }

    void setHasTraits(boolean has) {
        changed |= has != hasTraits;
        hasTraits = has;
    }

    List<Relation> accounts() {
        return accounts;
    }

    void setAccounts(List<Relation> its) {
        accounts = its;
        changed = true;
    }

    void keepApart(KeptApart pair) {
        if (!keptApart.contains(pair)) {
            List<KeptApart> more = new ArrayList<>(keptApart);
            more.add(pair);
            keptApart = more;
            changed = true;
        }
    }

    List<KeptApart> keptApart() {
        return keptApart;
    }

    void setKeptApart(List<KeptApart> pairs) {
        keptApart = pairs;
        changed = true;
    }

    /** Makes this profile the origin of all that was not added to it or to one behind it. */
    void adopt() {
        Set<ProfileId> behind = Set.copyOf(merged);
        identifiers = adopted(identifiers, behind);
        boundaries = adopted(boundaries, behind);
        changed = true;
    }

    private List<Identifier> adopted(List<Identifier> list, Set<ProfileId> behind) {
        List<Identifier> adopted = new ArrayList<>(list.size());
        for (Identifier identifier : list) {
            adopted.add(behind.contains(identifier.origin()) ? identifier : identifier.from(id()));
        }
        return adopted;
    }

    /** The profile as it is now, canonical. */
    Profile finish() {
        return new Profile(
                before.id(),
                before.createdSequence(),
                before.createdAt(),
                lastSeen,
                identifiers,
                links,
                boundaries,
                merged,
                merges,
                null,
                accounts,
                keptApart,
                hasTraits,
                false);
    }

    private int position(ExternalId id) {
        return position(identifiers, id);
    }

    private int position(List<Identifier> list, ExternalId id) {
        int position = find(list, id);
        if (position >= 0) {
            return position;
        }
        throw new IllegalStateException("the state of this space is corrupt: profile " + before.id()
                + " does not list an external ID that points to it, " + Fingerprint.of(id));
    }

    /** The position of an external ID, negative if it is not there. */
    private static int find(List<Identifier> list, ExternalId id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).externalId().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private List<Identifier> with(List<Identifier> list, Identifier one) {
        List<Identifier> more = new ArrayList<>(list.size() + 1);
        more.addAll(list);
        more.add(one);
        changed = true;
        return more;
    }

    private List<Identifier> seen(List<Identifier> list, int position, long time) {
        List<Identifier> other = new ArrayList<>(list);
        other.set(position, list.get(position).seenAt(time));
        changed = true;
        return other;
    }
}
