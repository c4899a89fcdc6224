package io.tributary.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.Decision;
import io.tributary.engine.Resolver;
import io.tributary.hostile.CountingGraphStore.Counts;
import io.tributary.model.Observation;
import io.tributary.rules.RulesParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever links ever new external IDs to the same profile makes no event dearer than the events of others: what an event
 * asks, what it changes and what any profile holds stay within bounds that the rules set. Nothing is asserted of time; it
 * is drawn, into {@code target/attack}.
 */
class AttackerIT {
    private static final int PARTS = 10;

    /** A tenth of an attack. */
    record PartOf(int events, double microsPerEvent, Counts most) {}

    static List<PartOf> run(Attack attack, int events) {
        CountingGraphStore graph = new CountingGraphStore();
        Resolver resolver = new Resolver(
                RulesParser.parse("rules.yaml", attack.rules).spaces().get(0));
        List<PartOf> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            long nanos = 0;
            for (int i = 0; i < events / PARTS; i++) {
                Observation event = attack.event(part * (events / PARTS) + i);
                long start = System.nanoTime();
                Decision decision = resolver.resolve(graph, event);
                graph.apply(decision.change());
                nanos += System.nanoTime() - start;
                graph.note(decision.change());
            }
            int each = events / PARTS;
            parts.add(new PartOf(each * (part + 1), nanos / 1000.0 / each, graph.since()));
        }
        return parts;
    }

    private static void check(Attack attack, int events) throws IOException {
        List<PartOf> parts = run(attack, events);
        AttackPlot.write(Path.of("target", "attack"), attack, parts);
        Counts most = parts.stream().map(PartOf::most).reduce(Counts::max).orElseThrow();
        assertThat(most.reads()).as("reads of an event").isLessThanOrEqualTo(attack.reads);
        assertThat(most.writes()).as("writes of an event").isLessThanOrEqualTo(attack.writes);
        assertThat(most.identifiers()).as("external IDs of a profile").isLessThanOrEqualTo(1000);
        assertThat(most.links()).as("links of a profile").isLessThanOrEqualTo(1000 * 999 / 2);
        assertThat(most.merged()).as("profiles behind a profile").isLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    void no_event_of_an_attack_costs_more_than_the_rules_allow(Attack attack) throws IOException {
        check(attack, 20_000);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource
    @Timeout(3600)
    void a_million_new_ids_of_an_attack_cost_what_the_first_thousands_did(Attack attack) throws IOException {
        check(attack, 1_000_000 / attack.newIds());
    }
}
