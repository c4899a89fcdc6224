package io.tributary.codec;

import static io.tributary.codec.Decoded.ids;
import static io.tributary.codec.Decoded.observed;
import static io.tributary.codec.SpaceBuilder.is;
import static io.tributary.codec.SpaceBuilder.path;
import static io.tributary.codec.SpaceBuilder.query;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Observation;
import io.tributary.model.Outcome;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.rules.Extraction;
import io.tributary.rules.Matching;
import io.tributary.rules.Normalizer;
import io.tributary.rules.SourceFilter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashingTest {
    /** SHA-256 of {@code jane@example.com}. */
    private static final String JANE = "8c87b489ce35cf2e2f39f80e282cb2e804932a56a213983eeeb428407d43b52d";

    private static SpaceBuilder rules() {
        return space("acme")
                .add(type("email_hash")
                        .hashed()
                        .normalize(Normalizer.TRIM, Normalizer.LOWERCASE)
                        .from("traits.email", "context.traits.email")
                        .from(new Extraction(path("context.page.url"), List.of("ehash"), true, List.of(), Set.of()))
                        .from("email")
                        .block(is("team@acme.com")));
    }

    @Test
    void a_value_is_hashed_as_it_is_normalised() {
        assertThat(ids(observed(rules(), "{'type':'identify','traits':{'email':' Jane@Example.com'}}")))
                .containsExactly("email_hash:" + JANE);
    }

    @Test
    void a_value_that_arrives_hashed_is_lower_cased_and_meets_the_one_that_does_not() {
        assertThat(ids(observed(
                        rules(),
                        "{'type':'page','email':'jane@example.com','context':{'page':{'url':'https://x.y/?ehash="
                                + JANE.toUpperCase(java.util.Locale.ROOT) + "'}}}")))
                .containsExactly("email_hash:" + JANE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'traits':{'email':'Secret@Example.com'}",
                "'traits':{'email':17,'email':'secret@example.com'}",
                "'context':{'traits':{'email':' SECRET@example.com'}}",
                "'email':'secret@example.com'",
                "'context':{'externalIds':[{'id':'secret@example.com','type':'email_hash','collection':'users','encoding':'none'}]}",
                "'context':{'externalIds':[{'id':'secret@example.com','type':'email_hash','collection':'users'}]}",
                "'context':{'externalIds':[{'id':'secret@example.com','type':'email_hash','encoding':'none'}]}",
                "'context':{'externalIds':[{'id':'secret@example.com','type':'email_hash','collection':'x'}]}",
                "'context':{'externalIds':[{'encoding':'base64','type':'email_hash','id':'secret@example.com','collection':'users'}]}"
            })
    void the_raw_value_is_nowhere_in_what_comes_out(String fields) {
        List<SpaceBuilder> spaces = List.of(
                rules(),
                rules().block(is("secret@example.com")),
                space("acme")
                        .add(type("email_hash")
                                .hashed()
                                .from("traits.email", "context.traits.email", "email")
                                .sources(new SourceFilter(Set.of("crm"), false))));
        for (SpaceBuilder space : spaces) {
            for (String padding : List.of("", "x".repeat(600))) {
                String event = "{'type':'identify'," + fields.replace("example.com", "example.com" + padding) + "}";
                Observation observation = observed(space, event);
                assertThat(observation.ids().size() + observation.setAside().size())
                        .isEqualTo(1);
                assertThat(observation.toString()).doesNotContainIgnoringCase("secret");
                assertThat(encoded(observation)).doesNotContainIgnoringCase("secret");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'phone':'secret'",
                "'phone':'+49 secret 12345678'",
                "'context':{'externalIds':[{'id':'secret','type':'phone_hash','collection':'accounts','encoding':'none'}]}",
                "'context':{'externalIds':[{'id':'secret','type':'phone_hash','encoding':'none'}]}",
                "'context':{'externalIds':[{'id':'secret','type':'domain_hash','collection':'users'}]}",
                "'traits':{'phone':'secret'}",
                "'traits':{'email':'secret'}",
                "'traits':{'email':'jane@secret'}",
            })
    void a_raw_value_is_nowhere_either_if_it_is_none_of_its_type_or_for_accounts_or_levels(String fields) {
        SpaceBuilder rules = space("acme")
                .block(is("secret"))
                .add(type("phone_hash")
                        .ofAccounts()
                        .hashed()
                        .normalize(Normalizer.PHONE)
                        .from("phone", "traits.phone"))
                .add(type("domain_hash")
                        .hashed()
                        .matching(Matching.LEVEL)
                        .normalize(Normalizer.EMAIL_DOMAIN)
                        .from("traits.email"))
                .level("organization", type("domain_hash").block(is("secret")));
        for (String call : List.of("identify", "group")) {
            for (String padding : List.of("", "x".repeat(600))) {
                String event = "{'type':'" + call + "'," + fields.replace("secret", "secret" + padding) + "}";
                Observation observation = observed(rules, event);
                assertThat(observation.ids().size() + observation.setAside().size())
                        .isEqualTo(1);
                assertThat(observation.toString()).doesNotContain("secret");
                assertThat(encoded(observation)).doesNotContain("secret");
            }
        }
    }

    @Test
    void what_is_no_value_of_a_hashed_type_is_set_aside_by_the_hash_of_what_came() {
        SpaceBuilder rules = space("acme")
                .add(type("phone_hash").hashed().normalize(Normalizer.PHONE).from("phone"));
        assertThat(Decoded.setAside(observed(rules, "{'type':'track','phone':'jane@example.com'}")))
                .containsExactly("phone_hash:" + JANE + " malformed_external_id");
    }

    @Test
    void hashes_arrive_in_the_url_of_the_page_and_of_the_properties_and_are_one() {
        SpaceBuilder rules = space("acme")
                .add(type("email_hash")
                        .hashed()
                        .normalize(Normalizer.TRIM, Normalizer.LOWERCASE, Normalizer.GMAIL)
                        .from(query("context.page.url", true, "ehash"))
                        .from(query("properties.url", true, "ehash")));
        String upper = JANE.toUpperCase(java.util.Locale.ROOT);
        assertThat(ids(observed(
                        rules,
                        "{'type':'page','properties':{'url':'https://x.y/?ehash=" + upper
                                + "'},'context':{'page':{'url':'https://x.y/?a=1&ehash=" + JANE + "#top'}}}")))
                .containsExactly("email_hash:" + JANE);
        assertThat(ids(observed(rules, "{'type':'page','properties':{'url':'https://x.y/?ehash=" + upper + "'}}")))
                .containsExactly("email_hash:" + JANE);
    }

    @Test
    void a_value_that_arrives_hashed_is_neither_normalised_nor_hashed_again() {
        SpaceBuilder rules = space("acme")
                .add(type("email_hash")
                        .hashed()
                        .normalize(Normalizer.TRIM, Normalizer.EMAIL_DOMAIN)
                        .from(query("url", true, "ehash")));
        assertThat(ids(observed(rules, "{'type':'page','url':'?ehash=" + JANE + "'}")))
                .containsExactly("email_hash:" + JANE);
    }

    @Test
    void what_a_sender_took_for_a_hash_and_is_none_is_set_aside_and_not_shown() {
        SpaceBuilder rules = space("acme").add(type("email_hash").hashed().from(query("url", true, "ehash")));
        Observation observed = observed(rules, "{'type':'page','url':'?ehash=jane@example.com'}");

        assertThat(observed.ids()).isEmpty();
        assertThat(observed.setAside()).singleElement().satisfies(aside -> {
            assertThat(aside.reason()).isEqualTo(SetAside.Reason.MALFORMED_EXTERNAL_ID);
            assertThat(aside.id()).isEqualTo(JANE);
        });
    }

    private static String encoded(Observation observed) {
        Resolution resolution = new Resolution(
                observed.space(),
                1,
                observed.messageId(),
                observed.type(),
                observed.time(),
                null,
                null,
                Collections.emptySortedMap(),
                Outcome.UNRESOLVED,
                null,
                observed.ids(),
                observed.setAside(),
                observed.setAsideOmitted(),
                observed.traitsOmitted(),
                observed.event());
        byte[] value =
                new RecordEncoder(SpaceBuilder.FINGERPRINT).encode(resolution).value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Test
    void a_detail_of_a_rejection_carries_nothing_of_the_record() {
        for (String event : List.of(
                "secret", "{'a':secret}", "{'secret'", "{'type':'secret'}", "{'a':'secret\n'}", "{'a':'\\xsecret'}")) {
            Decoded decoded = Decoded.of(SpaceBuilder.book(rules()), Decoded.raw(event.replace('\'', '"')));
            assertThat(decoded.rejection().detail()).doesNotContain("secret");
        }
    }
}
