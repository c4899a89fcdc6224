package io.tributary.codec;

import static io.tributary.codec.Decoded.observed;
import static io.tributary.codec.SpaceBuilder.is;
import static io.tributary.codec.SpaceBuilder.path;
import static io.tributary.codec.SpaceBuilder.query;
import static io.tributary.codec.SpaceBuilder.space;
import static io.tributary.codec.SpaceBuilder.type;
import static io.tributary.codec.SpaceBuilder.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.Bounds;
import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.SetAside;
import io.tributary.model.SetAside.Reason;
import io.tributary.rules.Matching;
import io.tributary.rules.Normalizer;
import io.tributary.rules.SourceFilter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** External IDs of accounts, and those of users that are a level's keys too. */
class LevelKeysTest {
    private static final Collection HOUSEHOLD = Collection.level("household");
    private static final Collection ORGANIZATION = Collection.level("organization");

    private static ExternalId account(String type, String value) {
        return new ExternalId(Collection.ACCOUNTS, type, value);
    }

    private static String custom(String collection, String type, String id) {
        return "{'id':'" + id + "','type':'" + type + "','collection':'" + collection + "','encoding':'none'}";
    }

    /** An IP address is for both levels and nothing else, an account ID a boundary and a key. */
    private static SpaceBuilder rules() {
        return space("acme")
                .add(type("ip_address").matching(Matching.LEVEL).from("context.ip"))
                .add(type("user_id").from("userId").priority(1))
                .add(type("account_id").matching(Matching.NEVER).from("traits.account_id"))
                .add(type("group_id").ofAccounts().from("groupId"))
                .level("household", type("ip_address").block(is("203.0.113.1")))
                .level("organization", type("account_id"), type("ip_address"));
    }

    @Test
    void accounts_are_extracted_like_users_in_the_rules_order() {
        Observation observation = observed(
                usual().add(type("group_id").ofAccounts().from("groupId").normalize(Normalizer.LOWERCASE)),
                "{'type':'group','groupId':'Initech','userId':'u','anonymousId':'a','context':{'externalIds':["
                        + custom("accounts", "crm", "4711") + "," + custom("users", "crm", "4711") + ","
                        + custom("accounts", "group_id", "HQ") + "]}}");
        assertThat(observation.ids())
                .containsExactly(
                        ExternalId.user("user_id", "u"),
                        ExternalId.user("anonymous_id", "a"),
                        account("group_id", "initech"),
                        account("crm", "4711"),
                        ExternalId.user("crm", "4711"),
                        account("group_id", "hq"));
        assertThat(observation.setAside()).isEmpty();
    }

    @Test
    void accounts_are_set_aside_like_users() {
        SpaceBuilder rules = usual().addsNoTypes()
                .block(is("null"))
                .add(type("group_id")
                        .ofAccounts()
                        .from("groupId", "traits.group")
                        .sources(new SourceFilter(Set.of("tv"), true)));
        String event = "{'type':'group','groupId':'null','traits':{'group':'" + "g".repeat(513) + "'},%s"
                + "'context':{'externalIds':[" + custom("accounts", "user_id", "u") + "]}}";
        assertThat(observed(rules, event.formatted("")).setAside())
                .containsExactly(
                        SetAside.of(account("group_id", "null"), Reason.BLOCKED),
                        SetAside.of(account("group_id", "g".repeat(64) + "…"), Reason.TOO_LONG),
                        SetAside.of(account("user_id", "u"), Reason.UNKNOWN_TYPE));
        assertThat(observed(rules, event.formatted("'writeKey':'tv',")).setAside())
                .extracting(SetAside::reason)
                .containsExactly(Reason.SOURCE_NOT_ALLOWED, Reason.SOURCE_NOT_ALLOWED, Reason.UNKNOWN_TYPE);
    }

    @Test
    void of_too_many_ids_those_of_accounts_go_first_then_the_least_trusted() {
        String users = IntStream.range(10, 40)
                .mapToObj(n -> custom("users", "crm", "c" + n))
                .collect(Collectors.joining(","));
        String accounts =
                custom("accounts", "a", "1") + "," + custom("accounts", "b", "1") + "," + custom("accounts", "a", "2");
        Observation observation = observed(
                usual().add(type("b").ofAccounts().priority(1)),
                "{'type':'track','userId':'u','context':{'externalIds':[" + accounts + "," + users + "]}}");
        assertThat(observation.ids())
                .hasSize(Bounds.MAX_IDS)
                .contains(account("b", "1"), ExternalId.user("crm", "c39"));
        assertThat(observation.setAside())
                .containsExactly(
                        SetAside.of(account("a", "2"), Reason.TOO_MANY),
                        SetAside.of(account("a", "1"), Reason.TOO_MANY));
    }

