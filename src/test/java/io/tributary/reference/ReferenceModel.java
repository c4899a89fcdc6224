package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Relation;
import io.tributary.model.Resolution;
import io.tributary.model.UnresolvedReason;
import io.tributary.reference.ReferenceJoin.Joined;
import io.tributary.rules.Level;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule book written down a second time straight from the spec, for the engine to be compared with. It shares no code
 * with the engine, changes the graph as the event goes along, and tells what differs between the whole graph before and
 * the whole graph after.
 */
final class ReferenceModel {
    private ReferenceRules rules;
    private final Graph graph = new Graph();
    private Snapshot before = Snapshot.of(graph);

    ReferenceModel(SpaceRules rules) {
        this.rules = new ReferenceRules(rules);
    }

    /** The graph stays as it is; what happens from now on happens under these. */
    void switchRules(SpaceRules others) {
        rules = new ReferenceRules(others);
    }

    Graph graph() {
        return graph;
    }

    Told resolve(Observation event) {
        graph.sequence++;
        Happening now = Happening.of(event, graph.sequence);
        UnresolvedReason refused = refused(event);
        Resolution resolution = refused != null ? unresolved(event, now, refused) : resolve(event, now);
        return told(now, resolution, null);
    }

    Told execute(Command command) {
        graph.sequence++;
        Happening now = Happening.of(command, graph.sequence);
        CommandAnswer.Status status = status(command, now);
        graph.commands.putIfAbsent(command.commandId(), graph.sequence);
        return told(now, null, new Told.Answer(command.space(), graph.sequence, command, status));
    }

    private CommandAnswer.Status status(Command command, Happening now) {
        if (command.problem() != null) {
            return CommandAnswer.Status.REFUSED;
        }
        if (graph.commands.containsKey(command.commandId())) {
            return CommandAnswer.Status.REPEATED;
        }
        boolean done = new ReferenceCommands(rules, graph, now).carryOut(command);
        return done ? CommandAnswer.Status.DONE : CommandAnswer.Status.REFUSED;
    }

    private Told told(Happening now, @Nullable Resolution resolution, Told.@Nullable Answer answer) {
        Snapshot after = Snapshot.of(graph);
        Telling telling = new Telling(graph, now, before, after);
        before = after;
        return new Told(
                resolution,
                now.mergesAndSplits,
                now.aliases,
                telling.profiles(),
                telling.owners(),
                telling.memberships(),
                now.discarded,
                answer);
    }

    /** Why an event leaves no trace; null if it may be resolved. */
    private @Nullable UnresolvedReason refused(Observation event) {
        if (event.denied() != null) {
            return event.denied();
        }
        boolean suppressed =
                event.ids().stream().map(ReferenceRules::asOperatorsSay).anyMatch(graph.suppressed::contains);
        return suppressed ? UnresolvedReason.SUPPRESSED : null;
    }

    private Resolution unresolved(Observation event, Happening now, UnresolvedReason reason) {
        return resolution(event, now, null, null, Collections.emptySortedMap(), reason, event.traitsOmitted());
    }

    private Resolution resolve(Observation event, Happening now) {
        SharedKeys shared = new SharedKeys(rules, graph, now);
        List<ExternalId> users = shared.withoutMarked(ids(event, Collection.USERS));
        Joined user = join(Collection.USERS, shared.withoutShared(users, users), now);
        int omitted = event.traitsOmitted();
        if (user != null && event.type() == EventType.IDENTIFY) {
            omitted += TraitsOfEvent.set(event, now.sequence, user.profile());
        }
        List<ExternalId> accounts = shared.withoutMarked(ids(event, Collection.ACCOUNTS));
        Joined account = join(Collection.ACCOUNTS, shared.withoutShared(accounts, users), now);
        if (account != null && event.type() == EventType.GROUP) {
            omitted += TraitsOfEvent.set(event, now.sequence, account.profile());
        }
        if (user != null && account != null) {
            ReferenceJoin.relate(user.profile(), new Relation(account.profile().id, user.profile().id));
        }
        if (account != null) {
            now.because.put("account", account.admitted());
        }
        SortedMap<String, ProfileId> groups = groups(event, now, user, users);
        return resolution(
                event, now, user, account, groups, user == null ? UnresolvedReason.NO_IDENTIFIERS : null, omitted);
    }

    /** What an event has of a collection; what was decoded under earlier rules may have what these know nothing of. */
    private List<ExternalId> ids(Observation event, Collection collection) {
        List<ExternalId> ids = new ArrayList<>(event.ids());
        ids.removeIf(id -> !id.collection().equals(collection) || !rules.isTaken(id));
        ids.sort(rules.byPriority(collection));
        return ids;
    }

    /** Null if nothing is left to match by. */
    private @Nullable Joined join(Collection collection, List<ExternalId> ids, Happening now) {
        if (ids.stream().allMatch(rules::neverMatches)) {
            return null;
        }
        ReferenceMatch match = new ReferenceMatch(rules, graph, collection, now, ids);
        match.demote();
        OwnIds ownIds = new OwnIds(rules.space.aliases());
        ownIds.before(match.candidates());
        Joined joined = new ReferenceJoin(rules, graph, collection, now).join(match);
        if (collection.equals(Collection.USERS)) {
            ownIds.tellAliases(joined, now);
        }
        return joined;
    }

    private SortedMap<String, ProfileId> groups(
            Observation event, Happening now, @Nullable Joined user, List<ExternalId> users) {
        SortedMap<String, ProfileId> groups = new TreeMap<>();
        ReferenceLevels levels = new ReferenceLevels(rules, graph, now);
        for (Collection level : levels.asleep()) {
            levels.carrySplits(level);
            if (user != null) {
                levels.leave(level, user.children());
            }
        }
        for (Level level : rules.space.levels()) {
            levels.carrySplits(level.collection());
            if (user != null) {
                ProfileId group = levels.resolve(level, user, ids(event, level.collection()), users);
                if (group != null) {
                    groups.put(level.name(), group);
                }
            }
        }
        return groups;
    }

    private static Resolution resolution(
            Observation event,
            Happening now,
            @Nullable Joined user,
            @Nullable Joined account,
            SortedMap<String, ProfileId> groups,
            @Nullable UnresolvedReason reason,
            int traitsOmitted) {
        List<ExternalId> admitted = new ArrayList<>();
        if (user != null) {
            admitted.addAll(user.admitted());
        }
        if (account != null) {
            admitted.addAll(account.admitted());
        }
        return new Resolution(
                event.space(),
                now.sequence,
                event.messageId(),
                event.type(),
                event.time(),
                user == null ? null : user.profile().id,
                account == null ? null : account.profile().id,
                groups,
                user == null ? Outcome.UNRESOLVED : user.outcome(),
                reason,
                admitted,
                now.setAside,
                event.setAsideOmitted(),
                traitsOmitted,
                event.event());
    }
}
