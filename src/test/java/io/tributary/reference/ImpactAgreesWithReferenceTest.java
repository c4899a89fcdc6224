package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.tributary.engine.Decision;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Profile;
import io.tributary.rules.IdentifierRule;
import io.tributary.rules.Normalizer;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RuleChange.Aspect;
import io.tributary.rules.RulesDiff;
import io.tributary.rules.Scalar;
import io.tributary.rules.SpaceRules;
import io.tributary.rules.ValuePattern;
import io.tributary.savepoint.Impact;
import io.tributary.savepoint.ImpactReader;
import io.tributary.savepoint.Known;
import io.tributary.savepoint.OutsideRule;
import io.tributary.savepoint.Progress;
import io.tributary.savepoint.SavedGraphs;
import io.tributary.savepoint.Savepoint;
import io.tributary.state.GraphHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random histories under random rules, and other random rules: who is outside them, counted in three ways. */
class ImpactAgreesWithReferenceTest {
    private static final int HISTORIES = 3000;
    private static final int SAVEPOINTS = 8;

    @TempDir
    Path temp;

    /** A history's end, and what new rules would change. */
    private record Case(
            long seed,
            MemoryGraphStore graph,
            Graph reference,
            RuleBook before,
            RuleBook after,
            List<RuleChange> changes) {

        ReferenceImpact.Count expected(RuleChange change) {
            return new ReferenceImpact(
                            reference, before.spaces().get(0), after.spaces().get(0))
                    .count(change);
        }
    }

    @Test
    void profiles_outside_new_rules_are_those_that_the_reference_counts() {
        Map<Aspect, Long> outside = new EnumMap<>(Aspect.class);
        Histories.forEach(Histories.seed() + 9000, HISTORIES, history -> {
            Case one = resolve(history, step -> {});
            for (RuleChange change : one.changes) {
                OutsideRule rule = new OutsideRule(
                        change, one.before.spaces().get(0), one.after.spaces().get(0));
                ReferenceImpact.Count counted = count(one.graph, rule);

                assertThat(counted).as("seed %d: %s", one.seed, change.text()).isEqualTo(one.expected(change));
                outside.merge(change.aspect(), counted.profiles(), Long::sum);
            }
        });

        assertThat(outside)
                .as("each kind of change leaves somebody outside now and then")
                .allSatisfy((aspect, profiles) ->
                        assertThat(profiles > 0).as("%s", aspect).isEqualTo(canBe(aspect)));
        assertThat(outside.keySet())
                .filteredOn(ImpactAgreesWithReferenceTest::canBe)
                .hasSizeGreaterThan(11);
    }

    private static boolean canBe(Aspect aspect) {
        return switch (aspect) {
            case ORDER, SURVIVOR, DEMOTION, ALIASES, PRIORITY, IDENTIFIERS, LEVELS, KEYS, SOURCES, SPACE, CONSENT ->
                false;
            default -> true;
        };
    }

    @Test
    void profiles_outside_new_rules_in_a_savepoint_are_those_that_the_reference_counts() throws Exception {
        for (int i = 0; i < SAVEPOINTS; i++) {
            History history = HistoryGenerator.generate(Histories.seed() + 9000 + i);
            GraphHarness harness = new GraphHarness(GraphHarness.rocksDb(), 100, null);
            Case one = resolve(
                    history, decision -> harness.graph(history.rules().id()).apply(decision.change()));
            String path = SavedGraphs.write(harness, temp.resolve("savepoint-" + i));
            harness.close();
            ImpactReader reader = new ImpactReader(one.changes, one.before, one.after, Progress.NONE);
            try (Savepoint savepoint = Savepoint.open(path)) {
                savepoint.forEachSpace(reader, Progress.NONE);
            }

            assertThat(reader.impacts()).hasSameSizeAs(one.changes);
            for (Impact impact : reader.impacts()) {
                assertThat(new ReferenceImpact.Count(impact.profiles(), impact.externalIds()))
                        .as("seed %d: %s", one.seed, impact.change().text())
                        .isEqualTo(one.expected(impact.change()));
                assertThat(impact.examples().size()).isEqualTo((int) Math.min(5, impact.profiles()));
            }
        }
    }

