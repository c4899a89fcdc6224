package io.tributary.engine;

import io.tributary.model.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The boundaries of profiles that become one. */
final class Boundaries {
    private Boundaries() {}

    /** Each value once, oldest first: of two entries the older one, seen first when either was. */
    static List<Identifier> united(List<Identifier> mine, List<Identifier> its) {
        if (its.isEmpty()) {
            return mine;
        }
        List<Identifier> united = new ArrayList<>(mine);
        for (Identifier other : its) {
            int same = 0;
            while (same < united.size() && !united.get(same).externalId().equals(other.externalId())) {
                same++;
            }
            if (same == united.size()) {
                united.add(other);
            } else {
                Identifier known = united.get(same);
                united.set(
                        same,
                        known.age() <= other.age() ? known.seenAt(other.firstSeen()) : other.seenAt(known.firstSeen()));
            }
        }
        united.sort(Comparator.comparingLong(Identifier::age));
        return united;
    }
}
