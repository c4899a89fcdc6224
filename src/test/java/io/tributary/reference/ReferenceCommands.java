package io.tributary.reference;

import static java.util.Objects.requireNonNull;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.ProfileId;
import io.tributary.model.Split;
import io.tributary.rules.Level;
import io.tributary.rules.Matching;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators tell, section 9 of the spec. Each command says whether it was carried out; if not, nothing has changed. */
final class ReferenceCommands {
    private final ReferenceRules rules;
    private final Graph graph;
    private final TakingApart takingApart;
    private final ReferenceLevels levels;

    ReferenceCommands(ReferenceRules rules, Graph graph, Happening now) {
        this.rules = rules;
        this.graph = graph;
        this.takingApart = new TakingApart(graph, now);
        this.levels = new ReferenceLevels(rules, graph, now);
    }

    boolean carryOut(Command command) {
        Command.Kind kind = command.kind();
        if (kind == null) {
            return false;
        }
        ExternalId id = command.externalId();
        Node profile = command.profileId() == null ? null : graph.nodes.get(command.profileId());
        return switch (kind) {
            case DETACH -> id != null && detach(id, command.profileId(), profile);
            case BLOCK -> id != null && block(id);
            case UNBLOCK -> id != null && graph.blocked.remove(id);
            case UNMERGE -> profile != null && unmerge(profile);
            case DELETE -> profile != null && delete(profile);
            case SUPPRESS -> id != null && alwaysMatches(id) && graph.suppressed.add(id);
            case UNSUPPRESS -> id != null && graph.suppressed.remove(id);
        };
    }

    private boolean alwaysMatches(ExternalId id) {
        return rules.of(id).matching() == Matching.ALWAYS;
    }

    /** Whether it can lead to somebody, as itself or as a level's key; a boundary of persons cannot. */
    private boolean canMatch(ExternalId id) {
        if (rules.neverMatches(id)) {
            return false;
        }
        boolean asKey = false;
        if (id.collection().equals(Collection.USERS)) {
            for (Level level : rules.space.levels()) {
                ExternalId key = key(level.collection(), id);
                asKey |= rules.isKey(level, id.type()) && !rules.neverMatches(key);
            }
        }
        return alwaysMatches(id) || asKey;
    }

    private static ExternalId key(Collection level, ExternalId id) {
        return new ExternalId(level, id.type(), id.value());
    }

    /** A boundary only from the profile that is named; whatever was a boundary once, from that one too. */
    private boolean detach(ExternalId id, @Nullable ProfileId named, @Nullable Node profile) {
        if (rules.neverMatches(id) && named == null) {
            return false;
        }
        boolean dropped = profile != null && profile.removeBoundary(id);
        boolean itsOwn = !rules.neverMatches(id) || Objects.equals(graph.owners.get(id), named);
        boolean taken = itsOwn && takingApart.remove(id, Split.Reason.DETACHED);
        boolean takenAsKey = takeFromGroups(id, Split.Reason.DETACHED);
        return dropped || taken || takenAsKey;
    }

    private boolean block(ExternalId id) {
        if (!canMatch(id) || !graph.blocked.add(id)) {
            return false;
        }
        takingApart.remove(id, Split.Reason.BLOCKED);
        takeFromGroups(id, Split.Reason.BLOCKED);
        return true;
    }

    /** From all groups that it brings together, or brought together under earlier rules. */
    private boolean takeFromGroups(ExternalId id, Split.Reason reason) {
        boolean taken = false;
        if (id.collection().equals(Collection.USERS)) {
            for (Collection level : levels.all()) {
                levels.carrySplits(level);
                taken |= takingApart.remove(key(level, id), reason);
            }
        }
        return taken;
    }

    private boolean unmerge(Node profile) {
        if (profile.parent == null || profile.collection.isLevel() || !takingApart.unmerge(profile)) {
            return false;
        }
        levels.all().forEach(levels::carrySplits);
        return true;
    }

    private boolean delete(Node profile) {
        if (!profile.isCanonical() || profile.collection.isLevel()) {
            return false;
        }
        Set<ProfileId> gone = new HashSet<>(profile.merged);
        gone.add(profile.id);
        for (Identifier one : profile.identifiers()) {
            graph.take(one.externalId());
            graph.anchors.remove(one.externalId());
        }
        for (Node other : graph.nodes.values()) {
            other.keptApart.removeIf(pair -> gone.contains(pair.other()));
        }
        for (ProfileId id : gone) {
            Node node = requireNonNull(graph.nodes.get(id));
            node.clearBoundaries();
            node.merged.clear();
            node.accounts.clear();
            node.keptApart.clear();
            node.traits.clear();
            node.merges = 0;
            node.parent = null;
            node.deleted = true;
        }
        if (profile.collection.equals(Collection.USERS)) {
            for (Collection level : levels.all()) {
                takingApart.remove(ReferenceLevels.member(level, profile.id), Split.Reason.DELETED);
            }
        }
        takingApart.dissolved.forEach(graph.anchors::remove);
        return true;
    }
}
