package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.rules.ChangeClass;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Limit;
import io.tributary.rules.Matching;
import io.tributary.rules.RuleChange;
import io.tributary.rules.Scalar;
import io.tributary.rules.Sharing;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.ValuePattern;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is outside new rules, counted in the reference's graph in plain words. */
final class ReferenceImpact {
    /** Live profiles that are outside, and by how many external IDs. */
    record Count(long profiles, long externalIds) {}

    private final Graph graph;
    private final SpaceRules before;
    private final SpaceRules after;

    ReferenceImpact(Graph graph, SpaceRules before, SpaceRules after) {
        this.graph = graph;
        this.before = before;
        this.after = after;
    }

    Count count(RuleChange change) {
        long profiles = 0;
        long externalIds = 0;
        for (Node node : graph.nodes.values()) {
            Set<ExternalId> ids = node.isCanonical() ? outside(change, node) : null;
            profiles += ids == null ? 0 : 1;
            externalIds += ids == null ? 0 : ids.size();
        }
        return new Count(profiles, externalIds);
    }

    /** Null for a profile that is not outside. */
    private @Nullable Set<ExternalId> outside(RuleChange change, Node node) {
        if (change.changeClass() == ChangeClass.RELAXING) {
            return null;
        }
        return switch (change.aspect()) {
            case MAX_MERGES -> node.merges > after.maxMerges() ? Set.of() : null;
            case MAX_IDENTIFIERS -> node.size() > after.maxIdentifiers() ? held(node) : null;
            case LIMIT -> tooMany(change, node);
            case MATCH ->
                rule(after, change).matching() == Matching.LEVEL ? some(ofType(change, node)) : tooMany(change, node);
            case TYPE -> change.after() == null ? some(ofType(change, node)) : tooMany(change, node);
            case LEVEL ->
                change.after() == null && node.collection.equals(change.collection()) ? some(held(node)) : null;
            case HASH, NORMALIZE, FROM -> some(madeBy(change, node));
            case AUTO_ADD_TYPES -> some(unlisted(node));
            case MATCH_WITHIN -> some(expired(change, node));
            case MAX_SHARED_BY -> some(shared(change, node));
            case BLOCKED -> some(blocked(change, node));
            default -> null;
        };
    }

    private static @Nullable Set<ExternalId> some(Set<ExternalId> ids) {
        return ids.isEmpty() ? null : ids;
    }

    private static IdentifierRule rule(SpaceRules rules, RuleChange change) {
        return rules.identifier(requireNonNull(change.collection()), requireNonNull(change.type()));
    }

    private static Set<ExternalId> held(Node node) {
        Set<ExternalId> held = new HashSet<>(node.externalIds());
        node.boundaries().forEach(boundary -> held.add(boundary.externalId()));
        return held;
    }

    private static Set<ExternalId> ofType(RuleChange change, Node node) {
        Set<ExternalId> ids = held(node);
        ids.removeIf(id -> !id.type().equals(change.type()) || !id.collection().equals(change.collection()));
        return ids;
    }

    /** A level's key has the value that the type of the same name of users has made. */
    private static Set<ExternalId> madeBy(RuleChange change, Node node) {
        Set<ExternalId> ids = held(node);
        ids.removeIf(id -> !id.type().equals(change.type()));
        if (Collection.USERS.equals(change.collection())) {
            ids.removeIf(id -> id.collection().equals(Collection.ACCOUNTS));
        } else {
            ids.removeIf(id -> !id.collection().equals(change.collection()));
        }
        return ids;
    }

    private Set<ExternalId> unlisted(Node node) {
        if (node.collection.isLevel()) {
            return Set.of();
        }
        Set<ExternalId> ids = held(node);
        ids.removeIf(id -> after.lists(node.collection, id.type()));
        return ids;
    }

    private @Nullable Set<ExternalId> tooMany(RuleChange change, Node node) {
        Limit limit = rule(after, change).limit();
        long time = node.lastSeen;
        for (ExternalId id : held(node)) {
            time = Math.max(time, requireNonNull(node.find(id)).addedAt());
        }
        Set<ExternalId> counting = new HashSet<>();
        for (ExternalId id : ofType(change, node)) {
            Identifier record = requireNonNull(node.find(id));
            if (limit.windowMillis() == Limit.EVER || record.addedAt() > time - limit.windowMillis()) {
                counting.add(id);
            }
        }
        return counting.size() > limit.max() ? counting : null;
    }

    private Set<ExternalId> expired(RuleChange change, Node node) {
        Set<ExternalId> expired = new HashSet<>();
        for (ExternalId id : ofType(change, node)) {
            if (node.externalIds().contains(id)) {
                long seen = graph.lastSeen.containsKey(id)
                        ? requireNonNull(graph.lastSeen.get(id))
                        : requireNonNull(node.find(id)).addedAt();
                long ago = Math.abs(newest() - seen);
                if (ago <= rule(before, change).matchWithinMillis()
                        && ago > rule(after, change).matchWithinMillis()) {
                    expired.add(id);
                }
            }
        }
        return expired;
    }

    long newest() {
        long newest = Long.MIN_VALUE;
        for (Node node : graph.nodes.values()) {
            newest = node.isCanonical() ? Math.max(newest, node.lastSeen) : newest;
        }
        for (long seen : graph.lastSeen.values()) {
            newest = Math.max(newest, seen);
        }
        return newest;
    }

    private Set<ExternalId> shared(RuleChange change, Node node) {
        Sharing sharing = rule(after, change).sharing();
        Set<ExternalId> ids = ofType(change, node);
        ids.removeIf(id -> sharing == null || graph.anchors(id) <= sharing.max());
        return ids;
    }

    private Set<ExternalId> blocked(RuleChange change, Node node) {
        Set<ExternalId> ids = change.type() == null ? held(node) : madeBy(change, node);
        ids.removeIf(id -> ReferenceRules.isMember(id) || isHashed(id) || !isBlockedNow(change, id));
        return ids;
    }

    /** No value of a history is the hash of another one, so that of a hashed type nothing can be told. */
    private boolean isHashed(ExternalId id) {
        Collection collection = id.collection().isLevel() ? Collection.USERS : id.collection();
        return after.identifier(collection, id.type()).hashed();
    }

    /** Whether the new rules block it, and it is this change that does. */
    private boolean isBlockedNow(RuleChange change, ExternalId id) {
        var patterns =
                change.type() == null ? after.blocked() : rule(after, change).blocked();
        for (ValuePattern pattern : patterns) {
            String says = pattern instanceof ValuePattern.Equals same
                    ? same.value().text()
                    : ((ValuePattern.Matches) pattern).pattern().pattern();
            if (requireNonNull(change.after()).contains(says)
                    && pattern.matches(new Scalar(Scalar.Kind.STRING, id.value()))) {
                return true;
            }
        }
        return false;
    }
}
