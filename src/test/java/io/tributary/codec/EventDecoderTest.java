package io.tributary.codec;

import static io.tributary.codec.Decoded.ids;
import static io.tributary.codec.Decoded.observed;
import static io.tributary.codec.Decoded.raw;
import static io.tributary.codec.Decoded.setAside;
import static io.tributary.codec.SpaceBuilder.is;
import static io.tributary.codec.SpaceBuilder.matches;
import static io.tributary.codec.SpaceBuilder.path;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static io.tributary.codec.SpaceBuilder.usual;
import static io.tributary.codec.SpaceBuilder.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.EventType;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.RejectionCode;
import io.tributary.model.UnresolvedReason;
import io.tributary.rules.Extraction;
import io.tributary.rules.Normalizer;
import io.tributary.rules.SourceFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    private static Extraction when(String path, io.tributary.rules.Condition... conditions) {
        return new Extraction(path(path), List.of(), false, List.of(conditions), Set.of());
    }

    private static Extraction query(String path, String... names) {
        return new Extraction(path(path), List.of(names), false, List.of(), Set.of());
    }

    @Test
    void an_observation_says_what_the_event_says() {
        Observation observation = observed(
                usual(),
                "{'type':'Track','messageId':'m1','timestamp':'2026-03-01T10:00:00Z','writeKey':'web','userId':'u1'}");

        assertThat(observation.space()).isEqualTo("acme");
        assertThat(observation.messageId()).isEqualTo("m1");
        assertThat(observation.type()).isEqualTo(EventType.TRACK);
        assertThat(observation.time()).isEqualTo(1772359200000L);
        assertThat(observation.recordTime()).isEqualTo(Decoded.RECORD_TIME);
        assertThat(observation.source()).isEqualTo("web");
        assertThat(observation.denied()).isNull();
        assertThat(ids(observation)).containsExactly("user_id:u1");
        assertThat(observation.setAside()).isEmpty();
        assertThat(observation.event()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'type':'sale'", "'type':7", "'type':null", "'type':['track']", "'kind':'track'"})
    void what_is_none_of_the_six_calls_is_rejected(String type) {
        Decoded decoded = Decoded.of(SpaceBuilder.book(usual()), raw(("{" + type + "}").replace('\'', '"')));
        assertThat(decoded.rejection().code()).isEqualTo(RejectionCode.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @CsvSource({"m1, m1", "17, 17"})
    void message_ids_are_strings_or_numbers(String given, String expected) {
        String literal = given.equals("17") ? given : "'" + given + "'";
        assertThat(observed(usual(), "{'type':'track','messageId':" + literal + "}")
                        .messageId())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "null", "true", "{}", "['m1']"})
    void an_unusable_message_id_becomes_the_records_position(String messageId) {
        assertThat(observed(usual(), "{'type':'track','messageId':" + messageId + "}")
                        .messageId())
                .isEqualTo("events-3-42");
    }

    @Test
    void a_message_id_that_is_too_long_becomes_the_records_position() {
        assertThat(observed(usual(), "{'type':'track','messageId':'" + "m".repeat(513) + "'}")
                        .messageId())
                .isEqualTo("events-3-42");
    }

    @Test
    void a_missing_message_id_in_a_file_becomes_the_line() {
        byte[] event = "{\"type\":\"track\",\"timestamp\":1}".getBytes(StandardCharsets.UTF_8);
        RawRecord line = new RawRecord("day.jsonl", RawRecord.FILE_PARTITION, 7, RawRecord.NO_TIMESTAMP, null, event);
        assertThat(Decoded.of(SpaceBuilder.book(usual()), line).observation().messageId())
                .isEqualTo("day.jsonl-7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "writeKey":"w","context":{"source":{"id":"s"}}      | w
            "writeKey":"","context":{"source":{"id":"s"}}       | s
            "writeKey":{},"context":{"source":{"id":17}}        | 17
            "writeKey":null,"context":{"source":"s"}            | header
            "context":[{"source":{"id":"s"}}]                   | header
            """)
    void the_source_is_the_write_key_else_the_source_id_else_the_header(String fields, String expected) {
        byte[] event = ("{\"type\":\"track\"," + fields + "}").getBytes(StandardCharsets.UTF_8);
        RawRecord raw = new RawRecord("events", 0, 1, 0, "header", event);
        assertThat(Decoded.of(SpaceBuilder.book(usual()), raw).observation().source())
                .isEqualTo(expected);
    }

    @Test
    void every_space_that_takes_the_source_observes_the_event() {
        EventDecoder decoder = new EventDecoder(
                SpaceBuilder.book(
                        usual(),
                        space("web").onlySources("web").add(type("name").from("properties.name")),
                        space("ios").onlySources("ios")),
                false);

        Decoded decoded = Decoded.of(
                decoder,
                raw("{\"type\":\"track\",\"writeKey\":\"web\",\"userId\":\"u\",\"properties\":{\"name\":\"n\"}}"));

        assertThat(decoded.rejections()).isEmpty();
        assertThat(decoded.observations()).extracting(Observation::space).containsExactly("acme", "web");
        assertThat(decoded.observations())
                .extracting(Decoded::ids)
                .containsExactly(List.of("user_id:u"), List.of("name:n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"track\",\"writeKey\":\"tv\"}", "{\"type\":\"track\"}"})
    void a_source_that_no_space_takes_is_rejected_once(String event) {
        Decoded decoded = Decoded.of(
                SpaceBuilder.book(space("web").onlySources("web"), space("ios").onlySources("ios")), raw(event));
        assertThat(decoded.rejection().code()).isEqualTo(RejectionCode.UNKNOWN_SOURCE);
        assertThat(decoded.rejection().detail()).doesNotContain("tv");
    }

    @Test
    void types_are_taken_in_the_rules_order_then_custom_ids_in_theirs() {
        Observation observation = observed(usual().add(type("crm")), """
                {'type':'identify','anonymousId':'a','context':{'traits':{'email':'2@x'},'externalIds':[
                  {'id':'c','type':'crm','collection':'users','encoding':'none'},
                  {'id':'n','type':'new','collection':'users','encoding':'none'},
                  {'id':'0','type':'user_id','collection':'users','encoding':'none'}]},
                 'traits':{'email':'1@x'},'userId':'u'}""");

        assertThat(ids(observation))
                .containsExactly(
                        "user_id:u", "email:1@x", "email:2@x", "anonymous_id:a", "crm:c", "new:n", "user_id:0");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"x\"', x",
        "17, 17",
        "1.50, 1.50",
        "1.5e3, 1500",
        "-0, 0",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "'\"caf\\u00e9 \\ud83d\\ude00\"', café 😀",
        "'\"a\\ud83d\"', a\uFFFD",
        "'\"a\\u0000b\"', 'a\0b'",
    })
    void strings_are_kept_and_numbers_written_out(String literal, String value) {
        assertThat(ids(Decoded.of(SpaceBuilder.book(usual()), raw("{\"type\":\"track\",\"userId\":" + literal + "}"))
                        .observation()))
                .containsExactly("user_id:" + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "null", "true", "false", "{}", "{'id':'x'}", "['x']"})
    void everything_else_is_ignored(String literal) {
        Observation observation = observed(usual(), "{'type':'track','userId':" + literal + "}");
        assertThat(observation.ids()).isEmpty();
        assertThat(observation.setAside()).isEmpty();
    }

    @Test
    void paths_lead_through_objects_only() {
        SpaceBuilder rules = space("acme").add(type("t").from("a.b", "a", "a.0"));
        assertThat(ids(observed(rules, "{'type':'track','a':{'b':'1','0':'2'}}")))
                .containsExactly("t:1", "t:2");
        assertThat(ids(observed(rules, "{'type':'track','a':[{'b':'1'},'2']}"))).isEmpty();
        assertThat(ids(observed(rules, "{'type':'track','a':'3'}"))).containsExactly("t:3");
    }

    @Test
    void of_a_repeated_key_nothing_but_the_last_value_counts() {
        SpaceBuilder rules = usual().add(type("ip").from("context.ip"));
        assertThat(ids(observed(rules, "{'userId':'1','type':'page','userId':'2','type':'track'}")))
                .containsExactly("user_id:2");
        assertThat(ids(observed(rules, "{'type':'track','userId':'1','userId':{}}")))
                .isEmpty();
        assertThat(ids(observed(rules, "{'type':'track','context':{'ip':'1'},'context':{'x':1}}")))
                .isEmpty();
        assertThat(
                        ids(
                                observed(
                                        rules,
                                        "{'type':'track','context':{'externalIds':[{'id':'c','type':'crm','collection':'users','encoding':'none'}]},'context':0}")))
                .isEmpty();
    }

    @Test
    void the_same_id_from_two_places_is_one() {
        Observation observation =
                observed(usual(), "{'type':'track','traits':{'email':'x@y'},'context':{'traits':{'email':'x@y'}}}");
        assertThat(ids(observation)).containsExactly("email:x@y");
        assertThat(observation.setAside()).isEmpty();
    }

    @Test
    void values_are_normalised_before_they_are_blocked() {
        SpaceBuilder rules = space("acme")
                .block(matches("^[0-]*$"))
                .block(is("-1"))
                .add(type("email")
                        .from("email", "other")
                        .normalize(Normalizer.TRIM, Normalizer.LOWERCASE)
                        .block(is("team@acme.com")))
                .add(type("user_id").from("userId"));

        Observation observation = observed(
                rules, "{'type':'track','email':' Team@Acme.com ','other':' Jane@X.com','userId':'team@acme.com'}");
        assertThat(ids(observation)).containsExactly("email:jane@x.com", "user_id:team@acme.com");
        assertThat(setAside(observation)).containsExactly("email:team@acme.com blocked");

        Observation zeros = observed(rules, "{'type':'track','email':'  ','other':'00-00','userId':-1}");
        assertThat(ids(zeros)).isEmpty();
        assertThat(setAside(zeros)).containsExactly("email:00-00 blocked", "user_id:-1 blocked");
    }

    @Test
    void a_source_that_may_not_associate_through_a_type_has_its_ids_set_aside() {
        SpaceBuilder rules = space("acme")
                .add(type("email").from("email").sources(new SourceFilter(Set.of("web"), false)))
                .add(type("user_id").from("userId").sources(new SourceFilter(Set.of("web"), true)));

        assertThat(setAside(observed(rules, "{'type':'track','writeKey':'web','email':'e','userId':'u'}")))
                .containsExactly("user_id:u source_not_allowed");
        assertThat(setAside(observed(rules, "{'type':'track','writeKey':'ios','email':'e','userId':'u'}")))
                .containsExactly("email:e source_not_allowed");
        assertThat(setAside(observed(rules, "{'type':'track','email':'e','userId':'u'}")))
                .containsExactly("email:e source_not_allowed");
    }

    @Test
    void all_conditions_of_an_extraction_must_hold_in_kind_too() {
        SpaceBuilder rules = space("acme")
                .add(type("idfa")
                        .from(when(
                                "context.device.id",
                                where("context.device.type", is("ios")),
                                where("context.device.tracking", is(true)),
                                where("context.v", is(2)))));
        String event = "{'type':'track','context':{'device':{'id':'x','type':%s,'tracking':%s},'v':%s}}";

        assertThat(ids(observed(rules, event.formatted("'ios'", "true", "2")))).containsExactly("idfa:x");
        assertThat(ids(observed(rules, event.formatted("'ios'", "true", "2.0e0"))))
                .isEmpty();
        assertThat(ids(observed(rules, event.formatted("'ios'", "'true'", "2"))))
                .isEmpty();
        assertThat(ids(observed(rules, event.formatted("'ios'", "true", "'2'"))))
                .isEmpty();
        assertThat(ids(observed(rules, event.formatted("null", "true", "2")))).isEmpty();
    }

    @Test
    void an_extraction_may_be_for_some_calls_only() {
        Extraction onPages =
                new Extraction(path("properties.email"), List.of(), false, List.of(), Set.of(EventType.PAGE));
        SpaceBuilder rules = space("acme").add(type("email").from(onPages));
        assertThat(ids(observed(rules, "{'type':'page','properties':{'email':'e'}}")))
                .containsExactly("email:e");
        assertThat(ids(observed(rules, "{'type':'track','properties':{'email':'e'}}")))
                .isEmpty();
    }

    @Test
    void query_parameters_are_found_in_the_url_of_the_page_and_of_the_properties() {
        SpaceBuilder rules = space("acme")
                .add(type("click").from(query("context.page.url", "gclid")).from(query("properties.url", "gclid")));
        Observation observation = observed(
                rules,
                "{'type':'page','properties':{'url':'/?gclid=p'},'context':{'page':{'url':'https://acme.com/?gclid=c'}}}");
        assertThat(ids(observation)).containsExactly("click:c", "click:p");
    }

    @Test
    void query_parameters_are_taken_in_the_rules_order() {
        SpaceBuilder rules = space("acme").add(type("click").from(query("context.page.url", "gclid", "fbclid")));
        Observation observation = observed(
                rules,
                "{'type':'page','context':{'page':{'url':'https://acme.com/?fbclid=f%2B1&gclid=g&x=1#gclid=z'}}}");
        assertThat(ids(observation)).containsExactly("click:g", "click:f+1");
        assertThat(ids(observed(rules, "{'type':'page','context':{'page':{'url':17}}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'no-1'", "'no-2'"})
    void a_denied_event_leaves_no_trace(String anonymousId) {
        SpaceBuilder rules =
                usual().deny(where("anonymousId", matches("no-.*"))).deny(where("consent.ads", is(false)));
        Observation observation = observed(
                rules,
                "{'type':'identify','traits':{'a':1,'email':'" + "e".repeat(600) + "'},'anonymousId':" + anonymousId
                        + "}");
        assertThat(observation.denied()).isEqualTo(UnresolvedReason.NO_CONSENT);
        assertThat(observation.ids()).isEmpty();
        assertThat(observation.setAside()).isEmpty();
        assertThat(observation.traits()).isEmpty();
    }

    @Test
    void any_consent_rule_denies() {
        SpaceBuilder rules =
                usual().deny(where("anonymousId", matches("no-.*"))).deny(where("consent.ads", is(false)));
        assertThat(denied(rules, "{'type':'track','consent':{'ads':false}}")).isNotNull();
        assertThat(denied(rules, "{'type':'track','consent':{'ads':'false'}}")).isNull();
        assertThat(denied(rules, "{'type':'track','consent':{}}")).isNull();
    }

    private static @Nullable UnresolvedReason denied(SpaceBuilder rules, String event) {
        return observed(rules, event).denied();
    }

    @Test
    void the_event_rides_along_where_it_is_asked_for() {
        RawRecord raw = raw("{\"type\":\"track\"}");
        assertThat(Decoded.of(new EventDecoder(SpaceBuilder.book(usual()), true), raw)
                        .observation()
                        .event())
                .isSameAs(raw.value());
    }
}
