package io.tributary.reference;

import io.tributary.engine.Decision;
import io.tributary.model.Alias;
import io.tributary.model.Merge;
import io.tributary.model.OutputRecord;
import io.tributary.model.OwnerChange;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Everything that the world is told because of one event. */
record Told(
        Resolution resolution,
        List<Merge> merges,
        List<Alias> aliases,
        List<PersonChange> profiles,
        List<OwnerChange> owners) {

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

    /** @throws AssertionError if the decision's records are not what it says, in the order of the topics */
    static Told of(Decision decision) {
        List<OutputRecord> records = new ArrayList<>();
        records.add(decision.resolution());
        records.addAll(decision.merges());
        records.addAll(decision.aliases());
        records.addAll(decision.profiles());
        records.addAll(decision.owners());
        if (!records.equals(decision.records())) {
            throw new AssertionError("records() are not all records in order: " + decision.records());
        }
        return new Told(
                decision.resolution(),
                decision.merges(),
                decision.aliases(),
                decision.profiles().stream().map(PersonChange::of).toList(),
                decision.owners());
    }

    /** By name, for telling which of them differ. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resolution", resolution);
        fields.put("merges", merges);
        fields.put("aliases", aliases);
        fields.put("profiles", profiles);
        fields.put("owners", owners);
        return fields;
    }
}
