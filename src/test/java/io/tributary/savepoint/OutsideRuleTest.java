package io.tributary.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.Pointer;
import io.tributary.model.ExternalId;
import io.tributary.model.Fingerprint;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RuleChange;
import io.tributary.rules.RulesDiff;
import io.tributary.rules.RulesParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is outside by changes that random rules do not make. */
class OutsideRuleTest {
    private static final long TIME = 1_772_359_200_000L;
    private static final long DAY = 86_400_000L;
    private static final ProfileId ID = ProfileId.at(ProfileId.Kind.USER, TIME, 1, 1);
    private static final String HASHED = "identifiers: [{type: mail, from: [traits.email], hash: sha256%s}]";

    /** Nothing is known but the profile. */
    private static final Known NOTHING = new Known() {
        @Override
        public @Nullable Pointer pointer(ExternalId id) {
            return null;
        }

        @Override
        public int sharedBy(ExternalId id) {
            return 0;
        }

        @Override
        public long newest() {
            return TIME + 2 * DAY;
        }
    };

    private static Profile profile(ExternalId... ids) {
        List<Identifier> identifiers = new ArrayList<>();
        IntStream.range(0, ids.length)
                .forEach(i -> identifiers.add(
                        new Identifier(ids[i], Identifier.age(1, i), TIME + i * DAY, TIME, ID, "m", null)));
        return new Profile(ID, 1, TIME, TIME, identifiers, Links.NONE, List.of(), null, false);
    }

    private static OutsideRule rule(String before, String after) {
        RuleBook old = book(before);
        RuleBook now = book(after);
        List<RuleChange> changes = RulesDiff.between(old, now);
        assertThat(changes).hasSize(1);
        return new OutsideRule(changes.get(0), old.space("main"), now.space("main"));
    }

    private static RuleBook book(String rest) {
        return RulesParser.parse("rules.yaml", "spaces:\n  - id: main\n    extends: none\n    " + rest + "\n");
    }

    @Test
    void a_value_that_is_blocked_is_found_by_its_hash_where_its_type_is_hashed() {
        OutsideRule rule = rule(HASHED.formatted(""), HASHED.formatted(", blocked: [{equals: a@b.c}]"));
        ExternalId blocked = ExternalId.user("mail", Fingerprint.sha256("a@b.c"));
        ExternalId other = ExternalId.user("mail", Fingerprint.sha256("x@b.c"));

        assertThat(rule.outside(profile(other, blocked), NOTHING)).containsExactly(blocked);
        assertThat(rule.outside(profile(other), NOTHING)).isNull();
        assertThat(rule.untold()).isEmpty();
    }

    @Test
    void of_a_pattern_it_cannot_be_told_where_the_type_is_hashed() {
        OutsideRule rule = rule(HASHED.formatted(""), HASHED.formatted(", blocked: [{matches: a.*}]"));

        assertThat(rule.untold()).containsExactly("mail");
        assertThat(rule.outside(profile(ExternalId.user("mail", Fingerprint.sha256("a@b.c"))), NOTHING))
                .isNull();
    }

    @Test
    void a_limit_counts_in_the_window_that_ends_when_the_profile_last_got_anything() {
        String limit = "identifiers: [{type: device, from: [x], limit: {max: %d, per: %s}}]";
        Profile profile =
                profile(ExternalId.user("device", "a"), ExternalId.user("device", "b"), ExternalId.user("device", "c"));

        assertThat(rule(limit.formatted(9, "ever"), limit.formatted(1, "36h")).outside(profile, NOTHING))
                .extracting(ExternalId::value)
                .containsExactly("b", "c");
        assertThat(rule(limit.formatted(9, "ever"), limit.formatted(1, "12h")).outside(profile, NOTHING))
                .isNull();
    }

    @Test
    void what_was_written_before_its_type_had_a_window_counts_from_when_it_was_added() {
        String window = "identifiers: [{type: device, from: [x], match_within: %s}]";
        Profile profile = profile(ExternalId.user("device", "a"), ExternalId.user("device", "b"));

        assertThat(rule(window.formatted("ever"), window.formatted("30h")).outside(profile, NOTHING))
                .extracting(ExternalId::value)
                .containsExactly("a");
    }

    @Test
    void nobody_is_outside_by_what_relaxes_or_only_decides_what_comes() {
        assertThat(rule("max_merges: 3", "max_merges: 4").counts()).isFalse();
        assertThat(rule("survivor: first_created", "survivor: earliest_seen").counts())
                .isFalse();
        assertThat(rule("max_merges: 4", "max_merges: 3").counts()).isTrue();
    }
}
