package io.tributary.engine;

import io.tributary.engine.LayerResolver.Unmarked;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the events of one space, and carries out its operators' commands, one at a time, in the space's order.
 *
 * <p>Persons, accounts and the groups of each level are graphs of their own, and all are resolved by the same {@link
 * LayerResolver}: users first, then accounts, then, level by level, the group of the person. The result says everything
 * that happened and everything that has to be written; nothing has changed until it is applied.
 */
public final class Resolver {
    private final LayerResolver users;
    private final LayerResolver accounts;
    private final List<Groups> levels;
    private final AsleepLevels asleep;
    private final Commands commands;

    public Resolver(SpaceRules rules) {
        this.users = new LayerResolver(new Layer(rules, Collection.USERS));
        this.accounts = new LayerResolver(new Layer(rules, Collection.ACCOUNTS));
        this.levels = rules.levels().stream()
                .map(level -> new Groups(rules, level.collection()))
                .toList();
        this.asleep = new AsleepLevels(rules);
        this.commands = new Commands(users.layer, accounts.layer, levels, asleep);
    }

    /**
     * Decides one event.
     *
     * @param store the graph as what was before this event left it; it is read, not changed
     */
    public Decision resolve(GraphStore store, Observation event) {
        Occasion at =
                new Occasion(event.space(), store.sequence() + 1, event.messageId(), event.source(), event.time());
        if (event.denied() != null) {
            return untouched(event, at, event.denied());
        }
        Happening now = new Happening(at, new GraphDraft(store));
        if (isSuppressed(now.graph, event.ids())) {
            return untouched(event, at, UnresolvedReason.SUPPRESSED);
        }
        Unmarked ofUsers = users.unmarked(now.graph, event.ids());
        Unmarked ofAccounts = accounts.unmarked(now.graph, event.ids());
        now.setAside.addAll(event.setAside());
        Joined person = users.resolve(now, ofUsers, List.of(), ofUsers.ids(), traits(event, EventType.IDENTIFY));
        Joined account = accounts.resolve(now, ofAccounts, List.of(), ofUsers.ids(), traits(event, EventType.GROUP));
        if (person != null && account != null) {
            Relations.relate(now.graph, person.profile(), account.profile());
        }
        asleep.of(now.graph).forEach(level -> level.keepInStep(now, person));
        SortedMap<String, ProfileId> groups = groups(now, event, person, ofUsers.ids());
        return Telling.of(now, resolution(now, event, person, account, groups), null, null);
    }

    /**
     * Carries out one command, or says why not.
     *
     * @param store the graph as what was before this command left it; it is read, not changed
     */
    public Decision execute(GraphStore store, Command command) {
        return commands.execute(store, command);
    }

    /** Whether an operator wants events with one of them left unresolved, whatever its type is for by now. */
    private static boolean isSuppressed(GraphDraft graph, List<ExternalId> ids) {
        for (ExternalId id : ids) {
            if (graph.pointer(Layer.asTold(id)).is(Pointer.SUPPRESSED)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> traits(Observation event, EventType call) {
        return event.type() == call ? event.traits() : Map.of();
    }

    private SortedMap<String, ProfileId> groups(
            Happening now, Observation event, @Nullable Joined person, List<ExternalId> unmarked) {
        if (levels.isEmpty()) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, ProfileId> groups = new TreeMap<>();
        for (Groups level : levels) {
            level.carrySplits(now);
            ProfileId group = person == null ? null : level.resolve(now, event, person, unmarked);
            if (group != null) {
                groups.put(level.layer().collection.wireName(), group);
            }
        }
        return groups;
    }

    private static Resolution resolution(
            Happening now,
            Observation event,
            @Nullable Joined person,
            @Nullable Joined account,
            SortedMap<String, ProfileId> groups) {
        List<ExternalId> by = new ArrayList<>(now.admitted.getOrDefault(Collection.USERS, List.of()));
        by.addAll(now.admitted.getOrDefault(Collection.ACCOUNTS, List.of()));
        return new Resolution(
                event.space(),
                now.at.sequence(),
                event.messageId(),
                event.type(),
                event.time(),
                person == null ? null : person.profile(),
                account == null ? null : account.profile(),
                groups,
                person == null ? Outcome.UNRESOLVED : person.outcome(),
                person == null ? UnresolvedReason.NO_IDENTIFIERS : null,
                by,
                now.setAside,
                event.setAsideOmitted(),
                event.traitsOmitted() + now.traitsOmitted,
                event.event());
    }

    /** An event that leaves no trace but its sequence. */
    private static Decision untouched(Observation event, Occasion at, UnresolvedReason reason) {
        List<SetAside> setAside = event.setAside();
        Resolution resolution = new Resolution(
                event.space(),
                at.sequence(),
                event.messageId(),
                event.type(),
                event.time(),
                null,
                null,
                Collections.emptySortedMap(),
                Outcome.UNRESOLVED,
                reason,
                List.of(),
                setAside,
                event.setAsideOmitted(),
                event.traitsOmitted(),
                event.event());
        return Decision.only(resolution, null, GraphChange.none(at.sequence()));
    }
}
