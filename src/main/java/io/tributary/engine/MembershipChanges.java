package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Membership;
import io.tributary.model.Membership.Change;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.rules.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is in another group of a level, or in another account, than before the event or command. */
final class MembershipChanges {
    private final Happening now;
    private final List<Membership> changes = new ArrayList<>(0);

    MembershipChanges(Happening now) {
        this.now = now;
    }

    List<Membership> all() {
        for (ExternalId id : now.graph.touchedIds()) {
            if (id.collection().isLevel() && id.type().equals(Level.MEMBER)) {
                group(id);
            }
        }
        for (Profile profile : now.graph.touchedProfiles()) {
            if (profile.id().kind() == Collection.USERS.profileKind()) {
                accounts(now.graph.profileBefore(profile.id()), profile);
            }
        }
        return changes;
    }

    private void group(ExternalId member) {
        ProfileId before = now.graph.pointerBefore(member).profile();
        ProfileId after = now.graph.pointer(member).profile();
        if (Objects.equals(before, after)) {
            return;
        }
        String level = member.collection().wireName();
        ProfileId person = ProfileId.parse(member.value());
        if (before != null) {
            tell(level, before, person, left(now.graph.known(person)), List.of());
        }
        if (after != null) {
            tell(level, after, person, Change.JOINED, keys(member.collection()));
        }
    }

    private void accounts(@Nullable Profile before, Profile after) {
        List<Relation> relationsBefore = before == null ? List.of() : before.accounts();
        if (relationsBefore.equals(after.accounts())) {
            return;
        }
        Set<ProfileId> accountsAfter = Relations.accounts(after.accounts());
        for (Relation relation : relationsBefore) {
            if (!accountsAfter.contains(relation.account())) {
                tell(Membership.ACCOUNT, relation.account(), after.id(), left(after), List.of());
            }
        }
        Set<ProfileId> accountsBefore = Relations.accounts(relationsBefore);
        for (Relation relation : after.accounts()) {
            if (!accountsBefore.contains(relation.account())) {
                tell(Membership.ACCOUNT, relation.account(), after.id(), Change.JOINED, keys(Collection.ACCOUNTS));
            }
        }
    }

    private static Change left(Profile person) {
        return person.deleted() ? Change.DELETED : Change.LEFT;
    }

    /** The external IDs of the event that led there. */
    private List<ExternalId> keys(Collection collection) {
        return now.admitted.getOrDefault(collection, List.of()).stream()
                .filter(id -> !collection.isLevel() || !id.type().equals(Level.MEMBER))
                .toList();
    }

    private void tell(String level, ProfileId group, ProfileId person, Change change, List<ExternalId> because) {
        changes.add(new Membership(
                now.at.space(),
                now.at.sequence(),
                level,
                group,
                person,
                change,
                because,
                now.at.messageId(),
                now.at.time()));
    }
}
