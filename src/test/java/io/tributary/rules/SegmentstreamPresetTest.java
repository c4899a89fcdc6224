package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.model.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentstreamPresetTest {
    private static final long DAY = 24L * 60 * 60 * 1000;
    private static final SpaceRules RULES = TestRules.example("extends: segmentstream");

    @Test
    void it_has_the_order_of_the_spec() {
        assertThat(TestRules.types(RULES).stream().sorted(RULES.typesByPriority(Collection.USERS)))
                .containsExactly(
                        "user_id",
                        "email_hash",
                        "anonymous_id",
                        "click_id",
                        "ip_address",
                        "account_id",
                        "email_domain_hash");
        assertThat(RULES.identifiers()).extracting(IdentifierRule::priority).containsExactly(1, 2, 3, 4, 5, null, null);
    }

    @Test
    void it_trusts_each_type_for_as_long_as_it_means_the_same_person() {
        assertThat(user("user_id").matchWithinMillis()).isEqualTo(180 * DAY);
        assertThat(user("email_hash").matchWithinMillis()).isEqualTo(180 * DAY);
        assertThat(user("anonymous_id").matchWithinMillis()).isEqualTo(Limit.EVER);
        assertThat(user("click_id").matchWithinMillis()).isEqualTo(30 * DAY);
        assertThat(user("ip_address").matchWithinMillis()).isEqualTo(3 * DAY);
    }

    @Test
    void it_limits_each_type() {
        assertThat(user("user_id").limit()).isEqualTo(new Limit(1, Limit.EVER));
        assertThat(user("email_hash").limit()).isEqualTo(new Limit(5, Limit.EVER));
        assertThat(user("anonymous_id").limit()).isEqualTo(new Limit(100, Limit.EVER));
        assertThat(user("account_id").limit()).isEqualTo(new Limit(1, Limit.EVER));
    }

    @Test
    void weak_ids_count_for_as_long_as_they_lead_anywhere() {
        for (String type : List.of("click_id", "ip_address")) {
            assertThat(user(type).limit()).isEqualTo(new Limit(100, user(type).matchWithinMillis()));
        }
    }

    @Test
    void an_ip_address_is_shared_by_at_most_a_hundred_cookies() {
        assertThat(RULES.identifiers())
                .extracting(IdentifierRule::sharing)
                .containsExactly(null, null, null, null, new Sharing(100, "anonymous_id"), null, null);
    }

    @Test
    void accounts_are_a_boundary() {
        assertThat(user("account_id").matching()).isEqualTo(Matching.NEVER);
        assertThat(user("account_id").from())
                .extracting(from -> String.join(".", from.path().keys()))
                .containsExactly("context.groupId", "traits.account_id", "context.traits.account_id");
    }

    @Test
    void no_raw_email_is_a_type() {
        assertThat(RULES.identifiers())
                .filteredOn(rule ->
                        rule.from().stream().anyMatch(from -> from.path().keys().contains("email")))
                .hasSize(2)
                .allMatch(IdentifierRule::hashed);
        assertThat(RULES.autoAddTypes()).isFalse();
        assertThat(user("email_hash").normalize())
                .containsExactly(Normalizer.TRIM, Normalizer.LOWERCASE, Normalizer.GMAIL);
        assertThat(user("email_domain_hash").normalize())
                .containsExactly(Normalizer.TRIM, Normalizer.LOWERCASE, Normalizer.EMAIL_DOMAIN);
        assertThat(user("email_domain_hash").matching()).isEqualTo(Matching.LEVEL);
    }

    @Test
    void click_ids_and_hashed_emails_are_read_from_both_urls() {
        assertThat(user("click_id").from())
                .extracting(from -> String.join(".", from.path().keys()))
                .containsExactly("context.page.url", "properties.url");
        assertThat(user("click_id").from())
                .allSatisfy(from -> assertThat(from.query())
                        .contains(
                                "gclid",
                                "wbraid",
                                "gbraid",
                                "fbclid",
                                "ttclid",
                                "msclkid",
                                "dclid",
                                "twclid",
                                "li_fat_id",
                                "yclid"));
        assertThat(user("email_hash").from())
                .filteredOn(Extraction::hashed)
                .extracting(from -> String.join(".", from.path().keys()))
                .containsExactly("context.page.url", "properties.url");
    }

    @Test
    void it_has_households_and_organizations() {
        assertThat(RULES.levels()).extracting(Level::name).containsExactly("household", "organization");
        assertThat(RULES.levels().get(0).keys())
                .extracting(IdentifierRule::type, IdentifierRule::matchWithinMillis, IdentifierRule::sharing)
                .containsExactly(
                        tuple("ip_address", 3 * DAY, new Sharing(100, "anonymous_id")),
                        tuple("click_id", 30 * DAY, null));
        assertThat(RULES.levels().get(1).keys())
                .extracting(IdentifierRule::type, IdentifierRule::matchWithinMillis, IdentifierRule::limit)
                .containsExactly(
                        tuple("account_id", 180 * DAY, new Limit(1, Limit.EVER)),
                        tuple("email_domain_hash", 180 * DAY, Limit.NONE),
                        tuple("ip_address", 3 * DAY, Limit.NONE));
        assertThat(RULES.levels().get(1).keys())
                .extracting(IdentifierRule::matching)
                .containsOnly(Matching.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gmail.com",
                "googlemail.com",
                "yahoo.com",
                "yahoo.co.uk",
                "yahoo.com.br",
                "hotmail.com",
                "hotmail.fr",
                "outlook.com",
                "icloud.com",
                "live.com",
                "live.nl",
                "aol.com",
                "gmx.de",
                "gmx.net",
                "web.de",
                "mail.ru",
                "qq.com",
                "proton.me",
                "protonmail.com",
                "uol.com.br"
            })
    void free_mail_tells_no_organization(String domain) {
        assertThat(isFreeMail(domain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accenture.com",
                "yahoo-inc.com",
                "mygmail.com",
                "gmail.com.example.org",
                "live.nation.com",
                "google.com",
                "proton.com.example"
            })
    void a_company_tells_its_organization(String domain) {
        assertThat(isFreeMail(domain)).isFalse();
    }

    @Test
    void it_forgets_who_declined_consent() {
        ValuePattern declined = RULES.denied().get(0).pattern();

        assertThat(RULES.denied())
                .singleElement()
                .extracting(Condition::path)
                .isEqualTo(new Path(List.of("anonymousId")));
        assertThat(declined.matches(text("non-consent-6f1e"))).isTrue();
        assertThat(declined.matches(text("a-non-consent-6f1e"))).isFalse();
    }

    @Test
    void it_blocks_what_segment_blocks() {
        assertThat(RULES.blocked())
                .hasToString(TestRules.example("extends: segment").blocked().toString());
    }

    @Test
    void the_profile_that_was_seen_first_survives() {
        assertThat(RULES.survivor()).isEqualTo(Survivor.EARLIEST_SEEN);
    }

    private static boolean isFreeMail(String domain) {
        return RULES.identifier(Collection.level("organization"), "email_domain_hash").blocked().stream()
                .anyMatch(pattern -> pattern.matches(text(domain)));
    }

    private static IdentifierRule user(String type) {
        return RULES.identifier(Collection.USERS, type);
    }

    private static Scalar text(String text) {
        return new Scalar(Scalar.Kind.STRING, text);
    }
}
