package io.tributary.codec;

import static io.tributary.codec.Decoded.ids;
import static io.tributary.codec.Decoded.observed;
import static io.tributary.codec.Decoded.setAside;
import static io.tributary.codec.SpaceBuilder.is;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Observation;
import io.tributary.rules.Normalizer;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {
    private static @Nullable String normalized(String raw, Normalizer... steps) {
        return new Normalization(List.of(steps)).of(raw);
    }

    @ParameterizedTest
    @CsvSource({
        "jane.doe@gmail.com, janedoe@gmail.com",
        "j.a.n.e@googlemail.com, jane@gmail.com",
        "jane+news+2@gmail.com, jane@gmail.com",
        "jane.doe+a.b@googlemail.com, janedoe@gmail.com",
        "Jane.Doe@Gmail.com, JaneDoe@gmail.com",
        "jane.doe+x@example.com, jane.doe+x@example.com",
        "jane.doe@gmail.com.evil.com, jane.doe@gmail.com.evil.com",
        "jane.doe@notgmail.com, jane.doe@notgmail.com",
        "a.b@c.d@gmail.com, a.b@c.d@gmail.com",
        "+x@gmail.com, +x@gmail.com",
        "...@gmail.com, ...@gmail.com",
        "jane.doe, jane.doe",
        "gmail.com, gmail.com",
    })
    void gmail_has_one_spelling_of_an_inbox_and_leaves_the_rest_alone(String raw, String expected) {
        assertThat(normalized(raw, Normalizer.GMAIL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "jane@Example.COM, example.com",
        "jane@MÜLLER.de, müller.de",
        "a@b@c.d, c.d",
        "@acme.com, acme.com",
    })
    void email_domain_is_what_follows_the_last_at(String raw, String expected) {
        assertThat(normalized(raw, Normalizer.EMAIL_DOMAIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane", "jane@", "jane@acme.com@", "jane@ ", ""})
    void without_an_at_and_something_behind_it_there_is_no_email_domain(String raw) {
        assertThat(normalized(raw, Normalizer.EMAIL_DOMAIN)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "+493012345678, +493012345678",
        "+49 30 12345678, +493012345678",
        "+49 (0)30 / 1234-5678, +493012345678",
        "(+49) 30.1234.5678, +493012345678",
        "0049 30 12345678, +493012345678",
        "(00) 49-30-12345678, +493012345678",
        "00493012345678, +493012345678",
        "＋４９ ３０ １２３４５６７８, +493012345678",
        "+٤٩٣٠١٢٣٤٥٦٧٨, +493012345678",
        "٠٠٤٩٣٠١٢٣٤٥٦٧٨, +493012345678",
        "+𝟒𝟗 𝟑𝟎 𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖, +493012345678",
        "'\u202a+49\u00a030\u201112345678\u202c', +493012345678",
        "+1 650-253-0000, +16502530000",
        "+39 06 698 12345, +390669812345",
        "+800 1234 5678, +80012345678",
    })
    void phone_is_what_is_dialled_however_it_is_written(String raw, String expected) {
        assertThat(normalized(raw, Normalizer.PHONE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "00",
                "030 12345678",
                "650-253-0000",
                "16502530000",
                "+49",
                "+1 555 555",
                "+1 650-253-00000",
                "+999 12345678",
                "++493012345678",
                "+49 30 +12345678",
                "49+3012345678",
                "+1 650-253-0000 ext. 17",
                "+1 650-253-0000;ext=17",
                "+1-800-FLOWERS",
                "tel:+493012345678",
                "call +49 30 12345678",
                "+49 30 12345678, +49 30 12345679",
                "*#06#",
                "null",
                "\ud83d"
            })
    void what_is_no_phone_number_with_a_country_code_is_no_value(String raw) {
        assertThat(normalized(raw, Normalizer.PHONE)).isNull();
    }

    @Test
    void half_a_million_digits_are_no_phone_number() {
        assertThat(normalized("+49" + "0".repeat(500_000), Normalizer.PHONE)).isNull();
        assertThat(normalized(" ".repeat(500_000) + "+493012345678", Normalizer.PHONE))
                .isEqualTo("+493012345678");
    }

    @Test
    void steps_are_taken_in_order() {
        String raw = " Jane.Doe+x@GoogleMail.com ";
        assertThat(normalized(raw, Normalizer.TRIM, Normalizer.LOWERCASE, Normalizer.GMAIL))
                .isEqualTo("janedoe@gmail.com");
        assertThat(normalized(raw, Normalizer.GMAIL, Normalizer.TRIM)).isEqualTo("Jane.Doe+x@GoogleMail.com");
        assertThat(normalized(raw, Normalizer.TRIM, Normalizer.GMAIL, Normalizer.EMAIL_DOMAIN))
                .isEqualTo("gmail.com");
        assertThat(normalized("jane", Normalizer.EMAIL_DOMAIN, Normalizer.TRIM)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = "EMAIL_DOMAIN", mode = EnumSource.Mode.EXCLUDE)
    void a_value_that_is_normalised_stays_as_it_is(Normalizer step) {
        long seed = 31;
        System.out.println("NormalizationTest seed " + seed);
        Random random = new Random(seed);
        String[] parts = {"+49", "00", "30", "1234567", "89", " ", "-", "(0)", ".", "+x", "a", "É", "@", "gmail.com"};
        int values = 0;
        for (int i = 0; i < 5000; i++) {
            StringBuilder raw = new StringBuilder(step == Normalizer.PHONE ? "+49 30 1" : "");
            random.ints(random.nextInt(6), 0, parts.length).forEach(part -> raw.append(parts[part]));
            String once = normalized(raw.toString(), step);
            if (once != null) {
                assertThat(normalized(once, step)).as("%s, then %s", raw, once).isEqualTo(once);
                values++;
            }
        }
        assertThat(values).isGreaterThan(100);
    }

    private static SpaceBuilder rules() {
        return space("acme")
                .add(type("phone").from("phone").normalize(Normalizer.PHONE))
                .add(type("domain").from("email").normalize(Normalizer.TRIM, Normalizer.EMAIL_DOMAIN));
    }

    @Test
    void what_is_no_value_of_its_type_is_set_aside_as_it_came() {
        Observation observation = observed(rules(), "{'type':'track','phone':'Ask Jane','email':' jane '}");
        assertThat(observation.ids()).isEmpty();
        assertThat(setAside(observation))
                .containsExactly("phone:Ask Jane malformed_external_id", "domain: jane  malformed_external_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'  '", "null", "true", "{}", "[]"})
    void nothing_is_set_aside_where_nothing_is_said(String literal) {
        Observation observation = observed(rules(), "{'type':'track','phone':" + literal + ",'email':" + literal + "}");
        assertThat(observation.ids()).isEmpty();
        assertThat(observation.setAside()).isEmpty();
    }

    @Test
    void a_number_is_a_phone_number_only_with_its_country_code() {
        assertThat(setAside(observed(rules(), "{'type':'track','phone':493012345678}")))
                .containsExactly("phone:493012345678 malformed_external_id");
    }

    @Test
    void text_that_is_too_long_is_that_before_it_is_malformed() {
        assertThat(setAside(observed(rules(), "{'type':'track','phone':'" + "x".repeat(513) + "'}")))
                .containsExactly("phone:" + "x".repeat(64) + "… too_long");
        assertThat(setAside(observed(rules(), "{'type':'track','phone':'" + " ".repeat(513) + "+493012345678'}")))
                .containsExactly("phone:+493012345678 too_long");
    }

    @Test
    void values_are_blocked_as_they_are_normalised() {
        SpaceBuilder rules = space("acme")
                .add(type("phone").from("phone").normalize(Normalizer.PHONE).block(is("+493012345678")));
        assertThat(setAside(observed(rules, "{'type':'track','phone':'0049-30-12345678'}")))
                .containsExactly("phone:+493012345678 blocked");
    }

    @Test
    void custom_ids_are_normalised_like_all_others() {
        Observation observation = observed(
                rules(),
                "{'type':'track','context':{'externalIds':[{'id':'0049 30 12345678','type':'phone','collection':'users','encoding':'none'}]}}");
        assertThat(ids(observation)).containsExactly("phone:+493012345678");
    }

    @Test
    void whatever_comes_as_a_phone_number_goes_as_e164_or_not_at_all() {
        long seed = 32;
        System.out.println("NormalizationTest seed " + seed);
        Random random = new Random(seed);
        int phones = 0;
        int[] characters = "+＋00493٤𝟗 -(\u202a".codePoints().toArray();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(24), 0, characters.length).forEach(c -> text.appendCodePoint(characters[c]));
            String phone = normalized(text.toString(), Normalizer.PHONE);
            if (phone != null) {
                assertThat(phone).matches("\\+[1-9][0-9]{3,16}");
                phones++;
            }
        }
        assertThat(phones).isPositive();
    }
}
