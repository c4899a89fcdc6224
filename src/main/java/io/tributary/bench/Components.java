package io.tributary.bench;

import io.tributary.model.ExternalId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connected components of external IDs that were seen together, whatever a rule would say: by union and find. */
final class Components {
    private final Map<ExternalId, Integer> numbers = new HashMap<>();
    private int[] parents = new int[1 << 10];

    /** @param ids of one event */
    void add(List<ExternalId> ids) {
        for (ExternalId id : ids) {
            int one = root(number(id));
            int first = root(number(ids.get(0)));
            parents[Math.max(one, first)] = Math.min(one, first);
        }
    }

    private int number(ExternalId id) {
        Integer known = numbers.get(id);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, number * 2);
        }
        parents[number] = number;
        numbers.put(id, number);
        return number;
    }

    private int root(int number) {
        int at = number;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    Partition partition() {
        Map<ExternalId, Long> parts = new HashMap<>();
        numbers.forEach((id, number) -> parts.put(id, (long) root(number)));
        return new Partition(parts);
    }
}
