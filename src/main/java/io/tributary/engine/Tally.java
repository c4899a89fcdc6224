package io.tributary.engine;

import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Profile;
import io.tributary.rules.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many values of each type an event's candidates hold that count at its time, and how many the event would add. It
 * is counted in one pass: where many share an ID, events have large candidates that come to nothing.
 */
final class Tally {
    private final Layer layer;
    private final long time;
    private final List<String> types = new ArrayList<>(8);
    private final List<Limit> limits = new ArrayList<>(8);
    /** By position of the type: distinct values that any candidate holds, the most that one does, and new ones. */
    private int[] known = new int[8];

    private int[] most = new int[8];
    private int[] fresh = new int[8];

    Tally(Layer layer, List<Profile> candidates, List<Claim> claims, long time) {
        this.layer = layer;
        this.time = time;
        for (Profile candidate : candidates) {
            count(candidate.identifiers());
        }
        countBoundaries(candidates);
        for (Claim claim : claims) {
            if (claim.isNewTo(candidates)) {
                int type = position(claim.id().type());
                fresh[type]++;
            }
        }
    }

    /** An external ID has one owner, so the candidates' values add up. */
    private void count(List<Identifier> identifiers) {
        int[] before = known.clone();
        for (Identifier identifier : identifiers) {
            int type = position(identifier.externalId().type());
            known[type] += counts(identifier, type) ? 1 : 0;
        }
        for (int type = 0; type < types.size(); type++) {
            most[type] = Math.max(most[type], known[type] - (type < before.length ? before[type] : 0));
        }
    }

    /** A boundary may be that of several; and, since rules may have been others, an external ID of yet another one. */
    private void countBoundaries(List<Profile> candidates) {
        int[] listed = known.clone();
        Set<ExternalId> counted = new HashSet<>(0);
        for (Profile candidate : candidates) {
            int[] own = new int[0];
            for (Identifier boundary : candidate.boundaries()) {
                int type = position(boundary.externalId().type());
                own = Arrays.copyOf(own, known.length);
                if (counts(boundary, type)) {
                    own[type]++;
                    boolean mixed = type < listed.length && listed[type] > 0;
                    boolean again = mixed && isListed(boundary.externalId(), candidates, type);
                    known[type] += !again && counted.add(boundary.externalId()) ? 1 : 0;
                }
            }
            for (int type = 0; type < own.length; type++) {
                boolean mixed = own[type] > 0 && type < listed.length && listed[type] > 0;
                most[type] = Math.max(most[type], own[type] + (mixed ? listed(candidate, type) : 0));
            }
        }
    }

    private boolean isListed(ExternalId id, List<Profile> candidates, int type) {
        for (Profile candidate : candidates) {
            for (Identifier identifier : candidate.identifiers()) {
                if (identifier.externalId().equals(id) && counts(identifier, type)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int listed(Profile candidate, int type) {
        int listed = 0;
        for (Identifier identifier : candidate.identifiers()) {
            boolean its = identifier.externalId().type().equals(types.get(type));
            listed += its && counts(identifier, type) ? 1 : 0;
        }
        return listed;
    }

    private boolean counts(Identifier identifier, int type) {
        return limits.get(type).counts(identifier.addedAt(), time);
    }

    private int position(String type) {
        int position = types.indexOf(type);
        if (position < 0) {
            position = types.size();
            types.add(type);
            limits.add(layer.rule(type).limit());
            if (position == known.length) {
                known = Arrays.copyOf(known, position * 2);
                most = Arrays.copyOf(most, position * 2);
                fresh = Arrays.copyOf(fresh, position * 2);
            }
        }
        return position;
    }

    private boolean isViolated(int type) {
        boolean grows = fresh[type] > 0 || known[type] > most[type];
        return grows && known[type] + fresh[type] > limits.get(type).max();
    }

    /** Whether the limit of a type would be violated. */
    boolean isViolated(String type) {
        int position = types.indexOf(type);
        return position >= 0 && isViolated(position);
    }

    /** The first type in an order whose limit would be violated, null if none would be. */
    @Nullable
    String firstViolated(Comparator<String> order) {
        String first = null;
        for (int type = 0; type < types.size(); type++) {
            if (isViolated(type) && (first == null || order.compare(types.get(type), first) < 0)) {
                first = types.get(type);
            }
        }
        return first;
    }
}
