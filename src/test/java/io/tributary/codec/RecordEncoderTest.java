package io.tributary.codec;

import static io.tributary.codec.Encoded.CHILD;
import static io.tributary.codec.Encoded.PARENT;
import static io.tributary.codec.Encoded.RULES;
import static io.tributary.codec.Encoded.TIME;
import static io.tributary.codec.Encoded.expected;
import static io.tributary.codec.Encoded.json;
import static io.tributary.codec.Encoded.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.model.Alias;
import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Merge;
import io.tributary.model.Outcome;
import io.tributary.model.OwnerChange;
import io.tributary.model.Profile;
import io.tributary.model.ProfileChange;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.model.RejectionCode;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.model.Topic;
import io.tributary.model.UnresolvedReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordEncoder encoder = new RecordEncoder(RULES);

    private static Resolution resolution(List<ExternalId> ids, List<SetAside> setAside, byte @Nullable [] event) {
        return new Resolution(
                "acme",
                42,
                "m1",
                EventType.TRACK,
                TIME,
                PARENT,
                null,
                Collections.emptySortedMap(),
                Outcome.MERGED,
                null,
                ids,
                setAside,
                0,
                0,
                event);
    }

    private static Identifier identifier(int age, String type, String value, long firstSeen, @Nullable String source) {
        return new Identifier(ExternalId.user(type, value), age, TIME, firstSeen, CHILD, "m" + age, source);
    }

    private static Profile profile(List<Identifier> identifiers, List<ProfileId> merged, @Nullable ProfileId parent) {
        return new Profile(PARENT, 7, TIME, TIME, identifiers, Links.NONE, merged, parent, true);
    }

    private static ProfileChange change(List<Identifier> identifiers, SortedMap<String, String> traits) {
        return new ProfileChange("acme", 42, profile(identifiers, List.of(CHILD), null), null, traits);
    }

    @Test
    void a_resolution_says_what_the_event_resolved_to() throws IOException {
        Resolution resolution = resolution(
                List.of(ExternalId.user("user_id", "u1")),
                List.of(
                        SetAside.of(ExternalId.user("email", "x"), SetAside.Reason.LIMIT_EXCEEDED, "user_id"),
                        new SetAside(null, null, null, SetAside.Reason.MALFORMED_EXTERNAL_ID, null)),
                null);
        assertThat(json(resolution)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'messageId':'m1','type':'track','timestamp':'TIME','profileId':'PARENT',
                 'outcome':'merged','externalIds':[{'collection':'users','type':'user_id','id':'u1'}],
                 'setAside':[{'collection':'users','type':'email','id':'x','reason':'limit_exceeded','violated':'user_id'},
                  {'reason':'malformed_external_id'}],
                 'rules':'RULES'}"""));
        assertThat(key(resolution)).isEqualTo("acme/" + PARENT);
    }

    @Test
    void an_unresolved_event_says_why_and_has_no_key() throws IOException {
        Resolution unresolved = new Resolution(
                "acme",
                42,
                "m1",
                EventType.PAGE,
                TIME,
                null,
                null,
                Collections.emptySortedMap(),
                Outcome.UNRESOLVED,
                UnresolvedReason.NO_IDENTIFIERS,
                List.of(),
                List.of(),
                3,
                4,
                null);
        assertThat(json(unresolved)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'messageId':'m1','type':'page','timestamp':'TIME','profileId':null,
                 'outcome':'unresolved','reason':'no_identifiers','externalIds':[],'setAside':[],
                 'setAsideOmitted':3,'traitsOmitted':4,'rules':'RULES'}"""));
        assertThat(key(unresolved)).isNull();
    }

    @Test
    void the_event_rides_along_as_it_came() throws IOException {
        String event = "{ \"type\" : \"track\",\n \"n\":1.50, \"s\":\"é\\u00e9\" }";
        Resolution resolution = resolution(List.of(), List.of(), event.getBytes(StandardCharsets.UTF_8));
        assertThat(json(resolution).get("event")).isEqualTo(JSON.readTree(event));
        assertThat(new String(encoder.encode(resolution).value(), StandardCharsets.UTF_8))
                .contains(event);
        assertThat(json(resolution(List.of(), List.of(), null)).has("event")).isFalse();
    }

    @Test
    void a_merge_says_why() throws IOException {
        Merge merge = new Merge(
                "acme",
                42,
                0,
                CHILD,
                PARENT,
                List.of(ExternalId.user("anonymous_id", "a2")),
                "m1",
                List.of(
                        new Merge.Evidence(ExternalId.user("user_id", "u1"), PARENT),
                        new Merge.Evidence(ExternalId.user("anonymous_id", "a2"), CHILD)),
                TIME);
        assertThat(json(merge)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'ordinal':0,'change':'merge','from':'CHILD','into':'PARENT',
                 'externalIds':[{'collection':'users','type':'anonymous_id','id':'a2'}],'messageId':'m1',
                 'because':[{'type':'user_id','id':'u1','profileId':'PARENT'},{'type':'anonymous_id','id':'a2','profileId':'CHILD'}],
                 'timestamp':'TIME','rules':'RULES'}"""));
        assertThat(key(merge)).isEqualTo("acme");
    }

    @Test
    void an_alias_is_a_segment_call() throws IOException {
        Alias alias = new Alias("acme", 42, 1, PARENT, "u1", "a1", TIME);
        assertThat(json(alias)).isEqualTo(expected("""
                {'type':'alias','userId':'u1','previousId':'a1','messageId':'alias-acme-42-1','timestamp':'TIME',
                 'context':{'space':'acme','sequence':42,'ordinal':1,'profileId':'PARENT','rules':'RULES'}}"""));
        assertThat(key(alias)).isEqualTo("acme");
    }

    @Test
    void a_profile_says_all_that_is_known() throws IOException {
        TreeMap<String, String> traits = new TreeMap<>();
        traits.put("name", "\"Jäne\"");
        traits.put("n", "1.50");
        ProfileChange change = change(
                List.of(identifier(1, "user_id", "u", TIME, "web"), identifier(2, "anonymous_id", "a", TIME - 1, null)),
                traits);
        assertThat(json(change)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'profileId':'PARENT','collection':'users','createdAt':'TIME',
                 'firstSeen':'2026-03-01T09:59:59.999Z','lastSeen':'TIME','universalId':'a',
                 'externalIds':[
                  {'collection':'users','type':'user_id','id':'u','firstSeen':'TIME','addedAt':'TIME','origin':'CHILD','messageId':'m1','source':'web'},
                  {'collection':'users','type':'anonymous_id','id':'a','firstSeen':'2026-03-01T09:59:59.999Z','addedAt':'TIME','origin':'CHILD','messageId':'m2'}],
                 'traits':{'n':1.50,'name':'Jäne'},'merged':['CHILD'],'rules':'RULES'}"""));
        assertThat(key(change)).isEqualTo("acme/" + PARENT);
    }

    @Test
    void the_universal_id_is_the_anonymous_id_seen_first_then_the_oldest() throws IOException {
        List<Identifier> ids = List.of(
                identifier(1, "anonymous_id", "late", TIME, null),
                identifier(2, "anonymous_id", "older", TIME - 5, null),
                identifier(3, "anonymous_id", "younger", TIME - 5, null),
                identifier(4, "user_id", "u", TIME - 9, null));
        assertThat(json(change(ids, new TreeMap<>())).get("universalId").textValue())
                .isEqualTo("older");
        assertThat(json(change(ids.subList(3, 4), new TreeMap<>())).has("universalId"))
                .isFalse();
    }

    @Test
    void a_merged_profile_says_where_to_look_and_nothing_else() throws IOException {
        ProfileChange change =
                new ProfileChange("acme", 42, profile(List.of(), List.of(), CHILD), CHILD, new TreeMap<>());
        assertThat(json(change))
                .isEqualTo(
                        expected(
                                "{'space':'acme','sequence':42,'profileId':'PARENT','collection':'users','canonical':'CHILD','rules':'RULES'}"));
    }

    @Test
    void an_external_id_says_who_owns_it() throws IOException {
        OwnerChange change = new OwnerChange("acme", 42, ExternalId.user("email", "a/b@x"), PARENT, TIME, "m1", null);
        assertThat(json(change))
                .isEqualTo(
                        expected(
                                "{'space':'acme','sequence':42,'collection':'users','type':'email','id':'a/b@x','profileId':'PARENT','addedAt':'TIME','messageId':'m1','rules':'RULES'}"));
        assertThat(key(change)).isEqualTo("acme/users/email/a/b@x");
    }

    @Test
    void no_two_external_ids_have_one_key() {
        assertThat(key(new OwnerChange("acme", 1, ExternalId.user("a/b", "c"), PARENT, TIME, "m", null)))
                .isEqualTo("acme/users/a%2Fb/c");
        assertThat(key(new OwnerChange("acme", 1, ExternalId.user("a%2Fb", "c"), PARENT, TIME, "m", null)))
                .isEqualTo("acme/users/a%252Fb/c");
    }

    @Test
    void a_rejected_record_comes_whole_with_where_it_came_from() throws IOException {
        byte[] value = {0, (byte) 0xFF, 'x'};
        Rejected rejected = new Rejected(
                new RawRecord("events", 3, 42, TIME, "web", value), RejectionCode.MALFORMED_JSON, "not JSON at byte 0");
        assertThat(json(rejected))
                .isEqualTo(
                        expected(
                                "{'topic':'events','partition':3,'offset':42,'timestamp':'TIME','reason':'malformed_json','detail':'not JSON at byte 0','size':3,'value':'AP94','rules':'RULES'}"));
        assertThat(key(rejected)).isEqualTo("events-3");
    }

    @Test
    void a_rejected_line_of_a_file_has_no_partition() throws IOException {
        Rejected rejected = new Rejected(
                new RawRecord("day.jsonl", RawRecord.FILE_PARTITION, 7, RawRecord.NO_TIMESTAMP, null, null),
                RejectionCode.MALFORMED_JSON,
                "no value");
        assertThat(json(rejected))
                .isEqualTo(
                        expected(
                                "{'topic':'day.jsonl','offset':7,'reason':'malformed_json','detail':'no value','size':0,'value':null,'rules':'RULES'}"));
        assertThat(key(rejected)).isEqualTo("day.jsonl");
    }

    @Test
    void of_a_record_that_is_too_large_the_first_mebibyte_comes() throws IOException {
        Rejected rejected = new Rejected(
                new RawRecord("events", 0, 1, TIME, null, new byte[10 << 20]), RejectionCode.TOO_LARGE, "too large");
        JsonNode json = json(rejected);
        assertThat(json.get("size").intValue()).isEqualTo(10 << 20);
        assertThat(json.get("truncated").booleanValue()).isTrue();
        assertThat(Base64.getDecoder().decode(json.get("value").textValue())).hasSize(Bounds.MAX_EVENT_BYTES);
    }

    @Test
    void a_profile_that_outgrows_a_record_says_what_it_leaves_out() throws IOException {
        String widest = "\u0001".repeat(512);
        List<Identifier> ids = IntStream.range(0, 2000)
                .mapToObj(i -> new Identifier(
                        ExternalId.user(widest.substring(0, 128), widest + i), i, TIME, TIME, CHILD, widest, widest))
                .toList();
        TreeMap<String, String> traits = new TreeMap<>();
        for (int i = 0; i < Bounds.MAX_TRAITS; i++) {
            traits.put(widest.substring(0, 120) + i, "\"" + "漢".repeat(8190) + "\"");
        }
        List<ProfileId> merged = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            merged.add(ProfileId.at(ProfileId.Kind.USER, TIME, 3, i));
        }
        JsonNode json = json(new ProfileChange("acme", 42, profile(ids, merged, null), null, traits));

        assertThat(json.get("externalIds").size()
                        + json.get("externalIdsOmitted").intValue())
                .isEqualTo(2000);
        assertThat(json.get("traits").size() + json.get("traitsOmitted").intValue())
                .isEqualTo(Bounds.MAX_TRAITS);
        assertThat(json.get("merged").size() + json.get("mergedOmitted").intValue())
                .isEqualTo(200_000);
        assertThat(json.get("externalIds").size()).isGreaterThan(50);
        assertThat(json.get("traits").size()).isGreaterThan(30);
    }

    @Test
    void a_merge_that_outgrows_a_record_says_what_it_leaves_out() throws IOException {
        List<ExternalId> ids = IntStream.range(0, 5000)
                .mapToObj(i -> ExternalId.user("t", "\u0001".repeat(500) + i))
                .toList();
        List<Merge.Evidence> because = ids.stream()
                .limit(Bounds.MAX_IDS)
                .map(id -> new Merge.Evidence(id, CHILD))
                .toList();
        JsonNode json = json(new Merge("acme", 42, 0, CHILD, PARENT, ids, "m", because, TIME));
        assertThat(json.get("externalIds").size()
                        + json.get("externalIdsOmitted").intValue())
                .isEqualTo(5000);
        assertThat(json.get("because")).hasSize(Bounds.MAX_IDS);
    }

    @Test
    void the_largest_resolution_stays_within_a_record() throws IOException {
        String widest = "\u0001".repeat(Bounds.MAX_VALUE_CHARS);
        List<ExternalId> ids = IntStream.range(0, Bounds.MAX_IDS)
                .mapToObj(i -> new ExternalId(Collection.USERS, widest.substring(0, 128), widest.substring(0, 500) + i))
                .toList();
        List<SetAside> setAside = IntStream.range(0, Bounds.MAX_SET_ASIDE + Bounds.MAX_IDS)
                .mapToObj(i -> SetAside.of(ids.get(0), SetAside.Reason.TOO_MANY))
                .toList();
        byte[] event = ("{\"x\":\"" + "x".repeat(Bounds.MAX_EVENT_BYTES - 8) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(json(resolution(ids, setAside, event)).get("externalIds")).hasSize(Bounds.MAX_IDS);
    }

    @Test
    void lone_surrogates_are_replaced_and_pairs_stay() throws IOException {
        ExternalId id = ExternalId.user("t\ud800", "a\ud83d\ude00\udc00");
        TreeMap<String, String> traits = new TreeMap<>();
        traits.put("t\udc00", "\"\ud800😀\"");
        JsonNode json = json(change(List.of(new Identifier(id, 1, TIME, TIME, CHILD, "\ud800", "\udc00")), traits));
        assertThat(json.at("/externalIds/0/type").textValue()).isEqualTo("t\uFFFD");
        assertThat(json.at("/externalIds/0/id").textValue()).isEqualTo("a😀\uFFFD");
        assertThat(json.at("/traits").get("t\uFFFD").textValue()).isEqualTo("\uFFFD😀");
        assertThat(key(new OwnerChange("acme", 1, id, PARENT, TIME, "m", null)))
                .isEqualTo("acme/users/t\uFFFD/a😀\uFFFD");
    }

    @Test
    void a_record_is_the_same_whatever_was_encoded_before() {
        Resolution resolution = resolution(List.of(), List.of(), "{}".getBytes(StandardCharsets.UTF_8));
        byte[] first = encoder.encode(resolution).value();
        encoder.encode(new Alias("acme", 42, 1, PARENT, "u1", "a1", TIME));
        assertThat(encoder.encode(resolution).value()).isEqualTo(first);
    }

    @Test
    void every_topic_has_a_schema_that_is_closed_and_described() throws IOException {
        for (Topic topic : Topic.values()) {
            JsonNode schema = JSON.readTree(RecordSchemas.json(topic));
            assertThat(schema.get("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            for (JsonNode kind : schema.has("oneOf") ? schema.get("oneOf") : List.of(schema)) {
                assertThat(kind.get("additionalProperties").booleanValue()).isFalse();
                kind.get("properties")
                        .properties()
                        .forEach(field -> assertThat(field.getValue().has("description"))
                                .as(topic + " " + field.getKey())
                                .isTrue());
            }
        }
    }

    @Test
    void a_schema_refuses_what_the_contract_does_not_say() throws IOException {
        Resolution resolution = resolution(List.of(), List.of(), null);
        String json = json(resolution).toString();
        assertThat(SchemaCheck.errors(Topic.RESOLUTIONS, JSON.readTree(json.replace("\"space\"", "\"room\""))))
                .isNotEmpty();
        assertThat(SchemaCheck.errors(Topic.RESOLUTIONS, JSON.readTree(json.replace("merged", "unresolved"))))
                .isNotEmpty();
        assertThat(SchemaCheck.errors(Topic.RESOLUTIONS, JSON.readTree(json.replace(".000Z", "Z"))))
                .isNotEmpty();
        assertThat(SchemaCheck.errors(Topic.RESOLUTIONS, JSON.readTree(json.replace("use_", "usr_"))))
                .isNotEmpty();
    }
}
