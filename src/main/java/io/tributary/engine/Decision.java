package io.tributary.engine;

import io.tributary.model.Alias;
import io.tributary.model.Merge;
import io.tributary.model.OutputRecord;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileChange;
import io.tributary.model.Resolution;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that happens because of one event: what the world is told, in this order, and what the graph's store has
 * to write.
 *
 * @param profiles the canonical profile first, then those whose canonical profile changed, in the order of the merges
 * @param owners external IDs that changed their owner: those that merges moved, in the order of the merges and then of
 *     age, then those that are new, by priority
 */
public record Decision(
        Resolution resolution,
        List<Merge> merges,
        List<Alias> aliases,
        List<ProfileChange> profiles,
        List<OwnerChange> owners,
        GraphChange change) {

    /** All that the world is told, in the order in which it is told. */
    public List<OutputRecord> records() {
        if (profiles.isEmpty() && owners.isEmpty()) {
            return List.of(resolution);
        }
        List<OutputRecord> records =
                new ArrayList<>(1 + merges.size() + aliases.size() + profiles.size() + owners.size());
        records.add(resolution);
        records.addAll(merges);
        records.addAll(aliases);
        records.addAll(profiles);
        records.addAll(owners);
        return records;
    }
}
