package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Collection;
import io.tributary.model.EventType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
        assertThat(space.order()).isEqualTo(Order.ARRIVAL);
        assertThat(space.levels()).isEmpty();
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
                        SourceFilter.ALL,
                        Matching.ALWAYS,
                        Limit.EVER,
                        null));
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

        assertThat(declined.matches(new Scalar(Scalar.Kind.STRING, "non-consent-6f1e")))
                .isTrue();
        assertThat(declined.matches(new Scalar(Scalar.Kind.STRING, "a-non-consent-6f1e")))
                .isFalse();
        assertThat(declined.matches(new Scalar(Scalar.Kind.STRING, "consent"))).isFalse();
    }

    @Test
    void a_pattern_of_consent_is_found_and_one_of_blocked_values_is_matched_whole() {
        SpaceRules space =
                TestRules.example("consent: {deny: [{path: a, matches: \"1\"}]}, blocked: [{matches: \"1\"}]");
        Scalar number = new Scalar(Scalar.Kind.NUMBER, "2.15");

        assertThat(space.denied().get(0).pattern().matches(number)).isTrue();
        assertThat(space.denied().get(0).pattern().matches(new Scalar(Scalar.Kind.BOOLEAN, "1")))
                .isFalse();
        assertThat(space.blocked().get(0).matches(number)).isFalse();
        assertThat(space.blocked().get(0).matches(new Scalar(Scalar.Kind.STRING, "1")))
                .isTrue();
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
        assertThat(hash.normalize()).containsExactly(Normalizer.TRIM, Normalizer.LOWERCASE, Normalizer.GMAIL);
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
        assertThat(ACME.identifier(Collection.ACCOUNTS, "account_id").matching())
                .isEqualTo(Matching.ALWAYS);
        assertThat(ACME.identifier(Collection.ACCOUNTS, "account_id").matchWithinMillis())
                .isEqualTo(days(14));
        assertThat(ACME.identifier(Collection.USERS, "account_id").matching()).isEqualTo(Matching.NEVER);
        assertThat(ACME.lists(Collection.ACCOUNTS, "email")).isFalse();
    }

    @Test
    void a_type_leads_to_profiles_is_a_boundary_or_a_key_of_levels() {
        assertThat(ACME.identifier(Collection.USERS, "email").matching()).isEqualTo(Matching.ALWAYS);
        assertThat(ACME.identifier(Collection.USERS, "click_id").matching()).isEqualTo(Matching.ALWAYS);
        assertThat(ACME.identifier(Collection.USERS, "account_id").matching()).isEqualTo(Matching.NEVER);
        assertThat(ACME.identifier(Collection.USERS, "email_domain_hash").matching())
                .isEqualTo(Matching.LEVEL);
    }

    @Test
    void a_type_may_lead_to_profiles_for_a_while() {
        assertThat(ACME.identifier(Collection.USERS, "email").matchWithinMillis())
                .isEqualTo(Limit.EVER);
        assertThat(within("ever")).isEqualTo(Limit.EVER);
        assertThat(within("45s")).isEqualTo(45_000);
        assertThat(within("90m")).isEqualTo(90 * 60_000);
        assertThat(within("36h")).isEqualTo(days(1) + days(1) / 2);
        assertThat(within("30d")).isEqualTo(days(30));
        assertThat(within("2w")).isEqualTo(days(14));
        assertThat(within("P30D")).isEqualTo(days(30));
        assertThat(within("P2W")).isEqualTo(days(14));
        assertThat(within("P1DT12H")).isEqualTo(days(1) + days(1) / 2);
        assertThat(within("PT1.5S")).isEqualTo(1500);
    }

    @Test
    void sharing_counts_anonymous_ids_unless_told_otherwise() {
        assertThat(ACME.identifier(Collection.USERS, "email").sharing()).isNull();
        assertThat(ACME.identifier(Collection.USERS, "ip_address").sharing())
                .isEqualTo(new Sharing(100, "anonymous_id"));
        assertThat(ACME.identifier(Collection.USERS, "phone").sharing()).isEqualTo(new Sharing(3, "user_id"));
        assertThat(TestRules.example("identifiers: [{type: a, max_shared_by: {max: 1000}}]")
                        .identifier(Collection.USERS, "a")
                        .sharing())
                .isEqualTo(new Sharing(1000, "anonymous_id"));
    }

    @Test
    void types_of_accounts_may_be_shared_by_users_of_the_same_type() {
        assertThat(TestRules.example("identifiers: [{type: a, collection: accounts, max_shared_by: {max: 2, type: a}}]")
                        .identifier(Collection.ACCOUNTS, "a")
                        .sharing())
                .isEqualTo(new Sharing(2, "a"));
    }

    @Test
    void normalizers_have_the_words_of_the_spec() {
        assertThat(TestRules.example(
                                "identifiers: [{type: a, normalize: [trim, lowercase, gmail, phone, email_domain]}]")
                        .identifiers()
                        .get(0)
                        .normalize())
                .containsExactly(Normalizer.values());
    }

    @Test
    void events_are_resolved_as_they_arrive_or_by_event_time() {
        assertThat(TestRules.example("order: arrival").order()).isEqualTo(Order.ARRIVAL);
        assertThat(ACME.order()).isEqualTo(new Order(2000));
        assertThat(TestRules.example("order: {event_time: 0s}").order()).isEqualTo(new Order(0));
        assertThat(TestRules.example("order: {event_time: PT1H}").order()).isEqualTo(new Order(3_600_000));
    }

    @Test
    void levels_are_read_in_their_order() {
        assertThat(ACME.levels()).extracting(Level::name).containsExactly("household", "organization", "team_1");
        assertThat(ACME.levels().get(1).collection()).isEqualTo(Collection.level("organization"));
    }

    @Test
    void keys_of_levels_have_rules_of_their_own() {
        assertThat(ACME.levels().get(0).keys())
                .containsExactly(
                        key("household", "ip_address", days(3), new Sharing(100, "anonymous_id")),
                        key("household", "click_id", days(30), null));
        assertThat(ACME.levels().get(1).keys())
                .extracting(IdentifierRule::limit)
                .containsExactly(new Limit(1, Limit.EVER), Limit.NONE, new Limit(9, days(7)));
        assertThat(ACME.levels().get(2).keys())
                .extracting(IdentifierRule::matching)
                .containsExactly(Matching.ALWAYS, Matching.NEVER);
        IdentifierRule domain = ACME.identifier(Collection.level("organization"), "email_domain_hash");
        assertThat(domain.blocked()).hasSize(2).contains(equal("gmail.com"));
    }

    @Test
    void a_key_is_hashed_where_its_type_is() {
        assertThat(ACME.levels().get(1).keys())
                .extracting(IdentifierRule::hashed)
                .containsExactly(false, true, false);
    }

    @Test
    void keys_have_the_numbers_that_their_level_gives_them() {
        List<IdentifierRule> keys = TestRules.example("identifiers: [{type: user_id}, {type: email}, {type: card}],"
                        + " levels: [{name: shop, keys: [{type: user_id}, {type: email, priority: 3}, {type: card}]}]")
                .levels()
                .get(0)
                .keys();

        assertThat(keys).extracting(IdentifierRule::priority).containsExactly(null, 3, null);
    }

    @Test
    void a_level_that_is_taken_out_is_none() {
        assertThat(TestRules.example("levels: [{name: a, enabled: false, keys: [{type: b}]}]")
                        .levels())
                .isEmpty();
        assertThat(TestRules.example("levels: []").levels()).isEmpty();
    }

    @Test
    void windows_have_names_or_a_duration() {
        assertThat(window("ever")).isEqualTo(Limit.EVER);
        assertThat(window("daily")).isEqualTo(days(1));
        assertThat(window("weekly")).isEqualTo(days(7));
        assertThat(window("monthly")).isEqualTo(days(30));
        assertThat(window("annually")).isEqualTo(days(365));
        assertThat(window("P14D")).isEqualTo(days(14));
        assertThat(window("P2W")).isEqualTo(days(14));
        assertThat(window("PT36H")).isEqualTo(days(1) + days(1) / 2);
        assertThat(window("PT1S")).isEqualTo(1000);
        assertThat(window("14d")).isEqualTo(days(14));
        assertThat(window("2w")).isEqualTo(days(14));
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

    private static long within(String window) {
        return TestRules.example("identifiers: [{type: a, match_within: " + window + "}]")
                .identifiers()
                .get(0)
                .matchWithinMillis();
    }

    private static IdentifierRule key(String level, String type, long matchWithin, @Nullable Sharing sharing) {
        return new IdentifierRule(
                Collection.level(level),
                type,
                List.of(),
                List.of(),
                false,
                Limit.NONE,
                null,
                List.of(),
                SourceFilter.ALL,
                Matching.ALWAYS,
                matchWithin,
                sharing);
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
