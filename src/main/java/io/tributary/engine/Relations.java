package io.tributary.engine;

import io.tributary.model.Bounds;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The accounts that a user belongs to. */
final class Relations {
    private Relations() {}

    /** Those of two users that become one, each account once, while there is room. */
    static List<Relation> united(List<Relation> mine, List<Relation> its) {
        if (its.isEmpty()) {
            return mine;
        }
        List<Relation> united = new ArrayList<>(mine);
        Set<ProfileId> known = accounts(mine);
        for (Relation other : its) {
            if (united.size() < Bounds.MAX_ACCOUNTS && known.add(other.account())) {
                united.add(other);
            }
        }
        return united;
    }

    static Set<ProfileId> accounts(List<Relation> relations) {
        Set<ProfileId> accounts = new HashSet<>();
        relations.forEach(relation -> accounts.add(relation.account()));
        return accounts;
    }

    /** Relates a user and an account of the same event, unless they are. */
    static void relate(GraphDraft graph, ProfileId user, ProfileId account) {
        ProfileDraft draft = new ProfileDraft(graph.owner(user));
        List<Relation> before = draft.accounts();
        for (Relation relation : before) {
            if (relation.account().equals(account)) {
                return;
            }
        }
        if (before.size() < Bounds.MAX_ACCOUNTS) {
            List<Relation> more = new ArrayList<>(before);
            more.add(new Relation(account, user));
            draft.setAccounts(more);
            graph.put(draft.finish());
        }
    }
}
