package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well the profiles of one space and the people behind its events agree, once everything has been emitted.
 *
 * <p>An event is where the merges and splits after it took what it resolved by: with its most trusted external ID, or the
 * next one if that was taken away; where both were, it stays. Events of one person that resolved to one profile by the
 * same two are counted together, where the last of them is. So it takes memory for people and their external IDs, and
 * for merges and splits, but not for events.
 *
 * <p>Precision and recall are those of B-cubed, averages over events: of the events in this event's canonical profile,
 * the share that is this event's person's; of this event's person's events, the share in this event's canonical
 * profile. One wrong merge lowers precision by what it mixes up, one missing merge recall by what it leaves apart.
 */
public final class Evaluation {
    /**
     * @param events with a profile and a known person; one that is emitted twice counts twice
     * @param others events that are unresolved, or of which nobody knows the person
     * @param people with at least one of the events
     * @param profiles canonical ones with at least one of the events
     * @param mixedProfiles those that hold more than one person: wrong merges
     * @param splitPeople those in more than one profile
     * @param precision 0 to 1; 1 if there are no events
     * @param recall 0 to 1; 1 if there are no events
     */
    public record Result(
            long events,
            long others,
            int people,
            int profiles,
            int mixedProfiles,
            int splitPeople,
            double precision,
            double recall) {}

    /** A person's part in a profile. */
    private record Share(int person, String profile) {}

    /** What events have in common that are counted together. */
    private record Trace(
            Share share, @Nullable String first, @Nullable String second) {}

    /** @param last the sequence of the latest */
    private record Tally(long events, long last) {
        Tally plus(Tally other) {
            return new Tally(events + other.events, Math.max(last, other.last));
        }
    }

    /** What a person or a profile comes to: its events, and with how many of the other kind it shares them. */
    private record Total(long events, int shares) {
        Total plus(Total other) {
            return new Total(events + other.events, shares + other.shares);
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final ToIntFunction<String> personOf;
    private final Map<Trace, Tally> traces = new HashMap<>();
    private final FinalProfiles finalProfiles = new FinalProfiles();
    private long others;

    /** @param personOf who is behind the event of a messageId, negative if nobody knows */
    public Evaluation(ToIntFunction<String> personOf) {
        this.personOf = personOf;
    }

    /**
     * Takes a record into account, in any order; topics other than {@code resolutions} and {@code merges} are ignored.
     *
     * @throws UncheckedIOException if the record is not JSON
     */
    public void accept(TopicRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        switch (record.topic()) {
            case RESOLUTIONS -> resolved(parse(value));
            case MERGES -> finalProfiles.add(parse(value));
            case ALIASES, PROFILES, EXTERNAL_IDS, MEMBERSHIPS, AUDIT, REJECTED -> {}
        }
    }

    private JsonNode parse(byte[] value) {
        try {
            return json.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a record is not JSON", e);
        }
    }

    private void resolved(JsonNode resolution) {
        int person = personOf.applyAsInt(resolution.path("messageId").asText());
        if (person < 0 || !resolution.hasNonNull("profileId")) {
            others++;
            return;
        }
        String first = null;
        String second = null;
        for (JsonNode id : resolution.path("externalIds")) {
            if (first == null) {
                first = FinalProfiles.name(id);
            } else if (second == null) {
                second = FinalProfiles.name(id);
            }
        }
        Share share = new Share(person, resolution.path("profileId").asText());
        traces.merge(
                new Trace(share, first, second),
                new Tally(1, resolution.path("sequence").asLong()),
                Tally::plus);
    }

    /** How things stand after what has been taken into account. */
    public Result result() {
        Map<Share, Long> canonical = new HashMap<>();
        traces.forEach((trace, tally) -> {
            String profile = finalProfiles.of(trace.share.profile, tally.last, trace.first, trace.second);
            canonical.merge(new Share(trace.share.person, profile), tally.events, Long::sum);
        });
        Map<Integer, Total> people = new HashMap<>();
        Map<String, Total> profiles = new HashMap<>();
        canonical.forEach((share, count) -> {
            people.merge(share.person, new Total(count, 1), Total::plus);
            profiles.merge(share.profile, new Total(count, 1), Total::plus);
        });
        long events = 0;
        double precision = 0;
        double recall = 0;
        for (Map.Entry<Share, Long> entry : canonical.entrySet()) {
            double count = entry.getValue();
            events += entry.getValue();
            precision += count * count / total(profiles, entry.getKey().profile);
            recall += count * count / total(people, entry.getKey().person);
        }
        return new Result(
                events,
                others,
                people.size(),
                profiles.size(),
                shared(profiles),
                shared(people),
                events == 0 ? 1 : precision / events,
                events == 0 ? 1 : recall / events);
    }

    private static <K> long total(Map<K, Total> totals, K key) {
        Total total = totals.get(key);
        return total == null ? 0 : total.events;
    }

    private static int shared(Map<?, Total> totals) {
        return (int) totals.values().stream().filter(total -> total.shares > 1).count();
    }
}
