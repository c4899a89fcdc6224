package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesParserTest {
    private static final SpaceRules ACME =
            RulesParser.parse("rules.yaml", TestRules.EVERYTHING).spaces().get(0);

    @Test
    void two_lines_are_enough() {
        SpaceRules space = TestRules.space("spaces:\n  - {id: main, extends: segment}\n");

        assertThat(space.id()).isEqualTo("main");
        assertThat(space.lists(Collection.USERS, "anonymous_id")).isTrue();
    }

    @Test
    void what_is_not_said_has_the_defaults_of_the_spec() {
        SpaceRules space = TestRules.example("identifiers: [{type: card, from: [traits.card]}]");

        assertThat(space.sources()).isEqualTo(SourceFilter.ALL);
        assertThat(space.survivor()).isEqualTo(Survivor.FIRST_CREATED);
        assertThat(space.demotion()).isEqualTo(Demotion.LOWEST_PRIORITY);
        assertThat(space.autoAddTypes()).isTrue();
        assertThat(space.maxMerges()).isEqualTo(100);
        assertThat(space.maxIdentifiers()).isEqualTo(1000);
        assertThat(space.denied()).isEmpty();
        assertThat(space.blocked()).isEmpty();
        assertThat(space.aliases()).isEqualTo(new AliasRules(true, "user_id"));
        assertThat(space.identifiers())
                .containsExactly(new IdentifierRule(
                        Collection.USERS,
                        "card",
                        List.of(new Extraction(path("traits", "card"), List.of(), false, List.of(), Set.of())),
                        List.of(),
                        false,
                        new Limit(5, Limit.EVER),
                        null,
                        List.of(),
                        SourceFilter.ALL));
    }

    @Test
    void a_space_may_consist_of_its_id() {
        assertThat(TestRules.space("spaces: [{id: main}]").identifiers()).isEmpty();
        assertThat(TestRules.example("extends: none").identifiers()).isEmpty();
    }

    @Test
    void scalars_of_a_space_are_read() {
        assertThat(ACME.sources()).isEqualTo(new SourceFilter(Set.of("web", "ios", "123"), false));
        assertThat(ACME.survivor()).isEqualTo(Survivor.EARLIEST_SEEN);
        assertThat(ACME.demotion()).isEqualTo(Demotion.CONTRIBUTING);
        assertThat(ACME.autoAddTypes()).isFalse();
        assertThat(ACME.maxMerges()).isEqualTo(20);
        assertThat(ACME.maxIdentifiers()).isEqualTo(500);
        assertThat(ACME.aliases()).isEqualTo(new AliasRules(false, "loyalty card"));
    }

    @Test
    void a_star_among_sources_takes_all_of_them_and_events_without_one() {
        assertThat(TestRules.example("sources: [\"*\"]").sources()).isEqualTo(SourceFilter.ALL);
        assertThat(TestRules.example("sources: [web, \"*\"]").sources().accepts(null))
                .isTrue();
        assertThat(TestRules.example("sources: [web]").sources().accepts(null)).isFalse();
    }

    @Test
    void consent_compares_with_the_json_kind() {
        Condition functional = ACME.denied().get(1);

        assertThat(functional.path()).isEqualTo(path("context", "consent", "categoryPreferences", "Functional"));
        assertThat(functional.pattern().matches(new Scalar(Scalar.Kind.BOOLEAN, "false")))
                .isTrue();
        assertThat(functional.pattern().matches(new Scalar(Scalar.Kind.STRING, "false")))
                .isFalse();
    }

    @Test
    void consent_may_ask_for_a_pattern() {
        ValuePattern declined = ACME.denied().get(0).pattern();

        assertThat(declined.matches(new Scalar(Scalar.Kind.STRING, "non-consent-")))
                .isTrue();
        assertThat(declined.matches(new Scalar(Scalar.Kind.STRING, "consent"))).isFalse();
    }

    @Test
    void blocked_values_are_strings_however_they_are_written() {
        SpaceRules space = TestRules.example("blocked: [{equals: -1}, {equals: null}, {equals: 1e3}, {equals: 007}]");

        assertThat(space.blocked()).containsExactly(equal("-1"), equal("null"), equal("1000"), equal("007"));
    }

    @Test
    void calls_and_conditions_of_a_path_are_read() {
        Extraction email = ACME.identifier(Collection.USERS, "email").from().get(2);
        Extraction idfa = ACME.identifier(Collection.USERS, "ios.idfa").from().get(0);

        assertThat(email.on()).containsExactlyInAnyOrder(EventType.TRACK, EventType.PAGE, EventType.SCREEN);
        assertThat(idfa.when())
                .containsExactly(
                        when(Scalar.Kind.BOOLEAN, "true", "context", "device", "adTrackingEnabled"),
                        when(Scalar.Kind.STRING, "ios", "context", "device", "type"),
                        when(Scalar.Kind.NUMBER, "2.5", "properties", "version"));
    }

    @Test
    void all_calls_are_the_same_as_none_said() {
        SpaceRules space = TestRules.example("identifiers: [{type: card, from:"
                + " [{path: card, on: [identify, track, page, screen, group, alias]}]}]");

        assertThat(space.identifiers().get(0).from().get(0).on()).isEmpty();
    }

    @Test
    void url_parameters_are_read() {
        List<Extraction> clicks = ACME.identifier(Collection.USERS, "click_id").from();

        assertThat(clicks)
                .extracting(Extraction::query)
                .containsExactly(List.of("gclid", "fbclid", "ttclid"), List.of("gclid"));
        assertThat(clicks.get(1).path()).isEqualTo(path("properties", "url"));
    }

    @Test
    void hashed_values_and_types_are_read() {
        IdentifierRule hash = ACME.identifier(Collection.USERS, "email_hash");

        assertThat(hash.hashed()).isTrue();
        assertThat(hash.normalize()).containsExactly(Normalizer.TRIM, Normalizer.LOWERCASE);
        assertThat(hash.from()).extracting(Extraction::hashed).containsExactly(false, true);
    }

    @Test
    void a_json_pointer_reaches_keys_with_dots_spaces_and_slashes() {
        IdentifierRule card = ACME.identifier(Collection.USERS, "loyalty card");

        assertThat(card.from().get(0).path()).isEqualTo(path("traits", "loyalty card", "no./id"));
        assertThat(TestRules.example("identifiers: [{type: a, from: [/a~0b/~01]}]")
                        .identifiers()
                        .get(0)
                        .from()
                        .get(0)
                        .path())
                .isEqualTo(path("a~b", "~1"));
    }

    @Test
    void sources_of_a_type_are_read() {
        assertThat(ACME.identifier(Collection.USERS, "email").sources())
                .isEqualTo(new SourceFilter(Set.of("web", "ios"), false));
        assertThat(ACME.identifier(Collection.USERS, "loyalty card").sources())
                .isEqualTo(new SourceFilter(Set.of("kiosk"), true));
    }

    @Test
    void accounts_types_are_listed_beside_users_types() {
        assertThat(ACME.lists(Collection.ACCOUNTS, "account_id")).isTrue();
        assertThat(ACME.lists(Collection.USERS, "account_id")).isFalse();
    }

    @Test
    void windows_have_names_or_an_iso_duration() {
        assertThat(window("ever")).isEqualTo(Limit.EVER);
        assertThat(window("daily")).isEqualTo(days(1));
        assertThat(window("weekly")).isEqualTo(days(7));
        assertThat(window("monthly")).isEqualTo(days(30));
        assertThat(window("annually")).isEqualTo(days(365));
        assertThat(window("P14D")).isEqualTo(days(14));
        assertThat(window("P2W")).isEqualTo(days(14));
        assertThat(window("PT36H")).isEqualTo(days(1) + days(1) / 2);
        assertThat(window("PT1S")).isEqualTo(1000);
    }

    @Test
    void a_limit_without_a_window_is_for_ever() {
        assertThat(ACME.identifier(Collection.ACCOUNTS, "account_id").limit()).isEqualTo(new Limit(1, Limit.EVER));
    }

    @Test
    void json_is_a_rules_file_too() {
        assertThat(TestRules.space("{\"spaces\":[{\"id\":\"main\",\"max_merges\":7}]}")
                        .maxMerges())
                .isEqualTo(7);
    }

    @Test
    void the_rules_of_the_worked_examples_are_read() {
        assertThat(TestRules.example("extends: segment").identifiers()).hasSize(13);
        assertThat(TestRules.example("extends: segment, blocked: [{equals: abc123}]")
                        .blocked())
                .hasSize(5)
                .contains(equal("abc123"));
        assertThat(TestRules.example("extends: segment, demotion: contributing").demotion())
                .isEqualTo(Demotion.CONTRIBUTING);
        IdentifierRule anonymous = TestRules.example(
                        "extends: segment, identifiers: [{type: anonymous_id, limit: {max: 5, per: weekly}}]")
                .identifier(Collection.USERS, "anonymous_id");
        assertThat(anonymous.limit()).isEqualTo(new Limit(5, days(7)));
        assertThat(anonymous.from()).extracting(Extraction::path).containsExactly(path("anonymousId"));
    }

    private static long window(String per) {
        return TestRules.example("identifiers: [{type: a, limit: {max: 1, per: " + per + "}}]")
                .identifiers()
                .get(0)
                .limit()
                .windowMillis();
    }

    private static long days(int days) {
        return days * 24L * 60 * 60 * 1000;
    }

    private static Path path(String... keys) {
        return new Path(List.of(keys));
    }

    private static ValuePattern equal(String text) {
        return new ValuePattern.Equals(new Scalar(Scalar.Kind.STRING, text));
    }

    private static Condition when(Scalar.Kind kind, String text, String... keys) {
        return new Condition(path(keys), new ValuePattern.Equals(new Scalar(kind, text)));
    }
}
