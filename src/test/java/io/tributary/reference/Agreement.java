package io.tributary.reference;

import io.tributary.engine.Decision;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.engine.Resolver;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.SpaceRules;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs histories through the engine over some store and through the reference model, and compares everything. */
public final class Agreement {
    /** What is compared with the reference: the engine, or in tests of the comparison something worse. */
    @FunctionalInterface
    interface Subject {
        Decision resolve(GraphStore store, Observation event);
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
     * Holds the engine over the given kind of store to the reference model, event by event, and checks the graph's
     * invariants after each.
     *
     * @param seed of the first history, see {@link Histories#seed}
     * @param count of histories, see {@link Histories#count}
     * @throws AssertionError with the shortest history found on which they differ
     */
    public static void check(GraphStoreFactory stores, long seed, int count) {
        Agreement agreement = new Agreement(stores, rules -> new Resolver(rules)::resolve);
        Histories.forEach(seed, count, agreement::check);
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

    /** Null if engine and reference agree on the whole history. */
    @Nullable
    Difference firstDifference(History history) {
        GraphStore store = stores.empty();
        Subject subject = subjects.of(history.rules());
        ReferenceModel reference = new ReferenceModel(history.rules());
        GraphInvariants invariants = new GraphInvariants(history.rules(), store);
        for (int i = 0; i < history.events().size(); i++) {
            Observation event = history.events().get(i);
            Told expected = reference.resolve(event);
            try {
                Decision decision = subject.resolve(store, event);
                Told actual = Told.of(decision);
                if (!actual.equals(expected)) {
                    return new Difference(i, expected.fields(), actual.fields());
                }
                invariants.before(event, decision);
                store.apply(decision.change());
                invariants.after(event, decision);
            } catch (RuntimeException | AssertionError e) {
                return new Difference(i, Map.of(), Map.of("thrown", trace(e)));
            }
        }
        return Difference.between(
                history.events().size(), graph(history, reference.ledger()), graph(history, reference.ledger(), store));
    }

    /** The graph as the reference has it: who owns what, every profile, its traits. */
    private static Map<String, Object> graph(History history, Ledger ledger) {
        Map<String, Object> graph = new TreeMap<>();
        graph.put("sequence", ledger.sequence);
        for (ExternalId id : ids(history)) {
            ProfileId owner = ledger.owner(id);
            if (owner != null) {
                graph.put("owner of " + id, owner);
            }
        }
        for (Ledger.Creation creation : ledger.creations) {
            graph.put(creation.profile().toString(), ledger.person(creation.profile()));
            graph.put("traits of " + creation.profile(), ledger.traits(creation.profile()));
        }
        return graph;
    }

    /** The same from the engine's store. */
    private static Map<String, Object> graph(History history, Ledger ledger, GraphStore store) {
        Map<String, Object> graph = new TreeMap<>();
        graph.put("sequence", store.sequence());
        for (ExternalId id : ids(history)) {
            Pointer pointer = store.pointer(id);
            if (pointer != null) {
                graph.put("owner of " + id, pointer.profile());
            }
        }
        for (Ledger.Creation creation : ledger.creations) {
            Profile profile = store.profile(creation.profile());
            if (profile != null) {
                graph.put(creation.profile().toString(), Person.of(profile));
            }
            graph.put("traits of " + creation.profile(), store.traits(creation.profile()));
        }
        return graph;
    }

    /** Accounts too: nobody may own those. */
    private static Set<ExternalId> ids(History history) {
        Set<ExternalId> ids = new LinkedHashSet<>();
        history.events().forEach(event -> ids.addAll(event.ids()));
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
