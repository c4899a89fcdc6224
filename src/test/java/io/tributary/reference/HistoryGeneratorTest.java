package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryGeneratorTest {
    private static final List<String> OF_EVENTS = List.of(
            "created",
            "matched",
            "extended",
            "merged",
            "unresolved",
            "no_consent",
            "no_identifiers",
            "suppressed",
            "account without a person",
            "limit_exceeded",
            "merge_quota",
            "identifier_quota",
            "kept_apart",
            "boundary",
            "blocked",
            "shared_too_widely",
            "boundary value set aside",
            "innocent ID spared",
            "several demotions",
            "limit_exceeded in accounts",
            "shared_too_widely in accounts",
            "limit_exceeded in a level",
            "identifier_quota in a level",
            "boundary in a level",
            "blocked in a level",
            "shared_too_widely in a level",
            "member demoted in a level",
            "no room in a group",
            "outside a limit",
            "trait lost to a newer one",
            "trait removed",
            "traits omitted",
            "profile ID taken");

    private static final List<String> OF_THE_GRAPH = List.of(
            "several merges",
            "children with children",
            "older merged into younger",
            "merge of accounts",
            "aliases",
            "discarded",
            "discarded in accounts",
            "discarded in a level",
            "split new",
            "split revived",
            "split of accounts",
            "several splits",
            "revived and merged again",
            "expired move",
            "expired move in a level",
            "emptied by an expired move",
            "emptied by a removal",
            "boundary on two profiles",
            "group merge",
            "group split",
            "group revived",
            "group without members",
            "group dissolved in part",
            "member joined",
            "member left",
            "member deleted",
            "carried into a group",
            "relation",
            "relation inherited",
            "relation given back",
            "relation deleted");

    private static final List<String> OF_COMMANDS = List.of(
            "detach done",
            "detach refused",
            "detach repeated",
            "block done",
            "block refused",
            "block repeated",
            "unblock done",
            "unblock refused",
            "unblock repeated",
            "unmerge done",
            "unmerge refused",
            "unmerge repeated",
            "delete done",
            "delete refused",
            "delete repeated",
            "suppress done",
            "suppress refused",
            "suppress repeated",
            "unsuppress done",
            "unsuppress refused",
            "unsuppress repeated",
            "problem refused",
            "boundary detached",
            "key detached",
            "account deleted",
            "deleted with profiles behind it",
            "account unmerged",
            "unmerged into several parts",
            "trait given back");

    private static final List<String> OF_RULE_SWITCHES = List.of(
            "level falls asleep",
            "level wakes up",
            "level asleep: joined",
            "level asleep: left",
            "level asleep: deleted",
            "decoded under earlier rules",
            "boundary that somebody owns",
            "boundary that leads to its profile by now",
            "boundary to one and owned by the other",
            "boundary detached from its owner",
            "boundary that was discarded",
            "kept apart by what was no boundary once",
            "window that came later",
            "shared by any, once discarded",
            "discarded without an anchor",
            "suppressed, but matched by no more",
            "key detached that is none by now");

    @Test
    void one_seed_is_one_history_and_another_seed_is_another() {
        for (long seed = 1; seed <= 50; seed++) {
            assertThat(told(seed)).isEqualTo(told(seed)).isNotEqualTo(told(seed + 1));
        }
    }

    /** What no history reaches is not compared, however many there are. */
    @Test
    void a_thousand_histories_reach_every_corner() {
        Corners corners = new Corners();
        Histories.forEach(1, 1000, corners::explore);

        assertThat(corners.reached().keySet())
                .containsAll(OF_EVENTS)
                .containsAll(OF_THE_GRAPH)
                .containsAll(OF_COMMANDS)
                .containsAll(OF_RULE_SWITCHES);
        assertThat(corners.reached())
                .hasSize(OF_EVENTS.size() + OF_THE_GRAPH.size() + OF_COMMANDS.size() + OF_RULE_SWITCHES.size());
        corners.reached()
                .forEach((corner, times) ->
                        assertThat(times).as(corner).isGreaterThan(OF_RULE_SWITCHES.contains(corner) ? 0 : 5));
    }

    private static String told(long seed) {
        History history = HistoryGenerator.generate(seed);
        return Story.of(history, new Difference(0, Map.of(), Map.of())).replace("seed=" + seed, "");
    }
}
