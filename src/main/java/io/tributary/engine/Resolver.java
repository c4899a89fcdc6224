package io.tributary.engine;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.Resolution;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Resolves the events of one space, one at a time, in the space's order.
 *
 * <p>An event's external IDs are matched to the profiles that own them ({@link Matcher}); what is left of them after
 * demotion belongs together from now on ({@link Joining}). The result says everything that happened and everything that
 * has to be written; nothing has changed until it is applied.
 */
public final class Resolver {
    private final SpaceRules rules;
    private final Matcher matcher;
    private final Comparator<ExternalId> byPriority;

    public Resolver(SpaceRules rules) {
        this.rules = rules;
        this.matcher = new Matcher(rules, Collection.USERS);
        this.byPriority = rules.byPriority(Collection.USERS);
    }

    /**
     * Decides one event.
     *
     * @param store the graph as the event before this one left it; it is read, not changed
     */
    public Decision resolve(GraphStore store, Observation event) {
        long sequence = store.sequence() + 1;
        if (event.denied() != null) {
            return unresolved(event, sequence, event.denied());
        }
        List<ExternalId> ids = identifiers(event);
        if (ids.isEmpty()) {
            return unresolved(event, sequence, UnresolvedReason.NO_IDENTIFIERS);
        }
        Match match = matcher.match(store, ids, event.time());
        return new Joining(rules, store, event, sequence, match).decide();
    }

    private List<ExternalId> identifiers(Observation event) {
        List<ExternalId> ids = new ArrayList<>(event.ids().size());
        for (ExternalId id : event.ids()) {
            if (id.collection() == Collection.USERS) {
                ids.add(id);
            }
        }
        ids.sort(byPriority);
        return ids;
    }

    private static Decision unresolved(Observation event, long sequence, UnresolvedReason reason) {
        Resolution resolution = new Resolution(
                event.space(),
                sequence,
                event.messageId(),
                event.type(),
                event.time(),
                null,
                Outcome.UNRESOLVED,
                reason,
                List.of(),
                event.setAside(),
                event.setAsideOmitted(),
                event.traitsOmitted(),
                event.event());
        return new Decision(resolution, List.of(), List.of(), List.of(), List.of(), GraphChange.none(sequence));
    }
}
