package io.tributary.reference;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import io.tributary.rules.SpaceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reference in the engine's place: it decides by itself and writes to a store what differs there. So the comparison
 * and the invariants are tried without the engine, and the reference is held to the invariants as the engine is.
 */
final class ReferenceSubject implements Agreement.Subject {
    private final ReferenceModel model;
    private final Set<ExternalId> ids = new HashSet<>();

    ReferenceSubject(SpaceRules rules) {
        this.model = new ReferenceModel(rules);
    }

    @Override
    public Decision resolve(GraphStore store, Observation event) {
        return decision(model.resolve(event), store, null);
    }

    @Override
    public Decision execute(GraphStore store, Command command) {
        Told told = model.execute(command);
        boolean first = store.command(command.commandId()) == 0;
        return decision(told, store, first ? command.commandId() : null);
    }

    @Override
    public void switchRules(SpaceRules rules) {
        model.switchRules(rules);
    }

    private Decision decision(Told told, GraphStore store, @Nullable String commandId) {
        Told.Answer answer = told.answer();
        return new Decision(
                told.resolution(),
                told.mergesAndSplits(),
                told.aliases(),
                told.profiles().values().stream()
                        .map(ReferenceSubject::profileChange)
                        .toList(),
                List.copyOf(told.owners().values()),
                List.copyOf(told.memberships().values()),
                told.discarded(),
                answer == null
                        ? null
                        : new CommandAnswer(answer.space(), answer.sequence(), answer.command(), answer.status(), ""),
                change(store, commandId));
    }

    private GraphChange change(GraphStore store, @Nullable String commandId) {
        Graph graph = model.graph();
        List<Profile> profiles = new ArrayList<>();
        Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
        for (Node node : graph.nodes.values()) {
            Profile profile = profile(Person.of(node));
            if (!profile.equals(store.profile(node.id))) {
                profiles.add(profile);
            }
            if (!node.traits.equals(store.traits(node.id))) {
                traits.put(node.id, Map.copyOf(node.traits));
            }
        }
        Map<ExternalId, Pointer> pointers = new HashMap<>();
        Map<ExternalId, Pointer> seen = new HashMap<>();
        Map<ExternalId, Anchors> anchors = new HashMap<>();
        ids.addAll(graph.known());
        for (ExternalId id : ids) {
            Pointer is = store.pointer(id) == null ? Pointer.NONE : store.pointer(id);
            Pointer should = graph.pointer(id) == null ? Pointer.NONE : graph.pointer(id);
            if (is != null && should != null && !is.equals(should)) {
                boolean onlySeen = is.seenAt(0).equals(should.seenAt(0));
                (onlySeen ? seen : pointers).put(id, should);
            }
            Anchors counted = Anchors.NONE;
            for (String value : graph.anchors.getOrDefault(id, Set.of())) {
                counted = counted.with(value);
            }
            if (!counted.equals(store.anchors(id))) {
                anchors.put(id, counted);
            }
        }
        return new GraphChange(graph.sequence, profiles, pointers, seen, traits, anchors, commandId);
    }

    /** As records tell it. */
    static ProfileChange profileChange(Told.PersonChange change) {
        return new ProfileChange(
                change.space(), change.sequence(), profile(change.person()), change.canonical(), change.traits());
    }

    private static Profile profile(Person person) {
        return new Profile(
                person.id(),
                person.createdSequence(),
                person.createdAt(),
                person.lastSeen(),
                person.identifiers(),
                links(person),
                person.boundaries(),
                person.merged(),
                person.merges(),
                person.parent(),
                person.accounts(),
                person.keptApart(),
                person.hasTraits(),
                person.deleted());
    }

    private static Links links(Person person) {
        List<Identifier> identifiers = person.identifiers();
        int[][] rows = new int[identifiers.size()][];
        for (int i = 0; i < rows.length; i++) {
            List<Integer> row = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (person.links()
                        .contains(Set.of(
                                identifiers.get(i).externalId(),
                                identifiers.get(j).externalId()))) {
                    row.add(j);
                }
            }
            rows[i] = row.stream().mapToInt(Integer::intValue).toArray();
        }
        return Links.ofRows(rows);
    }
}
