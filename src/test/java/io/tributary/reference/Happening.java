package io.tributary.reference;

import io.tributary.model.Alias;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.model.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event or command while it takes place, and what it has led to so far. */
final class Happening {
    final String space;
    final long sequence;
    /** The event's, or the command's ID. */
    final String messageId;

    final long time;
    final @Nullable String source;
    final List<MergeOrSplit> mergesAndSplits = new ArrayList<>();
    final List<Alias> aliases = new ArrayList<>();
    final List<DiscardedValue> discarded = new ArrayList<>();
    final List<SetAside> setAside = new ArrayList<>();
    /** Who lost an external ID because its window had run out. */
    final Map<ExternalId, ProfileId> expiredFrom = new HashMap<>();
    /** What led to the groups of a level, or to an account, by level. */
    final Map<String, List<ExternalId>> because = new HashMap<>();

    private final Map<Collection, Integer> added = new HashMap<>();

    private Happening(String space, long sequence, String messageId, long time, @Nullable String source) {
        this.space = space;
        this.sequence = sequence;
        this.messageId = messageId;
        this.time = time;
        this.source = source;
    }

    static Happening of(Observation event, long sequence) {
        Happening happening = new Happening(event.space(), sequence, event.messageId(), event.time(), event.source());
        happening.setAside.addAll(event.setAside());
        return happening;
    }

    static Happening of(Command command, long sequence) {
        return new Happening(command.space(), sequence, command.commandId(), command.time(), null);
    }

    /** The evidence of an external ID that is added to its collection's graph now. */
    Identifier evidence(ExternalId id, ProfileId profile) {
        int ordinal = added.merge(id.collection(), 1, Integer::sum) - 1;
        return new Identifier(id, Identifier.age(sequence, ordinal), time, time, profile, messageId, source);
    }

    void setAside(ExternalId id, SetAside.Reason reason) {
        setAside.add(new SetAside(id.collection(), id.type(), id.value(), reason, null));
    }

    void setAside(ExternalId id, SetAside.Reason reason, @Nullable String violated) {
        setAside.add(new SetAside(id.collection(), id.type(), id.value(), reason, violated));
    }

    /** The splits of persons, in the order in which they happened. */
    List<Split> splitsOfUsers() {
        List<Split> splits = new ArrayList<>();
        for (MergeOrSplit one : mergesAndSplits) {
            if (one instanceof Split split && split.from().kind() == ProfileId.Kind.USER) {
                splits.add(split);
            }
        }
        return splits;
    }
}
