package io.tributary.engine;

import io.tributary.model.Alias;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.OutputRecord;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileChange;
import io.tributary.model.Resolution;
import io.tributary.model.Split;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens because of one event or command: what the world is told, in this order, and what the graph's
 * store has to write.
 *
 * @param resolution null for a command
 * @param mergesAndSplits in the order in which they happened
 * @param profiles whose record says something else than before
 * @param owners external IDs of users and accounts that have another owner than before
 * @param memberships profiles that are in other groups or accounts than before
 * @param discarded values that more share than may
 * @param answer null for an event
 */
public record Decision(
        @Nullable Resolution resolution,
        List<MergeOrSplit> mergesAndSplits,
        List<Alias> aliases,
        List<ProfileChange> profiles,
        List<OwnerChange> owners,
        List<Membership> memberships,
        List<DiscardedValue> discarded,
        @Nullable CommandAnswer answer,
        GraphChange change) {

    /** A decision that changes nothing but the sequence. */
    static Decision only(@Nullable Resolution resolution, @Nullable CommandAnswer answer, GraphChange change) {
        return new Decision(
                resolution, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), answer, change);
    }

    public List<Merge> merges() {
        return mergesAndSplits.stream()
                .filter(Merge.class::isInstance)
                .map(Merge.class::cast)
                .toList();
    }

    public List<Split> splits() {
        return mergesAndSplits.stream()
                .filter(Split.class::isInstance)
                .map(Split.class::cast)
                .toList();
    }

    /** All that the world is told, in the order in which it is told. */
    public List<OutputRecord> records() {
        List<OutputRecord> records = new ArrayList<>(4);
        if (resolution != null) {
            records.add(resolution);
        }
        records.addAll(mergesAndSplits);
        records.addAll(aliases);
        records.addAll(profiles);
        records.addAll(owners);
        records.addAll(memberships);
        records.addAll(discarded);
        if (answer != null) {
            records.add(answer);
        }
        return records;
    }
}
