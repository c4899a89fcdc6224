package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.RecordEncoder;
import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who reads the topics from their beginning knows the graph, at every place of a space's order. */
class TopicsTellTheGraphTest {
    private static final int HISTORIES = 1500;

    private final RecordEncoder encoder = new RecordEncoder("sha256:" + "0".repeat(64));

    @Test
    void profiles_external_ids_memberships_and_merges_alone_make_the_same_graph() {
        Histories.forEach(Histories.seed(), Math.min(HISTORIES, Histories.count()), history -> {
            if (history.steps().stream().allMatch(step -> step instanceof Step.Switch || time(step) >= 0)) {
                replay(history);
            }
        });
    }

    private static long time(Step step) {
        return step instanceof Step.Event event
                ? event.observation().time()
                : ((Step.Order) step).command().time();
    }

    private void replay(History history) {
        MemoryGraphStore store = new MemoryGraphStore();
        Resolver resolver = new Resolver(history.rules());
        GraphFromTopics told = new GraphFromTopics();
        for (Step step : history.steps()) {
            if (step instanceof Step.Switch change) {
                resolver = new Resolver(change.rules());
                continue;
            }
            Decision decision = step instanceof Step.Event event
                    ? resolver.resolve(store, event.observation())
                    : resolver.execute(store, ((Step.Order) step).command());
            store.apply(decision.change());
            decision.records().forEach(record -> told.read(encoder.encode(record)));
            Difference difference =
                    Difference.between(0, Map.copyOf(GraphFromTopics.graph(store)), Map.copyOf(told.graph()));
            assertThat(difference == null ? "" : difference.describe())
                    .as("seed %d, after sequence %d", history.seed(), store.sequence())
                    .isEmpty();
        }
    }
}
