package io.tributary.reference;

import io.tributary.model.Alias;
import io.tributary.model.Identifier;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.rules.AliasRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands for profiles in alias calls, before and after a merge. */
final class OwnIds {
    private final AliasRules rules;
    private final Map<ProfileId, String> before = new HashMap<>();

    OwnIds(AliasRules rules) {
        this.rules = rules;
    }

    /** Remembers what the profiles are called right before they are joined. */
    void before(Set<Node> candidates) {
        candidates.forEach(candidate -> before.put(candidate.id, of(candidate)));
    }

    void tellAliases(ReferenceJoin.Joined joined, Happening now) {
        if (joined.outcome() != Outcome.MERGED || !rules.emit()) {
            return;
        }
        String ownId = of(joined.profile());
        List<Node> parts = new ArrayList<>(joined.children());
        parts.add(0, joined.profile());
        for (Node part : parts) {
            String previous = before.getOrDefault(part.id, "");
            if (!previous.equals(ownId)) {
                now.aliases.add(new Alias(
                        now.space, now.sequence, now.aliases.size(), joined.profile().id, ownId, previous, now.time));
            }
        }
    }

    private String of(Node profile) {
        String newest = null;
        String oldestAnonymous = null;
        for (Identifier one : profile.identifiers()) {
            String type = one.externalId().type();
            if (type.equals(rules.id())) {
                newest = one.externalId().value();
            }
            if (type.equals("anonymous_id") && oldestAnonymous == null) {
                oldestAnonymous = one.externalId().value();
            }
        }
        return newest != null ? newest : oldestAnonymous != null ? oldestAnonymous : profile.id.toString();
    }
}
