package io.tributary.codec;

import static io.tributary.codec.Decoded.ids;
import static io.tributary.codec.Decoded.observed;
import static io.tributary.codec.Decoded.setAside;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static io.tributary.codec.SpaceBuilder.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.Observation;
import io.tributary.model.SetAside;
import io.tributary.model.SetAside.Reason;
import io.tributary.rules.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom IDs, and what is set aside at which bound. */
class IntakeBoundsTest {
    private static String custom(String type, String id) {
        return "{'id':'" + id + "','type':'" + type + "','collection':'users','encoding':'none'}";
    }

    private static String event(String externalIds) {
        return "{'type':'track','context':{'externalIds':" + externalIds + "}}";
    }

    private static Observation withCustomIds(SpaceBuilder rules, String... members) {
        return observed(rules, event("[" + String.join(",", members) + "]"));
    }

    @Test
    void custom_ids_of_listed_types_go_through_their_rules() {
        SpaceBuilder rules =
                space("acme").add(type("email").normalize(Normalizer.LOWERCASE).block(SpaceBuilder.is("x")));
        Observation observation =
                withCustomIds(rules, custom("email", "A"), custom("email", "X"), custom("Email", "A"));
        assertThat(ids(observation)).containsExactly("email:a", "Email:A");
        assertThat(setAside(observation)).containsExactly("email:x blocked");
    }

    @Test
    void custom_ids_of_unlisted_types_join_or_are_set_aside_as_the_rules_say() {
        assertThat(ids(withCustomIds(usual(), custom("crm", "c")))).containsExactly("crm:c");
        Observation refused = withCustomIds(usual().addsNoTypes(), custom("crm", "c"), custom("user_id", "u"));
        assertThat(ids(refused)).containsExactly("user_id:u");
        assertThat(setAside(refused)).containsExactly("crm:c unknown_type");
    }

    @Test
    void values_blocked_in_the_space_are_blocked_for_unlisted_types() {
        assertThat(setAside(withCustomIds(usual().block(SpaceBuilder.is("null")), custom("crm", "null"))))
                .containsExactly("crm:null blocked");
    }

    @Test
    void ids_of_custom_ids_may_be_numbers_and_extra_fields_are_skipped() {
        assertThat(ids(withCustomIds(
                        usual(),
                        "{'x':{'id':[]},'id':17,'type':'crm','collection':'users','encoding':'none','y':[{}]}")))
                .containsExactly("crm:17");
    }

    @Test
    void an_empty_id_is_nothing() {
        Observation observation = withCustomIds(usual().addsNoTypes(), custom("user_id", ""), custom("crm", ""));
        assertThat(observation.ids()).isEmpty();
        assertThat(observation.setAside()).isEmpty();
    }

    @Test
    void an_incomplete_custom_id_is_set_aside_with_what_it_says() {
        Observation observation = withCustomIds(
                usual(),
                "{'type':'crm','collection':'users','encoding':'none'}",
                "{'id':'1','collection':'users','encoding':'none'}",
                "{'id':'2','type':'crm','encoding':'none'}",
                "{'id':'3','type':'crm','collection':'users'}",
                "{'id':'4','type':'crm','collection':'users','encoding':'base64'}",
                "{'id':'5','type':'crm','collection':'people','encoding':'none'}",
                "{'id':{},'type':7,'collection':'accounts','encoding':'none'}",
                "{'id':true,'type':'','collection':null,'encoding':'none'}",
                "17",
                "['x']",
                "null");
        Reason malformed = Reason.MALFORMED_EXTERNAL_ID;
        Collection users = Collection.USERS;
        assertThat(observation.ids()).isEmpty();
        assertThat(observation.setAside())
                .containsExactly(
                        new SetAside(users, "crm", null, malformed, null),
                        new SetAside(users, null, "1", malformed, null),
                        new SetAside(null, "crm", "2", malformed, null),
                        new SetAside(users, "crm", "3", malformed, null),
                        new SetAside(users, "crm", "4", malformed, null),
                        new SetAside(null, "crm", "5", malformed, null),
                        new SetAside(Collection.ACCOUNTS, null, null, malformed, null),
                        new SetAside(null, null, null, malformed, null),
                        new SetAside(null, null, null, malformed, null),
                        new SetAside(null, null, null, malformed, null),
                        new SetAside(null, null, null, malformed, null));
    }