    private static Case resolve(History history, Consumer<Decision> also) {
        Played played = Played.of(history, also);
        RuleBook before = book(played.rules());
        RuleBook after = book(otherRules(history));
        return new Case(
                history.seed(), played.graph(), played.reference(), before, after, RulesDiff.between(before, after));
    }

    /** Rules of the same space that are generated likewise, with what generated rules never say. */
    private static SpaceRules otherRules(History history) {
        SplittableRandom random = new SplittableRandom(history.seed());
        SpaceRules other = random.nextInt(3) == 0 ? history.rules() : RulesGenerator.generate(random);
        while (!other.id().equals(history.rules().id())) {
            other = RulesGenerator.generate(random);
        }
        List<IdentifierRule> identifiers = new ArrayList<>(other.identifiers());
        int at = random.nextInt(identifiers.size());
        identifiers.set(at, varied(identifiers.get(at), random.nextInt(3)));
        return new SpaceRules(
                other.id(),
                other.sources(),
                other.survivor(),
                other.demotion(),
                random.nextBoolean(),
                other.maxMerges(),
                other.maxIdentifiers(),
                other.denied(),
                random.nextBoolean() ? List.of() : List.of(equalTo("v1")),
                identifiers,
                other.aliases(),
                other.levels(),
                other.order());
    }

    private static IdentifierRule varied(IdentifierRule rule, int how) {
        return new IdentifierRule(
                rule.collection(),
                rule.type(),
                rule.from(),
                how == 0 ? List.of(Normalizer.LOWERCASE) : rule.normalize(),
                how == 1 || rule.hashed(),
                rule.limit(),
                rule.priority(),
                how == 2 && !rule.hashed()
                        ? List.of(equalTo("v0"), new ValuePattern.Matches(Pattern.compile("v[2-3]")))
                        : rule.blocked(),
                rule.sources(),
                rule.matching(),
                rule.matchWithinMillis(),
                rule.sharing());
    }

    private static ValuePattern equalTo(String value) {
        return new ValuePattern.Equals(new Scalar(Scalar.Kind.STRING, value));
    }

    /** Its canonical form is as good as its hash here. */
    private static RuleBook book(SpaceRules space) {
        RuleBook unnamed = new RuleBook(List.of(space), "");
        return new RuleBook(List.of(space), unnamed.canonical());
    }

    private static ReferenceImpact.Count count(MemoryGraphStore graph, OutsideRule rule) {
        Known known = known(graph);
        long profiles = 0;
        long externalIds = 0;
        for (Profile profile : graph.profiles()) {
            List<ExternalId> outside = rule.counts() && profile.isCanonical() ? rule.outside(profile, known) : null;
            profiles += outside == null ? 0 : 1;
            externalIds += outside == null ? 0 : outside.size();
        }
        return new ReferenceImpact.Count(profiles, externalIds);
    }

    private static Known known(MemoryGraphStore graph) {
        long newest = Long.MIN_VALUE;
        for (Profile profile : graph.profiles()) {
            newest = profile.isCanonical() ? Math.max(newest, profile.lastSeen()) : newest;
        }
        for (Pointer pointer : graph.pointers().values()) {
            newest = Math.max(newest, pointer.lastSeen());
        }
        long latest = newest;
        return new Known() {
            @Override
            public @Nullable Pointer pointer(ExternalId id) {
                return graph.pointer(id);
            }

            @Override
            public int sharedBy(ExternalId id) {
                return graph.anchors(id).size();
            }

            @Override
            public long newest() {
                return latest;
            }
        };
    }
}
