package io.tributary.reference;

import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.Trait;
import io.tributary.rules.Demotion;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Level;
import io.tributary.rules.Matching;
import io.tributary.rules.SpaceRules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often what may happen does happen in some histories. */
final class Corners {
    private final Map<String, Integer> reached = new TreeMap<>();

    Map<String, Integer> reached() {
        return reached;
    }

    void explore(History history) {
        ReferenceModel reference = new ReferenceModel(history.rules());
        SpaceRules rules = history.rules();
        GraphCorners graphCorners = new GraphCorners(reference.graph(), this::reached);
        SwitchCorners switchCorners = new SwitchCorners(rules, reference.graph(), this::reached);
        Set<String> creations = new HashSet<>();
        for (Step step : history.steps()) {
            Snapshot before = Snapshot.of(reference.graph());
            if (step instanceof Step.Event event) {
                Observation observation = event.observation();
                switchCorners.before(observation);
                Told told = reference.resolve(observation);
                exploreEvent(observation, told.resolved(), rules, reference.graph());
                exploreSetAside(observation, told.resolved(), new ReferenceRules(rules));
                boolean taken = told.resolved().outcome() == Outcome.CREATED
                        && !creations.add(observation.messageId() + Math.floorDiv(observation.time(), 1000));
                reached("profile ID taken", taken);
                graphCorners.explore(told, before, null);
                switchCorners.after(observation, told, before);
            } else if (step instanceof Step.Order order) {
                Command command = order.command();
                Told told = reference.execute(command);
                exploreCommand(command, told, before, rules, reference.graph());
                graphCorners.explore(told, before, command);
                switchCorners.after(command, told, before);
            } else {
                rules = ((Step.Switch) step).rules();
                reference.switchRules(rules);
                switchCorners.switchTo(rules);
            }
        }
    }

    private void exploreEvent(Observation event, Resolution resolution, SpaceRules rules, Graph graph) {
        reached(resolution.outcome().wireName(), true);
        if (resolution.reason() != null) {
            reached(resolution.reason().wireName(), true);
        }
        ProfileId person = resolution.profileId();
        reached("account without a person", person == null && resolution.accountId() != null);
        reached("traits omitted", resolution.traitsOmitted() > event.traitsOmitted());
        if (person == null) {
            return;
        }
        for (Level level : rules.levels()) {
            reached("no room in a group", !resolution.groups().containsKey(level.name()));
        }
        for (String name : event.traits().keySet()) {
            Trait trait = graph.node(person).traits.get(name);
            if (trait != null) {
                reached("trait lost to a newer one", trait.sequence() != resolution.sequence());
                reached("trait removed", trait.value() == null);
            }
        }
        for (IdentifierRule rule : rules.identifiers()) {
            int active = graph.node(person)
                    .active(rule.type(), rule.limit(), event.time())
                    .size();
            reached("outside a limit", active > rule.limit().max());
        }
    }

    private void exploreSetAside(Observation event, Resolution resolution, ReferenceRules rules) {
        List<SetAside> all = resolution.setAside();
        List<SetAside> own = all.subList(event.setAside().size(), all.size());
        int demotions = 0;
        for (SetAside one : own) {
            Collection collection = one.collection();
            if (collection == null || one.type() == null || one.id() == null) {
                continue;
            }
            ExternalId id = new ExternalId(collection, one.type(), one.id());
            if (ReferenceRules.isMember(id)) {
                reached("member demoted in a level", one.reason() != SetAside.Reason.IDENTIFIER_QUOTA);
            } else {
                reached(
                        one.reason().wireName() + in(collection),
                        REASONS.contains(one.reason().wireName() + in(collection)));
            }
            reached("boundary value set aside", one.reason() == SetAside.Reason.BOUNDARY && rules.neverMatches(id));
            demotions += one.violated() != null ? 1 : 0;
            reached("innocent ID spared", one.violated() != null && sparesLower(id, resolution, rules));
        }
        reached("several demotions", demotions > 1);
    }

    private static final Set<String> REASONS = Set.of(
            "limit_exceeded",
            "merge_quota",
            "identifier_quota",
            "kept_apart",
            "boundary",
            "blocked",
            "shared_too_widely",
            "limit_exceeded in accounts",
            "shared_too_widely in accounts",
            "limit_exceeded in a level",
            "identifier_quota in a level",
            "boundary in a level",
            "blocked in a level",
            "shared_too_widely in a level");

    static String in(Collection collection) {
        if (collection.isLevel()) {
            return " in a level";
        }
        return collection.equals(Collection.ACCOUNTS) ? " in accounts" : "";
    }

    /** Whether an external ID of lower priority stays. */
    private static boolean sparesLower(ExternalId demoted, Resolution resolution, ReferenceRules rules) {
        return rules.space.demotion() == Demotion.CONTRIBUTING
                && resolution.externalIds().stream()
                        .filter(id -> id.collection().equals(demoted.collection()) && !rules.neverMatches(id))
                        .anyMatch(id -> rules.byPriority(id.collection()).compare(id, demoted) > 0);
    }

    private void exploreCommand(Command command, Told told, Snapshot before, SpaceRules rules, Graph graph) {
        Command.Kind kind = command.kind();
        if (kind == null) {
            return;
        }
        String status = told.status().wireName();
        if (command.problem() != null) {
            reached("problem " + status, true);
            return;
        }
        reached(kind.wireName() + " " + status, true);
        if (!status.equals("done")) {
            return;
        }
        if (kind == Command.Kind.DETACH && command.externalId() != null) {
            ExternalId id = command.externalId();
            boolean boundary = rules.identifier(id.collection(), id.type()).matching() == Matching.NEVER;
            reached("boundary detached", boundary);
            reached("key detached", isKeyTaken(id, before, rules, graph));
        }
        ProfileId profile = command.profileId();
        if (profile != null && kind == Command.Kind.DELETE) {
            reached("account deleted", profile.kind() == ProfileId.Kind.ACCOUNT);
            reached("deleted with profiles behind it", told.profiles().size() > 1);
        }
        if (profile != null && kind == Command.Kind.UNMERGE) {
            reached("account unmerged", profile.kind() == ProfileId.Kind.ACCOUNT);
            reached("unmerged into several parts", told.splits().size() > 1);
            reached("trait given back", !graph.node(profile).traits.isEmpty());
        }
    }

    private static boolean isKeyTaken(ExternalId id, Snapshot before, SpaceRules rules, Graph graph) {
        for (Level level : rules.levels()) {
            ExternalId key = new ExternalId(level.collection(), id.type(), id.value());
            if (before.owners().containsKey(key) && !graph.owners.containsKey(key)) {
                return true;
            }
        }
        return false;
    }

    private void reached(String corner, boolean really) {
        if (really) {
            reached.merge(corner, 1, Integer::sum);
        }
    }
}
