package io.tributary.codec;

import static io.tributary.codec.Encoded.ACCOUNT;
import static io.tributary.codec.Encoded.CHILD;
import static io.tributary.codec.Encoded.GROUP;
import static io.tributary.codec.Encoded.HOUSEHOLD;
import static io.tributary.codec.Encoded.PARENT;
import static io.tributary.codec.Encoded.TIME;
import static io.tributary.codec.Encoded.expected;
import static io.tributary.codec.Encoded.json;
import static io.tributary.codec.Encoded.key;
import static io.tributary.codec.Encoded.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer;
import io.tributary.model.DiscardedValue;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Membership;
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
import io.tributary.model.Split;
import io.tributary.model.Topic;
import io.tributary.model.UnresolvedReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of accounts, levels, splits and commands; {@link RecordEncoderTest} has the others. */
class GraphRecordsTest {
    private static final ExternalId IP = ExternalId.user("ip_address", "203.0.113.1");
    private static final ExternalId HOUSEHOLD_IP =
            new ExternalId(Collection.level("household"), "ip_address", "203.0.113.1");

    private static Resolution resolution(
            @Nullable ProfileId profile,
            @Nullable UnresolvedReason reason,
            List<ExternalId> ids,
            List<SetAside> setAside,
            @Nullable ProfileId account,
            Map<String, ProfileId> groups,
            byte @Nullable [] event) {
        return new Resolution(
                "acme",
                42,
                "m1",
                EventType.GROUP,
                TIME,
                profile,
                account,
                new TreeMap<>(groups),
                reason == null ? Outcome.MATCHED : Outcome.UNRESOLVED,
                reason,
                ids,
                setAside,
                0,
                0,
                event);
    }

    private static Identifier identifier(int age, ExternalId id) {
        return new Identifier(id, age, TIME, TIME, PARENT, "m" + age, null);
    }

    private static Profile profile(List<Identifier> identifiers, List<Identifier> boundaries) {
        return new Profile(
                PARENT,
                7,
                TIME,
                TIME,
                identifiers,
                Links.NONE,
                boundaries,
                List.of(),
                0,
                null,
                List.of(),
                List.of(),
                false,
                false);
    }

    private static Split split(boolean revived, @Nullable ExternalId cause, List<ExternalId> ids) {
        return new Split("acme", 99, 1, PARENT, CHILD, revived, Split.Reason.SHARED_TOO_WIDELY, cause, ids, "m1", TIME);
    }

    private static Membership membership(
            String level, ProfileId group, Membership.Change change, ExternalId... because) {
        return new Membership("acme", 42, level, group, PARENT, change, List.of(because), "m1", TIME);
    }

    private static Command command(
            Command.@Nullable Kind kind,
            @Nullable ExternalId id,
            @Nullable ProfileId profile,
            @Nullable String reason) {
        return new Command("acme", "c-1", kind, id, profile, reason, TIME, null);
    }

