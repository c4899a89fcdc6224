package io.tributary.codec;

import static io.tributary.codec.Decoded.observed;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static io.tributary.codec.SpaceBuilder.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Bounds;
import io.tributary.model.Observation;
import io.tributary.rules.Matching;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraitsTest {
    private static Map<String, String> traits(String fields) {
        return observed(usual(), "{'type':'identify'," + fields + "}").traits();
    }

    @Test
    void traits_are_compact_json_with_numbers_as_written() {
        Map<String, String> traits = traits("""
                'traits': { 'name' : 'J\\u00e4ne \\"J\\" \\n', 'n' : 1.50e2 , 'big':123456789012345678901234567890,
                  'none' : null, 'yes': true, 'address' : { 'city' : 'Ulm' , 'geo' : [ 1.0 , { } , [ ] , 'x' ] , 'z' : {'a': false} } }""");
        assertThat(traits)
                .containsExactly(
                        Map.entry("name", "\"Jäne \\\"J\\\" \\n\""),
                        Map.entry("n", "1.50e2"),
                        Map.entry("big", "123456789012345678901234567890"),
                        Map.entry("none", "null"),
                        Map.entry("yes", "true"),
                        Map.entry("address", "{\"city\":\"Ulm\",\"geo\":[1.0,{},[],\"x\"],\"z\":{\"a\":false}}"));
    }

    @Test
    void traits_have_the_last_word_over_context_traits() {
        assertThat(traits("'traits':{'a':1,'b':2},'context':{'traits':{'b':3,'c':4}}"))
                .containsOnly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "4"));
    }

    @Test
    void traits_are_found_before_and_after_the_type() {
        assertThat(observed(usual(), "{'traits':{'a':1},'type':'identify'}").traits())
                .containsOnlyKeys("a");
        assertThat(observed(usual(), "{'type':'identify','traits':{'a':1}}").traits())
                .containsOnlyKeys("a");
    }

    @Test
    void identify_calls_have_the_user_s_traits_and_group_calls_the_account_s() {
        String event = "{'traits':{'a':1},'type':'%s','context':{'traits':{'b':2}}}";

        assertThat(observed(usual(), event.formatted("identify")).traits()).containsOnlyKeys("a", "b");
        assertThat(observed(usual(), event.formatted("group")).traits()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"track", "page", "screen", "alias"})
    void no_other_calls_have_traits(String type) {
        assertThat(observed(usual(), "{'traits':{'a':1},'type':'" + type + "'}").traits())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[{'a':1}]", "'a'", "7", "{}"})
    void traits_that_are_no_object_are_none(String value) {
        assertThat(traits("'traits':" + value)).isEmpty();
    }

    @Test
    void of_repeated_traits_the_last_count() {
        assertThat(traits("'traits':{'a':1,'a':2}")).containsExactly(Map.entry("a", "2"));
        assertThat(traits("'traits':{'a':1},'traits':{'b':2}")).containsExactly(Map.entry("b", "2"));
        assertThat(traits("'traits':{'a':1},'traits':null")).isEmpty();
    }

    @Test
    void lone_surrogates_in_traits_are_replaced() {
        assertThat(traits("'traits':{'b':'b\\ud800','c':['\\udc00',{'d':'\\ud83d\\ude00'}]}"))
                .containsExactly(Map.entry("b", "\"b\uFFFD\""), Map.entry("c", "[\"\uFFFD\",{\"d\":\"😀\"}]"));
    }

    @Test
    void more_traits_than_the_bound_are_counted() {
        String many = IntStream.range(0, 300).mapToObj(i -> "'t" + i + "':" + i).collect(Collectors.joining(","));
        Observation observation = observed(
                usual(), "{'type':'identify','context':{'traits':{" + many + "}},'traits':{'t0':'new','t999':1}}");
        assertThat(observation.traits()).hasSize(Bounds.MAX_TRAITS).containsEntry("t0", "\"new\"");
        assertThat(observation.traitsOmitted()).isEqualTo(300 - Bounds.MAX_TRAITS + 1);
    }

    @Test
    void names_and_values_over_a_bound_are_left_out_and_counted() {
        String longest = "v".repeat(Bounds.MAX_TRAIT_VALUE_CHARS - 2);
        Observation observation = observed(
                usual(),
                "{'type':'identify','traits':{'" + "n".repeat(128) + "':'" + longest + "','" + "n".repeat(129)
                        + "':1,'v':'" + longest + "v'}}");
        assertThat(observation.traits()).containsOnlyKeys("n".repeat(128));
        assertThat(observation.traitsOmitted()).isEqualTo(2);
    }

    @Test
    void a_value_over_the_bound_does_not_leave_an_older_one_standing() {
        String tooLong = "'" + "v".repeat(Bounds.MAX_TRAIT_VALUE_CHARS) + "'";
        Observation observation =
                observed(usual(), "{'type':'identify','context':{'traits':{'a':1}},'traits':{'a':" + tooLong + "}}");
        assertThat(observation.traits()).isEmpty();
        assertThat(observation.traitsOmitted()).isEqualTo(1);
    }

    @Test
    void traits_that_a_rule_reads_are_traits_all_the_same() {
        assertThat(traits("'traits':{'email':'x@y'}")).containsExactly(Map.entry("email", "\"x@y\""));
    }

    @Test
    void a_trait_that_a_hashed_type_reads_is_left_out_whatever_its_values_are_for() {
        SpaceBuilder rules = space("acme")
                .add(type("name_hash").ofAccounts().hashed().from("traits.name"))
                .add(type("domain_hash").hashed().matching(Matching.LEVEL).from("traits.email"))
                .add(type("tax_hash").hashed().matching(Matching.NEVER).from("traits.tax.id"))
                .add(type("url_hash").hashed().from(SpaceBuilder.query("traits.url", false, "email")))
                .add(type("ehash").hashed().from(SpaceBuilder.query("traits.link", true, "ehash")));
        for (String call : List.of("identify", "group")) {
            Observation observation = observed(
                    rules,
                    "{'type':'" + call
                            + "','traits':{'name':'n','email':'e@x','tax':{'id':1,'of':2},'url':'/?email=e','link':'/?ehash=0f','plan':'p'}}");
            assertThat(observation.traits()).containsOnlyKeys("link", "plan");
        }
    }

    @Test
    void a_trait_that_a_hashed_type_reads_is_left_out_wherever_it_stands() {
        SpaceBuilder rules = space("acme")
                .add(type("email_hash").hashed().from("traits.email"))
                .add(type("phone_hash").hashed().from("context.traits.contact.phone"));
        Observation observation = observed(
                rules,
                "{'type':'identify','traits':{'email':'1','contact':{'phone':'2'},'a':1},'context':{'traits':{'email':'3','contact':4,'b':2}}}");
        assertThat(observation.traits()).containsOnlyKeys("a", "b");
        assertThat(observation.traitsOmitted()).isZero();
    }
}
