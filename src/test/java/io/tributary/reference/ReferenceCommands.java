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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
            case UNBLOCK -> id != null && graph.blocked.removeAll(matchingIn(id));
            case UNMERGE -> profile != null && unmerge(profile);
            case DELETE -> profile != null && delete(profile);
            case SUPPRESS -> id != null && alwaysMatches(id) && graph.suppressed.add(id);
            case UNSUPPRESS -> id != null && alwaysMatches(id) && graph.suppressed.remove(id);
        };
    }

    private boolean alwaysMatches(ExternalId id) {
        return rules.of(id).matching() == Matching.ALWAYS;
    }

    /** The same external ID in each level that has its type as a key. */
    private List<ExternalId> keys(ExternalId id) {
        List<ExternalId> keys = new ArrayList<>();
        for (Level level : rules.space.levels()) {
            if (id.collection().equals(Collection.USERS) && rules.isKey(level, id.type())) {
                keys.add(new ExternalId(level.collection(), id.type(), id.value()));
            }
        }
        return keys;
    }

    /** The external ID in every graph in which it can lead to somebody; none if it is a boundary of persons. */
    private Set<ExternalId> matchingIn(ExternalId id) {
        Set<ExternalId> all = new HashSet<>();
        if (rules.neverMatches(id)) {
            return all;
        }
        if (alwaysMatches(id)) {
            all.add(id);
        }
        for (ExternalId key : keys(id)) {
            if (!rules.neverMatches(key)) {
                all.add(key);
            }
        }
        return all;
    }

    private boolean detach(ExternalId id, @Nullable ProfileId named, @Nullable Node profile) {
        if (!rules.neverMatches(id)) {
            return takeEverywhere(id, Split.Reason.DETACHED);
        }
        if (named == null) {
            return false;
        }
        boolean taken = profile != null && profile.collection.equals(id.collection()) && profile.removeBoundary(id);
        boolean takenAsKey = takeEverywhere(id, Split.Reason.DETACHED);
        return taken || takenAsKey;
    }

    private boolean block(ExternalId id) {
        if (!graph.blocked.addAll(matchingIn(id))) {
            return false;
        }
        takeEverywhere(id, Split.Reason.BLOCKED);
        return true;
    }

    private boolean takeEverywhere(ExternalId id, Split.Reason reason) {
        boolean taken = takingApart.remove(id, reason);
        for (Level level : rules.space.levels()) {
            levels.carrySplits(level);
            for (ExternalId key : keys(id)) {
                if (key.collection().equals(level.collection())) {
                    taken |= takingApart.remove(key, reason);
                }
            }
        }
        return taken;
    }

    private boolean unmerge(Node profile) {
        if (profile.parent == null || profile.collection.isLevel() || !takingApart.unmerge(profile)) {
            return false;
        }
        rules.space.levels().forEach(levels::carrySplits);
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
            for (Level level : rules.space.levels()) {
                takingApart.remove(ReferenceLevels.member(level, profile.id), Split.Reason.DELETED);
            }
        }
        takingApart.dissolved.forEach(graph.anchors::remove);
        return true;
    }
}
