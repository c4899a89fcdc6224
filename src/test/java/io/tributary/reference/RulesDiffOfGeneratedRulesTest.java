package io.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RulesDiff;
import io.tributary.rules.SpaceRules;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RulesDiffOfGeneratedRulesTest {
    private static final int PAIRS = 3000;

    @Test
    void rules_that_are_not_the_same_are_never_told_to_be_and_those_that_are_never_differ() {
        for (long seed = 0; seed < PAIRS; seed++) {
            RuleBook before = book(RulesGenerator.generate(new SplittableRandom(seed)));
            RuleBook after = book(RulesGenerator.generate(new SplittableRandom(seed + 1)));
            RuleBook same = book(RulesGenerator.generate(new SplittableRandom(seed)));

            List<RuleChange> changes = RulesDiff.between(before, after);

            assertThat(changes.isEmpty())
                    .as("seed %d", seed)
                    .isEqualTo(before.canonical().equals(after.canonical()));
            assertThat(RulesDiff.between(before, same)).as("seed %d", seed).isEmpty();
        }
    }

    /** Its canonical form is as good as its hash here. */
    private static RuleBook book(SpaceRules space) {
        RuleBook unnamed = new RuleBook(List.of(space), "");
        return new RuleBook(List.of(space), unnamed.canonical());
    }
}
