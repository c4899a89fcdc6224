package io.tributary.engine;

import io.tributary.model.Alias;
import io.tributary.model.Collection;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An event or a command while it is decided: the graph as far as it has changed, and what else there is to tell. */
final class Happening {
    final Occasion at;
    final GraphDraft graph;

    final List<MergeOrSplit> mergesAndSplits = new ArrayList<>(0);
    final List<Alias> aliases = new ArrayList<>(0);
    final List<SetAside> setAside = new ArrayList<>(0);
    final List<DiscardedValue> discarded = new ArrayList<>(0);

    /** The external IDs that the event resolved by. */
    final Map<Collection, List<ExternalId>> admitted = new HashMap<>(2);

    /** Which profile lost an external ID because its window had run out. */
    final Map<ExternalId, ProfileId> expired = new HashMap<>(0);

    /** Of each collection, the counter in the ID of the profile that was created last, see {@link ProfileIds}. */
    final Map<Collection, Integer> countersGiven = new HashMap<>(0);

    /** How many of the event's traits found no room. */
    int traitsOmitted;

    private final Map<Collection, Integer> added = new HashMap<>(0);

    Happening(Occasion at, GraphDraft graph) {
        this.at = at;
        this.graph = graph;
    }

    /** Evidence of an external ID that is added to a graph here, the youngest of it. */
    Identifier evidence(ExternalId id, ProfileId origin) {
        int ordinal = added.merge(id.collection(), 1, Integer::sum) - 1;
        return new Identifier(
                id, Identifier.age(at.sequence(), ordinal), at.time(), at.time(), origin, at.messageId(), at.source());
    }

    void setAside(ExternalId id, SetAside.Reason reason) {
        setAside.add(SetAside.of(id, reason));
    }
}