    @Test
    void a_resolution_names_the_account_and_the_groups() {
        Resolution resolution = resolution(
                PARENT,
                null,
                List.of(ExternalId.user("user_id", "u"), new ExternalId(Collection.ACCOUNTS, "group_id", "g")),
                List.of(
                        SetAside.of(HOUSEHOLD_IP, SetAside.Reason.SHARED_TOO_WIDELY),
                        SetAside.of(ExternalId.user("email", "e"), SetAside.Reason.BOUNDARY, "account_id"),
                        SetAside.of(ExternalId.user("email", "f"), SetAside.Reason.KEPT_APART)),
                ACCOUNT,
                Map.of("household", HOUSEHOLD, "street", GROUP),
                null);
        assertThat(json(resolution)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'messageId':'m1','type':'group','timestamp':'TIME','profileId':'PARENT',
                 'outcome':'matched','externalIds':[{'collection':'users','type':'user_id','id':'u'},{'collection':'accounts','type':'group_id','id':'g'}],
                 'setAside':[{'collection':'users','level':'household','type':'ip_address','id':'203.0.113.1','reason':'shared_too_widely'},
                  {'collection':'users','type':'email','id':'e','reason':'boundary','violated':'account_id'},
                  {'collection':'users','type':'email','id':'f','reason':'kept_apart'}],
                 'accountId':'ACCOUNT','groups':{'household':'HOUSEHOLD','street':'GROUP'},'rules':'RULES'}"""));
    }

    @Test
    void an_event_may_resolve_to_an_account_and_to_nobody() {
        Resolution resolution = resolution(
                null,
                UnresolvedReason.NO_IDENTIFIERS,
                List.of(new ExternalId(Collection.ACCOUNTS, "group_id", "g")),
                List.of(),
                ACCOUNT,
                Map.of(),
                null);
        assertThat(json(resolution).get("accountId").textValue()).isEqualTo(ACCOUNT.toString());
        assertThat(json(resolution).has("groups")).isFalse();
        assertThat(key(resolution)).isNull();
    }

    @ParameterizedTest
    @EnumSource(UnresolvedReason.class)
    void every_reason_for_an_unresolved_event_is_published(UnresolvedReason reason) {
        assertThat(json(resolution(null, reason, List.of(), List.of(), null, Map.of(), null))
                        .get("reason")
                        .textValue())
                .isEqualTo(reason.wireName());
    }

    @ParameterizedTest
    @EnumSource(SetAside.Reason.class)
    void every_reason_for_setting_aside_is_published(SetAside.Reason reason) {
        assertThat(json(resolution(PARENT, null, List.of(), List.of(SetAside.of(IP, reason)), null, Map.of(), null))
                        .at("/setAside/0/reason")
                        .textValue())
                .isEqualTo(reason.wireName());
    }

    @Test
    void a_resolution_that_outgrows_a_record_says_what_it_leaves_out() {
        ExternalId widest = new ExternalId(
                Collection.level("household"),
                "\u0001".repeat(Bounds.MAX_TYPE_CHARS),
                "\u0001".repeat(Bounds.MAX_VALUE_CHARS));
        List<SetAside> setAside = IntStream.range(0, 5000)
                .mapToObj(i -> SetAside.of(widest, SetAside.Reason.LIMIT_EXCEEDED, widest.type()))
                .toList();
        byte[] event = ("{\"x\":\"" + "x".repeat(Bounds.MAX_EVENT_BYTES - 8) + "\"}").getBytes(StandardCharsets.UTF_8);
        JsonNode json = json(resolution(PARENT, null, List.of(), setAside, null, Map.of(), event));
        assertThat(json.get("setAside").size() + json.get("setAsideOmitted").intValue())
                .isEqualTo(5000);
        assertThat(json.get("setAside").size()).isGreaterThan(300);
    }

    @Test
    void a_split_says_what_moved_and_why() {
        Split split = split(true, IP, List.of(ExternalId.user("anonymous_id", "a2")));
        assertThat(json(split)).isEqualTo(expected("""
                {'space':'acme','sequence':99,'ordinal':1,'change':'split','from':'PARENT','into':'CHILD','revived':true,
                 'reason':'shared_too_widely','cause':{'type':'ip_address','id':'203.0.113.1'},
                 'externalIds':[{'collection':'users','type':'anonymous_id','id':'a2'}],'messageId':'m1','timestamp':'TIME','rules':'RULES'}"""));
        assertThat(key(split)).isEqualTo("acme");
        assertThat(json(split(false, null, List.of())).has("cause")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Split.Reason.class)
    void every_reason_for_a_split_is_published(Split.Reason reason) {
        Split split = new Split("acme", 1, 0, ACCOUNT, ACCOUNT, false, reason, null, List.of(), "m", TIME);
        assertThat(json(split).get("reason").textValue()).isEqualTo(reason.wireName());
    }

    @Test
    void a_split_that_outgrows_a_record_says_what_it_leaves_out() {
        List<ExternalId> ids = IntStream.range(0, 5000)
                .mapToObj(i -> ExternalId.user("t", "\u0001".repeat(500) + i))
                .toList();
        JsonNode json = json(split(false, IP, ids));
        assertThat(json.get("externalIds").size()
                        + json.get("externalIdsOmitted").intValue())
                .isEqualTo(5000);
        assertThat(json.get("externalIds").size()).isGreaterThan(900);
    }

    @Test
    void a_merge_is_no_split_and_a_split_no_merge() {
        ObjectNode split = (ObjectNode) json(split(false, IP, List.of()));
        assertThat(SchemaCheck.errors(Topic.MERGES, split.deepCopy().put("change", "merge")))
                .isNotEmpty();
        assertThat(SchemaCheck.errors(Topic.MERGES, split.deepCopy().without("revived")))
                .isNotEmpty();
        assertThat(SchemaCheck.errors(Topic.MERGES, split.deepCopy().put("because", 1)))
                .isNotEmpty();
    }

    @Test
    void a_membership_says_who_joined_what_because_of_what() {
        Membership joined = membership("household", HOUSEHOLD, Membership.Change.JOINED, HOUSEHOLD_IP);
        assertThat(json(joined)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'level':'household','groupId':'HOUSEHOLD','profileId':'PARENT','change':'joined',
                 'because':[{'type':'ip_address','id':'203.0.113.1'}],'messageId':'m1','timestamp':'TIME','rules':'RULES'}"""));
        assertThat(key(joined)).isEqualTo("acme/household/" + HOUSEHOLD + "/" + PARENT);

        Membership left = membership(Membership.ACCOUNT, ACCOUNT, Membership.Change.LEFT);
        assertThat(json(left)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'level':'account','groupId':'ACCOUNT','profileId':'PARENT','change':'left',
                 'because':[],'messageId':'m1','timestamp':'TIME','rules':'RULES'}"""));
        assertThat(key(left)).isEqualTo("acme/account/" + ACCOUNT + "/" + PARENT);
    }

    @Test
    void what_is_deleted_is_a_tombstone_under_its_key() {
        assertThat(tombstone(membership("household", HOUSEHOLD, Membership.Change.DELETED)))
                .isEqualTo("acme/household/" + HOUSEHOLD + "/" + PARENT);
        assertThat(tombstone(new ProfileChange("acme", 42, Profile.deleted(PARENT), null, new TreeMap<>())))
                .isEqualTo("acme/" + PARENT);
        assertThat(tombstone(new OwnerChange("acme", 42, IP, null, 0, "", null)))
                .isEqualTo("acme/users/ip_address/203.0.113.1");
    }

    @Test
    void an_external_id_that_moved_says_from_whom() {
        assertThat(json(new OwnerChange("acme", 42, IP, PARENT, TIME, "m1", CHILD)))
                .isEqualTo(
                        expected(
                                "{'space':'acme','sequence':42,'collection':'users','type':'ip_address','id':'203.0.113.1','profileId':'PARENT','addedAt':'TIME','messageId':'m1','expiredFrom':'CHILD','rules':'RULES'}"));
    }

    @Test
    void boundaries_stand_among_the_external_ids_of_a_profile_by_age() {
        Profile profile = profile(
                List.of(identifier(2, ExternalId.user("user_id", "u")), identifier(4, ExternalId.user("email", "e"))),
                List.of(
                        identifier(1, ExternalId.user("account_id", "first")),
                        identifier(3, ExternalId.user("anonymous_id", "between")),
                        identifier(4, ExternalId.user("account_id", "same")),
                        identifier(5, ExternalId.user("account_id", "last"))));
        JsonNode json = json(new ProfileChange("acme", 42, profile, null, new TreeMap<>()));
        assertThat(json.get("externalIds"))
                .extracting(id -> id.get("id").textValue() + (id.has("boundary") ? " " + id.get("boundary") : ""))
                .containsExactly("first true", "u", "between true", "e", "same true", "last true");
        assertThat(json.has("universalId")).isFalse();
    }

    @Test
    void boundaries_count_where_a_profile_outgrows_a_record() {
        List<Identifier> many = IntStream.range(0, 2000)
                .mapToObj(i -> identifier(i, ExternalId.user("t", "\u0001".repeat(500) + i)))
                .toList();
        JsonNode json = json(new ProfileChange("acme", 42, profile(many, many), null, new TreeMap<>()));
        assertThat(json.get("externalIds").size()
                        + json.get("externalIdsOmitted").intValue())
                .isEqualTo(4000);
        assertThat(json.get("externalIds")).anyMatch(id -> id.has("boundary")).anyMatch(id -> !id.has("boundary"));
    }

    @Test
    void an_answer_says_what_became_of_the_command() {
        CommandAnswer answer = new CommandAnswer(
                "acme",
                7,
                command(Command.Kind.DETACH, IP, PARENT, "ticket 4711"),
                CommandAnswer.Status.DONE,
                "detached");
        assertThat(json(answer)).isEqualTo(expected("""
                {'space':'acme','sequence':7,'kind':'command','commandId':'c-1','command':'detach','status':'done','detail':'detached',
                 'externalId':{'collection':'users','type':'ip_address','id':'203.0.113.1'},'profileId':'PARENT','reason':'ticket 4711',
                 'timestamp':'TIME','rules':'RULES'}"""));
        assertThat(key(answer)).isEqualTo("acme");

        CommandAnswer refused =
                new CommandAnswer("acme", 7, command(null, null, null, null), CommandAnswer.Status.REFUSED, "why");
        assertThat(json(refused))
                .isEqualTo(
                        expected(
                                "{'space':'acme','sequence':7,'kind':'command','commandId':'c-1','status':'refused','detail':'why','timestamp':'TIME','rules':'RULES'}"));
    }

    @ParameterizedTest
    @EnumSource(Command.Kind.class)
    void every_command_and_every_status_is_published(Command.Kind kind) {
        for (CommandAnswer.Status status : CommandAnswer.Status.values()) {
            JsonNode json = json(new CommandAnswer("acme", 7, command(kind, null, ACCOUNT, null), status, "d"));
            assertThat(json.get("command").textValue()).isEqualTo(kind.wireName());
            assertThat(json.get("status").textValue()).isEqualTo(status.wireName());
        }
    }

    @Test
    void a_value_that_is_discarded_says_who_shared_it() {
        DiscardedValue discarded = new DiscardedValue("acme", 42, IP, 101, "anonymous_id", "m1", TIME);
        assertThat(json(discarded)).isEqualTo(expected("""
                {'space':'acme','sequence':42,'kind':'discarded','externalId':{'collection':'users','type':'ip_address','id':'203.0.113.1'},
                 'sharedBy':101,'anchor':'anonymous_id','messageId':'m1','timestamp':'TIME','rules':'RULES'}"""));
        assertThat(key(discarded)).isEqualTo("acme");
        JsonNode ofLevel = json(new DiscardedValue("acme", 42, HOUSEHOLD_IP, 101, "anonymous_id", "m1", TIME));
        assertThat(ofLevel.get("level").textValue()).isEqualTo("household");
        assertThat(ofLevel.at("/externalId/collection").textValue()).isEqualTo("users");
    }

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void every_reason_for_a_rejection_is_published(RejectionCode code) {
        Rejected rejected = new Rejected(new RawRecord("commands", 0, 1, TIME, null, new byte[0]), code, "d");
        assertThat(json(rejected).get("reason").textValue()).isEqualTo(code.wireName());
    }
}
