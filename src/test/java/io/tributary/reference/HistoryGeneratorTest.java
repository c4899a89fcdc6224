package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Merge;
import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.ProfileId;
import io.tributary.model.SetAside;
import io.tributary.model.Trait;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.SpaceRules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryGeneratorTest {
    private final Map<String, Integer> corners = new TreeMap<>();

    @Test
    void one_seed_is_one_history_and_another_seed_is_another() {
        for (long seed = 1; seed <= 50; seed++) {
            assertThat(told(seed)).isEqualTo(told(seed)).isNotEqualTo(told(seed + 1));
        }
    }

    /** What no history reaches is not compared, however many there are. */
    @Test
    void a_thousand_histories_reach_every_corner() {
        Histories.forEach(1, 1000, this::explore);

        assertThat(corners)
                .containsOnlyKeys(
                        "created",
                        "matched",
                        "extended",
                        "merged",
                        "unresolved",
                        "no_consent",
                        "no_identifiers",
                        "limit_exceeded",
                        "merge_quota",
                        "identifier_quota",
                        "several demotions",
                        "several merges",
                        "children with children",
                        "older merged into younger",
                        "aliases",
                        "outside a limit",
                        "trait lost to a newer one",
                        "trait removed",
                        "traits omitted",
                        "profile ID taken");
        corners.forEach((corner, times) -> assertThat(times).as(corner).isGreaterThan(10));
    }

    private static String told(long seed) {
        History history = HistoryGenerator.generate(seed);
        return Story.of(history, new Difference(0, Map.of(), Map.of())).replace("seed=" + seed, "");
    }

    private void explore(History history) {
        ReferenceModel reference = new ReferenceModel(history.rules());
        Set<String> creations = new HashSet<>();
        for (Observation event : history.events()) {
            Told told = reference.resolve(event);
            reached(told.resolution().outcome().wireName(), true);
            exploreResolution(event, told);
            exploreMerges(told, reference.ledger());
            ProfileId profile = told.resolution().profileId();
            if (profile != null) {
                exploreTraits(event, told, reference.ledger().traits(profile));
                exploreLimits(event, profile, history.rules(), reference.ledger());
            }
            if (told.resolution().outcome() == Outcome.CREATED) {
                reached("profile ID taken", !creations.add(event.messageId() + Math.floorDiv(event.time(), 1000)));
            }
        }
    }

    private void exploreResolution(Observation event, Told told) {
        if (told.resolution().reason() != null) {
            reached(told.resolution().reason().wireName(), true);
        }
        List<SetAside> setAside = told.resolution().setAside();
        List<SetAside> demoted = setAside.subList(event.setAside().size(), setAside.size());
        demoted.forEach(one -> reached(one.reason().wireName(), true));
        reached("several demotions", demoted.size() > 1);
    }

    private void exploreMerges(Told told, Ledger ledger) {
        reached("several merges", told.merges().size() > 1);
        reached(
                "children with children",
                told.profiles().size() > 1 + told.merges().size());
        reached("aliases", !told.aliases().isEmpty());
        for (Merge merge : told.merges()) {
            reached(
                    "older merged into younger",
                    ledger.creation(merge.from()).sequence()
                            < ledger.creation(merge.into()).sequence());
        }
    }

    private void exploreTraits(Observation event, Told told, Map<String, Trait> traits) {
        reached("traits omitted", told.resolution().traitsOmitted() > event.traitsOmitted());
        event.traits().keySet().forEach(name -> {
            Trait trait = traits.get(name);
            if (trait != null) {
                reached(
                        "trait lost to a newer one",
                        trait.sequence() != told.resolution().sequence());
                reached("trait removed", trait.value() == null);
            }
        });
    }

    private void exploreLimits(Observation event, ProfileId profile, SpaceRules rules, Ledger ledger) {
        ReferenceLimits limits = new ReferenceLimits(rules, ledger);
        for (IdentifierRule rule : rules.identifiers()) {
            reached(
                    "outside a limit",
                    limits.active(profile, rule.type(), event.time()).size()
                            > rule.limit().max());
        }
    }

    private void reached(String corner, boolean really) {
        if (really) {
            corners.merge(corner, 1, Integer::sum);
        }
    }
}
