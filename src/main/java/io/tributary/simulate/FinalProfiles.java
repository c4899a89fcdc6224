package io.tributary.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.model.Split;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where what once was in one profile is at the end: through the merges and splits that came after, in their order,
 * whatever the order in which they are heard of.
 *
 * <pre>
 *   P at 3 --merge at 5--> Q --split at 9: what moved is in P--> P --merge at 12--> R
 *                          `----------- what did not is in Q -----------------------> Q
 * </pre>
 */
final class FinalProfiles {
    private record Place(long sequence, int ordinal) implements Comparable<Place> {
        @Override
        public int compareTo(Place that) {
            int bySequence = Long.compare(sequence, that.sequence);
            return bySequence != 0 ? bySequence : Integer.compare(ordinal, that.ordinal);
        }
    }

    /** @param moved the external IDs that a split took along; null for a merge, which takes all */
    private record Change(String into, @Nullable Set<String> moved, boolean unmerged) {
        boolean takes(@Nullable String first, @Nullable String second) {
            // The external IDs of one event hang together: when one is taken away, the others tell where it went. An
            // unmerge cuts across that.
            return moved == null
                    || (first != null && moved.contains(first))
                    || (second != null && !unmerged && moved.contains(second));
        }
    }

    private final Map<String, TreeMap<Place, Change>> changes = new HashMap<>();

    /** Takes a record of {@code merges} into account; one that comes twice counts once. */
    void add(JsonNode change) {
        boolean split = change.path("change").asText().equals("split");
        Set<String> moved = null;
        if (split) {
            moved = new HashSet<>();
            for (JsonNode id : change.path("externalIds")) {
                moved.add(name(id));
            }
        }
        changes.computeIfAbsent(change.path("from").asText(), from -> new TreeMap<>())
                .put(
                        new Place(
                                change.path("sequence").asLong(),
                                change.path("ordinal").asInt()),
                        new Change(
                                change.path("into").asText(),
                                moved,
                                change.path("reason").asText().equals(Split.Reason.UNMERGED.wireName())));
    }

    /** An external ID by one name, as {@link #of} takes it. */
    static String name(JsonNode externalId) {
        return externalId.path("collection").asText() + "/"
                + externalId.path("type").asText() + ":"
                + externalId.path("id").asText();
    }

    /**
     * The profile in which an event is at the end.
     *
     * @param profile in which it was, canonical then
     * @param sequence of the event
     * @param first the most trusted external ID that it resolved by, null if nothing is known of it
     * @param second the next one, which tells where it is when the first was taken away
     */
    String of(String profile, long sequence, @Nullable String first, @Nullable String second) {
        String at = profile;
        Place since = new Place(sequence, Integer.MAX_VALUE);
        while (true) {
            Map.Entry<Place, Change> next = next(at, since, first, second);
            if (next == null) {
                return at;
            }
            at = next.getValue().into;
            since = next.getKey();
        }
    }

    private Map.@Nullable Entry<Place, Change> next(
            String profile, Place since, @Nullable String first, @Nullable String second) {
        TreeMap<Place, Change> from = changes.get(profile);
        if (from != null) {
            for (Map.Entry<Place, Change> change : from.tailMap(since, false).entrySet()) {
                if (change.getValue().takes(first, second)) {
                    return change;
                }
            }
        }
        return null;
    }
}
