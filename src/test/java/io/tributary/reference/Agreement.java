package io.tributary.reference;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.engine.Resolver;
import io.tributary.model.Command;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.Level;
import io.tributary.rules.SpaceRules;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs histories through the engine over some store and through the reference model, and compares everything. */
public final class Agreement {
    /** What is compared with the reference: the engine, or in tests of the comparison something worse. */
    interface Subject {
        Decision resolve(GraphStore store, Observation event);

        Decision execute(GraphStore store, Command command);

        /** From now on it decides under these, over the same store. */
        void switchRules(SpaceRules rules);

        default Decision take(GraphStore store, Step step) {
            return step instanceof Step.Event event
                    ? resolve(store, event.observation())
                    : execute(store, ((Step.Order) step).command());
        }
    }

    /** Makes a subject for a space. */
    @FunctionalInterface
    interface Subjects {
        Subject of(SpaceRules rules);
    }

    private final GraphStoreFactory stores;
    private final Subjects subjects;

    Agreement(GraphStoreFactory stores, Subjects subjects) {
        this.stores = stores;
        this.subjects = subjects;
    }

    /**
     * Holds the engine over the given kind of store to the reference model, step by step, and checks the graph's
     * invariants after each.
     *
     * @param seed of the first history, see {@link Histories#seed}
     * @param count of histories, see {@link Histories#count}
     * @throws AssertionError with the shortest history found on which they differ
     */
    public static void check(GraphStoreFactory stores, long seed, int count) {
        Agreement agreement = new Agreement(stores, Agreement::engine);
        Histories.forEach(seed, count, agreement::check);
    }

    private static Subject engine(SpaceRules rules) {
        return new Subject() {
            private Resolver resolver = new Resolver(rules);

            @Override
            public Decision resolve(GraphStore store, Observation event) {
                return resolver.resolve(store, event);
            }

            @Override
            public Decision execute(GraphStore store, Command command) {
                return resolver.execute(store, command);
            }

            @Override
            public void switchRules(SpaceRules others) {
                resolver = new Resolver(others);
            }
        };
    }

    /** @throws AssertionError with the shortest history found on which they differ, if they do on this one */
    void check(History history) {
        if (firstDifference(history) != null) {
            History shortest = Shrinker.shrink(history, h -> firstDifference(h) != null);
            Difference difference = firstDifference(shortest);
            throw new AssertionError(
                    difference == null ? "not repeatable: " + history : Story.of(shortest, difference));
        }
    }

    /** Null if engine and reference agree on the whole history, and the graph is one. */
    @Nullable
    Difference firstDifference(History history) {
        GraphStore store = stores.empty();
        Subject subject = subjects.of(history.rules());
        ReferenceModel reference = new ReferenceModel(history.rules());
        GraphInvariants invariants = new GraphInvariants(history.rules(), store);
        for (int i = 0; i < history.steps().size(); i++) {
            Step step = history.steps().get(i);
            if (step instanceof Step.Switch change) {
                subject.switchRules(change.rules());
                reference.switchRules(change.rules());
                invariants.switchRules(change.rules());
                continue;
            }
            Told expected = step instanceof Step.Event event
                    ? reference.resolve(event.observation())
                    : reference.execute(((Step.Order) step).command());
            try {
                Decision decision = subject.take(store, step);
                Told actual = Told.of(decision);
                if (!actual.equals(expected)) {
                    return new Difference(i, expected.fields(), actual.fields());
                }
                invariants.before(step, decision);
                store.apply(decision.change());
                invariants.after(step, decision);
            } catch (RuntimeException | AssertionError e) {
                return new Difference(i, Map.of(), Map.of("thrown", trace(e)));
            }
        }
        try {
            invariants.atTheEnd();
        } catch (AssertionError e) {
            return new Difference(history.steps().size(), Map.of(), Map.of("thrown", trace(e)));
        }
        return Difference.between(
                history.steps().size(), graph(history, reference.graph()), graph(history, reference.graph(), store));
    }

    /** The graph as the reference has it: what is known of external IDs, every profile, its traits, every answer. */
    private static Map<String, Object> graph(History history, Graph graph) {
        Map<String, Object> all = new TreeMap<>();
        all.put("sequence", graph.sequence);
        for (ExternalId id : ids(history, graph)) {
            put(all, id, graph.pointer(id), graph.anchors(id));
        }
        for (Node node : graph.nodes.values()) {
            all.put(node.id.toString(), Person.of(node));
            all.put("traits of " + node.id, node.traits);
        }
        for (String commandId : commandIds(history)) {
            all.put("command " + commandId, graph.commands.getOrDefault(commandId, 0L));
        }
        return all;
    }

    /** The same from the engine's store. */
    private static Map<String, Object> graph(History history, Graph graph, GraphStore store) {
        Map<String, Object> all = new TreeMap<>();
        all.put("sequence", store.sequence());
        for (ExternalId id : ids(history, graph)) {
            put(all, id, store.pointer(id), store.anchors(id).size());
        }
        for (ProfileId id : graph.nodes.keySet()) {
            Profile profile = store.profile(id);
            if (profile != null) {
                all.put(id.toString(), Person.of(profile));
            }
            all.put("traits of " + id, store.traits(id));
        }
        for (String commandId : commandIds(history)) {
            all.put("command " + commandId, store.command(commandId));
        }
        return all;
    }

    private static void put(Map<String, Object> all, ExternalId id, @Nullable Pointer pointer, int anchors) {
        String name = id.collection() + " " + id;
        if (pointer != null) {
            all.put("pointer of " + name, pointer);
        }
        if (anchors > 0) {
            all.put("anchors of " + name, anchors);
        }
    }

    /** All that events and commands name, and the members of groups; also where nothing should be known of them. */
    private static Set<ExternalId> ids(History history, Graph graph) {
        Set<ExternalId> ids = new LinkedHashSet<>(graph.known());
        for (Step step : history.steps()) {
            if (step instanceof Step.Event event) {
                ids.addAll(event.observation().ids());
            } else if (step instanceof Step.Order order && order.command().externalId() != null) {
                ids.add(order.command().externalId());
            }
        }
        for (SpaceRules rules : history.allRules()) {
            for (Level level : rules.levels()) {
                graph.nodes.keySet().forEach(id -> ids.add(ReferenceLevels.member(level.collection(), id)));
            }
        }
        return ids;
    }

    private static Set<String> commandIds(History history) {
        Set<String> ids = new LinkedHashSet<>();
        for (Step step : history.steps()) {
            if (step instanceof Step.Order order) {
                ids.add(order.command().commandId());
            }
        }
        return ids;
    }

    private static String trace(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.toString());
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(4, frames.length); i++) {
            text.append("\n      at ").append(frames[i]);
        }
        return text.toString();
    }
}
