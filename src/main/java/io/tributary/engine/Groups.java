package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.rules.Level;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one level: a graph whose members are persons, known by their profile IDs, and whose keys are what brings
 * them together. Here it is kept in step with what happens to persons; everything else is as in any other graph.
 */
final class Groups {
    private final LayerResolver resolver;

    Groups(SpaceRules rules, Collection level) {
        this.resolver = new LayerResolver(new Layer(rules, level));
    }

    Layer layer() {
        return resolver.layer;
    }

    /** The external ID of a person in this graph. */
    ExternalId member(ProfileId person) {
        return new ExternalId(layer().collection, Level.MEMBER, person.toString());
    }

    /** Whether external IDs of a type of users bring persons together here. */
    boolean hasKey(String type) {
        return layer().rules.lists(layer().collection, type) && !type.equals(Level.MEMBER) && layer().matches(type);
    }

    /** What an external ID of users is called in this graph. */
    ExternalId key(ExternalId id) {
        return new ExternalId(layer().collection, id.type(), id.value());
    }

    /** Whoever is parted from a person stays in that person's group, by the same keys, until keys say otherwise. */
    void carrySplits(Happening now) {
        for (MergeOrSplit happened : now.mergesAndSplits) {
            if (happened instanceof Split split && split.from().kind() == Collection.USERS.profileKind()) {
                carry(now, split);
            }
        }
    }

    private void carry(Happening now, Split split) {
        ExternalId stays = member(split.from());
        ProfileId groupId = now.graph.pointer(stays).profile();
        if (groupId == null) {
            return;
        }
        ProfileDraft group = new ProfileDraft(now.graph.owner(groupId));
        if (group.size() >= layer().rules.maxIdentifiers() || !group.isLinked(stays)) {
            return;
        }
        ExternalId parted = member(split.into());
        group.addBeside(stays, now.evidence(parted, groupId));
        now.graph.put(group.finish());
        now.graph.put(parted, new Pointer(groupId));
    }

    /** What there is to do for a level that the rules no longer have, see {@link AsleepLevels}. */
    void keepInStep(Happening now, @Nullable Joined person) {
        carrySplits(now);
        if (person != null) {
            person.children().forEach(child -> leave(now, member(child)));
        }
    }

    /**
     * Resolves the group of the person that an event resolved to.
     *
     * @param users the event's unmarked external IDs of users
     * @return null if the person found no room in it
     */
    @Nullable
    ProfileId resolve(Happening now, Observation event, Joined person, List<ExternalId> users) {
        ExternalId member = member(person.profile());
        List<ExternalId> members = new ArrayList<>(1);
        members.add(member);
        List<ExternalId> gone = new ArrayList<>(0);
        for (ProfileId child : person.children()) {
            ExternalId childMember = member(child);
            if (now.graph.pointer(childMember).profile() != null) {
                gone.add(childMember);
            }
        }
        members.addAll(gone);
        resolver.resolve(now, resolver.unmarked(now.graph, event.ids()), members, users, Map.of());
        for (ExternalId childMember : gone) {
            leave(now, childMember);
        }
        return now.graph.pointer(member).profile();
    }

    /** Somebody who is a person of their own no more leaves their group; nobody is parted by that. */
    private static void leave(Happening now, ExternalId member) {
        ProfileId groupId = now.graph.pointer(member).profile();
        if (groupId != null) {
            ProfileDraft group = new ProfileDraft(now.graph.owner(groupId));
            group.lose(member);
            now.graph.put(group.finish());
            now.graph.put(member, Pointer.NONE);
        }
    }
}
