package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PresetTest {
    private static final SpaceRules SEGMENT = TestRules.example("extends: segment");

    @Test
    void segment_has_the_types_and_paths_of_the_settings_page() {
        Map<String, String> from =
                SEGMENT.identifiers().stream().collect(Collectors.toMap(IdentifierRule::type, PresetTest::from));

        assertThat(from)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("user_id", "userId"),
                        Map.entry("email", "traits.email, context.traits.email, properties.email"),
                        Map.entry("android.id", "context.device.id if context.device.type=android"),
                        Map.entry(
                                "android.idfa",
                                "context.device.advertisingId if context.device.adTrackingEnabled=true"
                                        + " if context.device.type=android"),
                        Map.entry("android.push_token", "context.device.token if context.device.type=android"),
                        Map.entry("anonymous_id", "anonymousId"),
                        Map.entry("braze_id", "context.Braze.braze_id, context.integrations.Braze.braze_id"),
                        Map.entry("cross_domain_id", "cross_domain_id"),
                        Map.entry("ga_client_id", "context.integrations.Google Analytics.clientId"),
                        Map.entry("group_id", "groupId"),
                        Map.entry("ios.id", "context.device.id if context.device.type=ios"),
                        Map.entry(
                                "ios.idfa",
                                "context.device.advertisingId if context.device.adTrackingEnabled=true"
                                        + " if context.device.type=ios"),
                        Map.entry("ios.push_token", "context.device.token if context.device.type=ios")));
    }

    @Test
    void segment_lets_a_person_have_one_user_id_and_five_of_all_else() {
        assertThat(SEGMENT.identifiers())
                .allSatisfy(rule -> assertThat(rule.limit())
                        .isEqualTo(new Limit(rule.type().equals("user_id") ? 1 : 5, Limit.EVER)));
    }

    @Test
    void segment_has_groups_in_accounts_and_all_else_in_users() {
        assertThat(SEGMENT.identifiers())
                .allSatisfy(rule -> assertThat(rule.collection())
                        .isEqualTo(rule.type().equals("group_id") ? Collection.ACCOUNTS : Collection.USERS));
    }

    @Test
    void segment_normalises_email_only() {
        assertThat(SEGMENT.identifiers())
                .allSatisfy(rule -> assertThat(rule.normalize())
                        .isEqualTo(
                                rule.type().equals("email")
                                        ? List.of(Normalizer.TRIM, Normalizer.LOWERCASE)
                                        : List.of()));
    }

    @Test
    void segment_blocks_hard_coded_values() {
        assertThat(List.of("", "0", "000-000", "-", "-1", "null", "anonymous")).allMatch(PresetTest::isBlocked);
        assertThat(List.of("0-1", "1", "Null", "anonymous2")).noneMatch(PresetTest::isBlocked);
    }

    @Test
    void segment_has_the_order_of_the_settings_page() {
        List<String> users = SEGMENT.identifiers().stream()
                .filter(rule -> rule.collection().equals(Collection.USERS))
                .map(IdentifierRule::type)
                .sorted(SEGMENT.typesByPriority(Collection.USERS))
                .collect(Collectors.toList());

        assertThat(users)
                .containsExactly(
                        "user_id",
                        "email",
                        "android.id",
                        "android.idfa",
                        "android.push_token",
                        "anonymous_id",
                        "braze_id",
                        "cross_domain_id",
                        "ga_client_id",
                        "ios.id",
                        "ios.idfa",
                        "ios.push_token");
    }

    @Test
    void an_entry_changes_the_presets_entry_key_by_key() {
        SpaceRules space =
                TestRules.example("extends: segment, identifiers: [{type: email, limit: {max: 2}, priority: 7}]");

        IdentifierRule changed = space.identifier(Collection.USERS, "email");
        IdentifierRule preset = SEGMENT.identifier(Collection.USERS, "email");
        assertThat(changed.limit()).isEqualTo(new Limit(2, Limit.EVER));
        assertThat(changed.priority()).isEqualTo(7);
        assertThat(changed.from()).isEqualTo(preset.from());
        assertThat(changed.normalize()).isEqualTo(preset.normalize());
    }

    @Test
    void a_type_keeps_its_place_and_new_ones_follow() {
        SpaceRules space = TestRules.example(
                "extends: segment, identifiers: [{type: card, from: [card]}, {type: email, limit: {max: 2}}]");

        assertThat(TestRules.types(space)).startsWith("user_id", "email").endsWith("ios.push_token", "card");
    }

    @Test
    void a_type_of_another_collection_is_another_type() {
        SpaceRules space = TestRules.example(
                "extends: segment, identifiers: [{type: group_id, from: [traits.group], limit: {max: 3}}]");

        assertThat(space.identifier(Collection.USERS, "group_id").limit().max()).isEqualTo(3);
        assertThat(space.identifier(Collection.ACCOUNTS, "group_id").limit().max())
                .isEqualTo(5);
    }

    @Test
    void a_disabled_type_is_gone() {
        SpaceRules space = TestRules.example("extends: segment, identifiers: [{type: email, enabled: false}]");

        assertThat(TestRules.types(space)).hasSize(12).doesNotContain("email");
        assertThat(space.lists(Collection.USERS, "email")).isFalse();
    }

    @Test
    void what_is_blocked_or_denied_adds_up() {
        SpaceRules space = TestRules.example("extends: segment, blocked: [{equals: x}, {equals: anonymous}]");

        assertThat(space.blocked()).hasSize(5).startsWith(SEGMENT.blocked().toArray(ValuePattern[]::new));
    }

    @Test
    void an_empty_list_of_paths_replaces_the_presets() {
        SpaceRules space = TestRules.example("extends: segment, identifiers: [{type: email, from: []}]");

        assertThat(space.identifier(Collection.USERS, "email").from()).isEmpty();
    }

    @Test
    void explicit_numbers_come_first_and_all_others_alphabetically() {
        SpaceRules space = TestRules.example("identifiers: [{type: zebra}, {type: user_id}, {type: card, priority: 9},"
                + " {type: email, priority: 3}, {type: visit, priority: 0}, {type: ant}]");

        assertThat(List.of("ant", "card", "custom", "email", "user_id", "visit", "zebra").stream()
                        .sorted(space.typesByPriority(Collection.USERS)))
                .containsExactly("visit", "user_id", "email", "card", "ant", "custom", "zebra");
    }

    @Test
    void user_id_and_email_are_trusted_most_even_where_no_rule_lists_them() {
        SpaceRules space = TestRules.example("identifiers: [{type: card}]");

        assertThat(List.of(ExternalId.user("card", "1"), ExternalId.user("email", "e"), ExternalId.user("user_id", "u"))
                        .stream()
                        .sorted(space.byPriority(Collection.USERS)))
                .extracting(ExternalId::type)
                .containsExactly("user_id", "email", "card");
    }

    @Test
    void a_number_that_was_given_away_is_not_that_of_an_unlisted_type() {
        SpaceRules space = TestRules.example("identifiers: [{type: zebra, priority: 1}]");

        assertThat(List.of("ant", "email", "user_id", "zebra").stream().sorted(space.typesByPriority(Collection.USERS)))
                .containsExactly("zebra", "email", "ant", "user_id");
    }

    @Test
    void default_numbers_are_those_of_users_only() {
        SpaceRules space = TestRules.example("identifiers: [{type: user_id, collection: accounts}]");

        assertThat(space.identifier(Collection.ACCOUNTS, "user_id").priority()).isNull();
    }

    @Test
    void a_level_replaces_the_presets_of_the_same_name_and_new_ones_follow() {
        SpaceRules space = TestRules.example("extends: segmentstream, levels: [{name: team, keys: [{type: user_id}]},"
                + " {name: household, keys: [{type: account_id}]}]");

        assertThat(space.levels()).extracting(Level::name).containsExactly("household", "organization", "team");
        assertThat(space.levels().get(0).keys())
                .extracting(IdentifierRule::type)
                .containsExactly("account_id");
    }

    @Test
    void a_level_is_taken_out_by_its_name() {
        SpaceRules space = TestRules.example("extends: segmentstream, levels: [{name: household, enabled: false}]");

        assertThat(space.levels()).extracting(Level::name).containsExactly("organization");
    }

    @Test
    void what_the_preset_says_of_matching_ends_with_another_kind_of_matching() {
        SpaceRules space = TestRules.example("extends: segmentstream, identifiers: [{type: ip_address, match: level},"
                + " {type: email_hash, match: never}, {type: account_id, match: always}]");

        IdentifierRule ip = space.identifier(Collection.USERS, "ip_address");
        assertThat(ip.matching()).isEqualTo(Matching.LEVEL);
        assertThat(ip.hasWindow()).isFalse();
        assertThat(ip.sharing()).isNull();
        assertThat(ip.limit()).isEqualTo(Limit.DEFAULT);
        assertThat(ip.from()).isNotEmpty();
        IdentifierRule email = space.identifier(Collection.USERS, "email_hash");
        assertThat(email.matching()).isEqualTo(Matching.NEVER);
        assertThat(email.hasWindow()).isFalse();
        assertThat(email.limit()).isEqualTo(new Limit(5, Limit.EVER));
        IdentifierRule account = space.identifier(Collection.USERS, "account_id");
        assertThat(account.matching()).isEqualTo(Matching.ALWAYS);
        assertThat(account.limit().max()).isEqualTo(1);
    }

    @Test
    void windows_of_the_preset_can_be_lifted() {
        SpaceRules space =
                TestRules.example("extends: segmentstream, identifiers: [{type: email_hash, match_within: ever}]");

        assertThat(space.identifier(Collection.USERS, "email_hash").hasWindow()).isFalse();
    }

    @Test
    void an_order_is_kept_unless_told_otherwise() {
        assertThat(TestRules.example("extends: segmentstream, order: {event_time: 1s}")
                        .order())
                .isEqualTo(new Order(1000));
        assertThat(TestRules.example("extends: segmentstream").order()).isEqualTo(Order.ARRIVAL);
    }

    private static boolean isBlocked(String value) {
        return SEGMENT.blocked().stream().anyMatch(p -> p.matches(new Scalar(Scalar.Kind.STRING, value)));
    }

    private static String from(IdentifierRule rule) {
        return rule.from().stream()
                .map(from -> String.join(".", from.path().keys())
                        + from.when().stream()
                                .map(c -> " if " + String.join(".", c.path().keys()) + "="
                                        + ((ValuePattern.Equals) c.pattern())
                                                .value()
                                                .text())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }
}
