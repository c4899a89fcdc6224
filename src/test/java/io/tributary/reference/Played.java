package io.tributary.reference;

import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.rules.SpaceRules;
import java.util.function.Consumer;

/**
 * What a history has led to.
 *
 * @param graph the engine's
 * @param reference the reference model's
 * @param rules those that it ended under
 */
record Played(MemoryGraphStore graph, Graph reference, SpaceRules rules) {
    /** @param also takes each of the engine's decisions, in order */
    static Played of(History history, Consumer<Decision> also) {
        SpaceRules rules = history.rules();
        Resolver resolver = new Resolver(rules);
        MemoryGraphStore graph = new MemoryGraphStore();
        ReferenceModel reference = new ReferenceModel(rules);
        for (Step step : history.steps()) {
            Decision decision;
            if (step instanceof Step.Switch change) {
                rules = change.rules();
                resolver = new Resolver(rules);
                reference.switchRules(rules);
                continue;
            } else if (step instanceof Step.Event event) {
                decision = resolver.resolve(graph, event.observation());
                reference.resolve(event.observation());
            } else {
                decision = resolver.execute(graph, ((Step.Order) step).command());
                reference.execute(((Step.Order) step).command());
            }
            graph.apply(decision.change());
            also.accept(decision);
        }
        return new Played(graph, reference.graph(), rules);
    }
}
