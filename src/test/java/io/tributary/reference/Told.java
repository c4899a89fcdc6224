package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Decision;
import io.tributary.model.Alias;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Membership;
import io.tributary.model.Merge;
import io.tributary.model.MergeOrSplit;
import io.tributary.model.OutputRecord;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.Split;
import io.tributary.reference.Snapshot.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the world is told because of one event or command. In which order different profiles, external IDs and
 * members are told is left open.
 *
 * @param resolution null for a command
 * @param answer null for an event
 */
record Told(
        @Nullable Resolution resolution,
        List<MergeOrSplit> mergesAndSplits,
        List<Alias> aliases,
        Map<ProfileId, PersonChange> profiles,
        Map<ExternalId, OwnerChange> owners,
        Map<Seat, Membership> memberships,
        List<DiscardedValue> discarded,
        @Nullable Answer answer) {

    /** A profile as it stands after an event, as {@link ProfileChange} tells it. */
    record PersonChange(
            String space,
            long sequence,
            Person person,
            @Nullable ProfileId canonical,
            SortedMap<String, String> traits) {
        static PersonChange of(ProfileChange change) {
            return new PersonChange(
                    change.space(),
                    change.sequence(),
                    Person.of(change.profile()),
                    change.canonical(),
                    change.traits());
        }
    }

    /** What became of a command; the words for the operator are not compared. */
    record Answer(String space, long sequence, Command command, CommandAnswer.Status status) {}

    /** @throws AssertionError if the decision's records are not what it says, in the order of the topics */
    static Told of(Decision decision) {
        CommandAnswer answer = decision.answer();
        List<OutputRecord> records = new ArrayList<>();
        if (decision.resolution() != null) {
            records.add(decision.resolution());
        }
        records.addAll(decision.mergesAndSplits());
        records.addAll(decision.aliases());
        records.addAll(decision.profiles());
        records.addAll(decision.owners());
        records.addAll(decision.memberships());
        records.addAll(decision.discarded());
        if (answer != null) {
            records.add(answer);
        }
        if (!records.equals(decision.records())) {
            throw new AssertionError("records() are not all records in order: " + decision.records());
        }
        return new Told(
                decision.resolution(),
                decision.mergesAndSplits(),
                decision.aliases(),
                byKey(
                        decision.profiles().stream().map(PersonChange::of).toList(),
                        change -> change.person().id()),
                byKey(decision.owners(), OwnerChange::externalId),
                byKey(decision.memberships(), one -> new Seat(one.level(), one.groupId(), one.profileId())),
                decision.discarded(),
                answer == null
                        ? null
                        : new Answer(answer.space(), answer.sequence(), answer.command(), answer.status()));
    }

    private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
        Map<K, V> map = new HashMap<>();
        for (V value : values) {
            if (map.put(key.apply(value), value) != null) {
                throw new AssertionError("told twice: " + key.apply(value));
            }
        }
        return map;
    }

    /** The resolution of what is known to be an event. */
    Resolution resolved() {
        return requireNonNull(resolution);
    }

    CommandAnswer.Status status() {
        return requireNonNull(answer).status();
    }

    List<Merge> merges() {
        return mergesAndSplits.stream()
                .filter(Merge.class::isInstance)
                .map(Merge.class::cast)
                .toList();
    }

    List<Split> splits() {
        return mergesAndSplits.stream()
                .filter(Split.class::isInstance)
                .map(Split.class::cast)
                .toList();
    }

    /** By name, for telling which of them differ; what has a key by that key. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "resolution", resolution);
        fields.put("merges and splits", mergesAndSplits);
        fields.put("aliases", aliases);
        profiles.forEach((id, change) -> fields.put("profile " + id, change));
        owners.forEach((id, change) -> fields.put("owner of " + id.collection() + " " + id, change));
        memberships.forEach((seat, membership) -> fields.put("membership " + seat, membership));
        fields.put("discarded", discarded);
        put(fields, "answer", answer);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
