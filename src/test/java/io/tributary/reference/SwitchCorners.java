package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.DiscardedValue;
import io.tributary.model.ExternalId;
import io.tributary.model.Membership;
import io.tributary.model.Observation;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.rules.Level;
import io.tributary.rules.Limit;
import io.tributary.rules.SpaceRules;
import java.util.HashSet;
import java.util.Set;

/** What may happen to a graph because it was built under other rules. */
final class SwitchCorners {
    private final Graph graph;
    private final GraphCorners.Tally tally;
    private ReferenceRules rules;
    private Set<Collection> awake = Set.of();

    SwitchCorners(SpaceRules rules, Graph graph, GraphCorners.Tally tally) {
        this.graph = graph;
        this.tally = tally;
        this.rules = new ReferenceRules(rules);
        this.awake = levels(rules);
    }

    private static Set<Collection> levels(SpaceRules rules) {
        Set<Collection> levels = new HashSet<>();
        for (Level level : rules.levels()) {
            levels.add(level.collection());
        }
        return levels;
    }

    void switchTo(SpaceRules others) {
        Set<Collection> now = levels(others);
        for (ExternalId id : graph.owners.keySet()) {
            if (ReferenceRules.isMember(id)) {
                boolean was = awake.contains(id.collection());
                tally.reached("level falls asleep", was && !now.contains(id.collection()));
                tally.reached("level wakes up", !was && now.contains(id.collection()));
            }
        }
        rules = new ReferenceRules(others);
        awake = now;
    }

    /** Before an event is resolved. */
    void before(Observation event) {
        for (ExternalId id : event.ids()) {
            ExternalId told = ReferenceRules.asOperatorsSay(id);
            boolean matches = rules.isTaken(id) && !rules.neverMatches(id);
            boolean owned = graph.owners.containsKey(id);
            boolean windowed = rules.of(id).matchWithinMillis() != Limit.EVER;
            tally.reached("decoded under earlier rules", !rules.isTaken(id));
            tally.reached("boundary that somebody owns", owned && rules.neverMatches(id));
            tally.reached("window that came later", owned && matches && windowed && !graph.lastSeen.containsKey(id));
            tally.reached("boundary that was discarded", rules.neverMatches(id) && graph.discarded.contains(id));
            tally.reached(
                    "shared by any, once discarded",
                    rules.of(id).sharing() == null && matches && graph.discarded.contains(id));
            tally.reached(
                    "suppressed, but matched by no more",
                    graph.suppressed.contains(told) && (id.collection().isLevel() || rules.neverMatches(id)));
        }
    }

    /** After it. */
    void after(Observation event, Told told, Snapshot before) {
        promotions(before);
        for (DiscardedValue value : told.discarded()) {
            boolean anchored = event.ids().stream()
                    .anyMatch(id -> id.collection().equals(Collection.USERS)
                            && id.type().equals(value.anchor()));
            tally.reached("discarded without an anchor", !anchored);
        }
        for (SetAside one : told.resolved().setAside()) {
            String type = one.violated();
            tally.reached(
                    "kept apart by what was no boundary once",
                    one.reason() == SetAside.Reason.BOUNDARY && type != null && isOwned(type, before));
        }
        memberships(told);
    }

    void after(Command command, Told told, Snapshot before) {
        memberships(told);
        ExternalId id = command.externalId();
        if (id == null || command.kind() == null || !told.status().wireName().equals("done")) {
            return;
        }
        if (command.kind() == Command.Kind.DETACH) {
            tally.reached(
                    "boundary detached from its owner",
                    rules.neverMatches(id) && before.owners().containsKey(id));
            before.owners()
                    .forEach((key, owner) -> tally.reached(
                            "key detached that is none by now",
                            key.collection().isLevel()
                                    && ReferenceRules.asOperatorsSay(key).equals(id)
                                    && !rules.isTaken(key)));
        }
    }

    private void promotions(Snapshot before) {
        for (Node node : graph.nodes.values()) {
            Snapshot.Visible was = before.profiles().get(node.id);
            if (was == null || was.boundaries().isEmpty()) {
                continue;
            }
            was.boundaries().forEach(boundary -> {
                ExternalId id = boundary.externalId();
                ProfileId owner = graph.owners.get(id);
                boolean its = owner != null && owner.equals(graph.canonical(node.id));
                boolean listed = its && !node.boundaries().contains(boundary);
                tally.reached(
                        "boundary that leads to its profile by now",
                        listed && !before.owners().containsKey(id));
                tally.reached(
                        "boundary to one and owned by the other",
                        listed && before.owners().containsKey(id));
            });
        }
    }

    private boolean isOwned(String type, Snapshot before) {
        return before.owners().keySet().stream().anyMatch(id -> id.type().equals(type) && rules.neverMatches(id));
    }

    private void memberships(Told told) {
        for (Membership one : told.memberships().values()) {
            boolean asleep = !one.level().equals(Membership.ACCOUNT) && !awake.contains(Collection.level(one.level()));
            String change = one.change().wireName();
            tally.reached("level asleep: " + change, asleep);
        }
    }
}