    @Test
    void a_key_of_levels_is_an_id_of_each_behind_all_others() {
        Observation observation = observed(
                rules(),
                "{'type':'identify','userId':'u','groupId':'g','traits':{'account_id':'acme'},'context':{'ip':'198.51.100.7'}}");
        assertThat(observation.ids())
                .containsExactly(
                        ExternalId.user("user_id", "u"),
                        ExternalId.user("account_id", "acme"),
                        account("group_id", "g"),
                        new ExternalId(HOUSEHOLD, "ip_address", "198.51.100.7"),
                        new ExternalId(ORGANIZATION, "ip_address", "198.51.100.7"),
                        new ExternalId(ORGANIZATION, "account_id", "acme"));
    }

    @Test
    void a_value_blocked_for_one_level_is_set_aside_by_that_one() {
        Observation observation = observed(rules(), "{'type':'page','userId':'u','context':{'ip':'203.0.113.1'}}");
        assertThat(observation.ids())
                .containsExactly(
                        ExternalId.user("user_id", "u"), new ExternalId(ORGANIZATION, "ip_address", "203.0.113.1"));
        assertThat(observation.setAside())
                .containsExactly(new SetAside(HOUSEHOLD, "ip_address", "203.0.113.1", Reason.BLOCKED, null));
    }

    @Test
    void an_id_that_is_set_aside_is_no_key() {
        Observation observation = observed(
                rules().block(is("203.0.113.2")), "{'type':'page','userId':'u','context':{'ip':'203.0.113.2'}}");
        assertThat(observation.ids()).containsExactly(ExternalId.user("user_id", "u"));
        assertThat(observation.setAside())
                .containsExactly(SetAside.of(ExternalId.user("ip_address", "203.0.113.2"), Reason.BLOCKED));
    }

    @Test
    void ids_of_accounts_are_no_keys() {
        Observation observation = observed(
                rules(), "{'type':'page','context':{'externalIds':[" + custom("accounts", "ip_address", "x") + "]}}");
        assertThat(observation.ids()).containsExactly(account("ip_address", "x"));
    }

    @Test
    void a_hashed_key_is_blocked_by_what_it_was_before() {
        SpaceBuilder rules = space("acme")
                .add(type("domain_hash")
                        .hashed()
                        .matching(Matching.LEVEL)
                        .normalize(Normalizer.TRIM, Normalizer.EMAIL_DOMAIN)
                        .from("traits.email")
                        .from(query("context.page.url", true, "dhash")))
                .level("organization", type("domain_hash").block(is("gmail.com")));
        String gmail = new Sha256().hex("gmail.com");
        String acme = new Sha256().hex("acme.com");

        assertThat(observed(rules, "{'type':'identify','traits':{'email':'Jane@Acme.com '}}")
                        .ids())
                .containsExactly(new ExternalId(ORGANIZATION, "domain_hash", acme));
        assertThat(observed(rules, "{'type':'identify','traits':{'email':'Jane@Gmail.com '}}"))
                .satisfies(observation -> assertThat(observation.ids()).isEmpty())
                .satisfies(observation -> assertThat(observation.setAside())
                        .containsExactly(new SetAside(ORGANIZATION, "domain_hash", gmail, Reason.BLOCKED, null)));
        // Once more as a hash, which no rule can name: what is blocked stays blocked.
        assertThat(observed(
                                rules,
                                "{'type':'identify','traits':{'email':'Jane@Gmail.com'},'context':{'page':{'url':'/?dhash="
                                        + gmail + "'}}}")
                        .ids())
                .isEmpty();
    }

    @Test
    void ids_that_are_only_keys_count_towards_the_bound() {
        String members = IntStream.range(100, 140)
                .mapToObj(n -> custom("users", "ip_address", "i" + n))
                .collect(Collectors.joining(","));
        Observation observation =
                observed(rules(), "{'type':'page','userId':'u','context':{'externalIds':[" + members + "]}}");
        List<ExternalId> ids = observation.ids();
        assertThat(ids).hasSize(1 + 2 * (Bounds.MAX_IDS - 1)).startsWith(ExternalId.user("user_id", "u"));
        assertThat(ids).filteredOn(id -> id.collection().equals(HOUSEHOLD)).hasSize(Bounds.MAX_IDS - 1);
        assertThat(observation.setAside())
                .hasSize(40 - (Bounds.MAX_IDS - 1))
                .allSatisfy(id -> assertThat(id.collection()).isEqualTo(Collection.USERS));
    }

    @Test
    void a_space_that_only_has_levels_resolves_nobody_but_has_keys() {
        SpaceBuilder rules = space("acme")
                .add(type("ip").matching(Matching.LEVEL).from("ip"))
                .add(type("gone")
                        .matching(Matching.LEVEL)
                        .from(new io.tributary.rules.Extraction(path("ip"), List.of(), false, List.of(), Set.of())))
                .level("street", type("ip"));
        assertThat(observed(rules, "{'type':'page','ip':'x'}").ids())
                .containsExactly(new ExternalId(Collection.level("street"), "ip", "x"));
    }
}
