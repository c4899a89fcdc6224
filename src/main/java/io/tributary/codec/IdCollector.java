package io.tributary.codec;

import io.tributary.model.Bounds;
import io.tributary.model.ExternalId;
import io.tributary.model.SetAside;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The external IDs of one event in one space, and those that were set aside, within their bounds. */
final class IdCollector {
    private final List<ExternalId> distinct = new ArrayList<>(8);
    private final List<SetAside> setAside = new ArrayList<>(0);
    private Set<ExternalId> blockedKeys = Set.of();
    private @Nullable Set<ExternalId> seen;
    private int omitted;

    void add(ExternalId id) {
        if (seen != null ? !seen.add(id) : distinct.contains(id)) {
            return;
        }
        distinct.add(id);
        if (distinct.size() > Bounds.MAX_IDS && seen == null) {
            seen = new HashSet<>(distinct);
        }
    }

    void setAside(SetAside id) {
        if (setAside.size() < Bounds.MAX_SET_ASIDE) {
            setAside.add(id);
        } else {
            omitted++;
        }
    }

    /** Remembers that an ID is not to be a level's key. */
    void blockKey(ExternalId id) {
        if (blockedKeys.isEmpty()) {
            blockedKeys = new HashSet<>();
        }
        blockedKeys.add(id);
    }

    boolean isBlockedKey(ExternalId id) {
        return blockedKeys.contains(id);
    }

    void removeIf(Predicate<ExternalId> condition) {
        distinct.removeIf(condition);
    }

    /** Sets aside what is too many, the least trusted first. */
    void limit(Comparator<ExternalId> byPriority) {
        if (distinct.size() <= Bounds.MAX_IDS) {
            return;
        }
        List<ExternalId> sorted = new ArrayList<>(distinct);
        sorted.sort(byPriority);
        for (int i = sorted.size() - 1; i >= Bounds.MAX_IDS; i--) {
            setAside(SetAside.of(sorted.get(i), SetAside.Reason.TOO_MANY));
        }
        distinct.retainAll(new HashSet<>(sorted.subList(0, Bounds.MAX_IDS)));
    }

    /** In the order in which they were added. */
    List<ExternalId> ids() {
        return List.copyOf(distinct);
    }

    List<SetAside> setAside() {
        return List.copyOf(setAside);
    }

    int setAsideOmitted() {
        return omitted;
    }
}