    @Test
    void what_is_shown_of_a_malformed_custom_id_is_bounded() {
        SetAside shown = withCustomIds(usual(), custom("t".repeat(129), "i".repeat(513)))
                .setAside()
                .get(0);
        assertThat(shown.type()).isEqualTo("t".repeat(64) + "…");
        assertThat(shown.id()).isEqualTo("i".repeat(64) + "…");
        assertThat(ids(withCustomIds(usual(), custom("t".repeat(128), "i".repeat(512)))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "17", "'x'", "{}", "{'id':'1'}", "[]"})
    void external_ids_that_are_no_array_are_ignored(String externalIds) {
        Observation observation = observed(usual(), event(externalIds));
        assertThat(observation.ids()).isEmpty();
        assertThat(observation.setAside()).isEmpty();
    }

    @Test
    void a_value_that_is_too_long_is_set_aside_cut() {
        String ok = "u".repeat(Bounds.MAX_VALUE_CHARS);
        assertThat(ids(observed(usual(), "{'type':'track','userId':'" + ok + "'}")))
                .containsExactly("user_id:" + ok);
        assertThat(setAside(observed(usual(), "{'type':'track','userId':'" + ok + "u'}")))
                .containsExactly("user_id:" + "u".repeat(64) + "… too_long");
    }

    @Test
    void a_value_is_never_cut_within_a_surrogate_pair() {
        String value = "u".repeat(63) + "😀".repeat(300);
        assertThat(setAside(observed(usual(), "{'type':'track','userId':'" + value + "'}")))
                .containsExactly("user_id:" + "u".repeat(63) + "… too_long");
    }

    @Test
    void a_value_that_grows_too_long_in_lower_case_is_set_aside() {
        SpaceBuilder rules = space("acme").add(type("t").from("t").normalize(Normalizer.LOWERCASE));
        assertThat(observed(rules, "{'type':'track','t':'" + "İ".repeat(300) + "'}")
                        .setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e99999999999", "12e600"})
    void a_number_too_long_to_be_written_out_is_set_aside(String number) {
        assertThat(setAside(observed(usual(), "{'type':'track','userId':" + number + "}")))
                .containsExactly("user_id:" + number + " too_long");
    }

    @Test
    void a_number_of_half_a_million_digits_is_set_aside() {
        assertThat(setAside(observed(
                        usual(),
                        "{'type':'track','userId':1" + "0".repeat(500_000) + ",'x':1" + "0".repeat(500_000) + "}")))
                .containsExactly("user_id:1" + "0".repeat(63) + "… too_long");
    }

    @Test
    void of_too_many_ids_the_most_trusted_stay_in_the_order_of_extraction() {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(100, 140).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        String members = numbers.stream().map(n -> custom("crm", "c" + n)).collect(Collectors.joining(","));

        Observation observation = observed(
                usual(),
                "{'type':'track','anonymousId':'a','userId':'u','context':{'externalIds':[17," + members + "," + members
                        + "," + custom("email", "e") + "]}}");

        // user_id and email have a number; anonymous_id comes before crm by its name: 29 of crm are left.
        List<String> kept = new ArrayList<>(List.of("user_id:u", "anonymous_id:a"));
        numbers.stream().filter(n -> n < 129).forEach(n -> kept.add("crm:c" + n));
        kept.add("email:e");
        assertThat(ids(observation)).containsExactlyElementsOf(kept).hasSize(Bounds.MAX_IDS);
        List<String> aside = new ArrayList<>(List.of("null:null malformed_external_id"));
        IntStream.range(0, 11).forEach(i -> aside.add("crm:c" + (139 - i) + " too_many"));
        assertThat(setAside(observation)).containsExactlyElementsOf(aside);
    }

    @Test
    void the_list_of_what_is_set_aside_is_bounded_and_the_rest_counted() {
        String members =
                IntStream.range(0, 5000).mapToObj(n -> custom("crm", "c" + n)).collect(Collectors.joining(","));
        Observation observation = observed(usual(), event("[" + members + "]"));
        assertThat(observation.ids()).hasSize(Bounds.MAX_IDS);
        assertThat(observation.setAside()).hasSize(Bounds.MAX_SET_ASIDE);
        assertThat(observation.setAsideOmitted()).isEqualTo(5000 - Bounds.MAX_IDS - Bounds.MAX_SET_ASIDE);
        assertThat(setAside(observation).get(0)).isEqualTo("crm:c999 too_many");
    }

    @Test
    void a_hundred_thousand_external_ids_are_taken_within_bounds() {
        Observation observation = observed(usual(), event("[{}" + ",{}".repeat(99_999) + "]"));
        assertThat(observation.setAside()).hasSize(Bounds.MAX_SET_ASIDE);
        assertThat(observation.setAsideOmitted()).isEqualTo(100_000 - Bounds.MAX_SET_ASIDE);
    }
}
