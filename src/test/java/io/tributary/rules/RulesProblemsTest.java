package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake by itself: where it is reported, and in which words. */
class RulesProblemsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    - a                                 | 1:1: must be a mapping, not a list
                    {}                                  | 1:1: needs `spaces`
                    spaces:                             | 1:8 spaces: must be a list, not empty
                    spaces: []                          | 1:9 spaces: needs at least one space
                    spaces: [a]                         | 1:10 spaces[0]: must be a mapping, not `a`
                    space: [{id: a}]                    | 1:1: needs `spaces`
                    spaces: [{extends: segment}]        | 1:10 spaces[0]: needs `id`
                    spaces: [{id: 7}]                   | 1:15 spaces[0].id: must be a string (put it in quotes), not `7`
                    spaces: [{id: a}, {id: a}]          | 1:19 spaces[1]: space `a` is given twice, first on line 1
                    spaces: [{id: a, id: b}]            | 1:18 spaces[0].id: key `id` is given twice, first on line 1
                    spaces: [{id: a, [b]: c}]           | 1:18 spaces[0]: a key must be a string
                    spaces: [{id: a, <<: {}}]           | 1:18 spaces[0].<<: unknown key `<<`
                    """)
    void mistakes_of_a_file(String yaml, String problem) {
        assertThat(TestRules.rendered(yaml)).contains("rules.yaml:" + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    extend: segment                     | extend: unknown key `extend`, did you mean `extends`?
                    extends: segmant                    | extends: must be one of segment, none, not `segmant`, did you mean `segment`?
                    extends: segmentstream              | extends: `segmentstream` is not supported by this version yet
                    order: {event_time: 2s}             | order: sorting by event time is not supported by this version yet, the only order is `arrival`
                    order: arival                       | order: must be one of arrival, not `arival`, did you mean `arrival`?
                    levels: [{name: household}]         | levels: `levels` is not supported by this version yet
                    sources: web                        | sources: must be a list, not `web`
                    sources: []                         | sources: needs at least one source
                    sources: [12]                       | sources[0]: must be a string (put it in quotes), not `12`
                    survivor: first                     | survivor: must be one of first_created, earliest_seen, not `first`
                    survivor: first_create              | survivor: must be one of first_created, earliest_seen, not `first_create`, did you mean `first_created`?
                    demotion: lowest                    | demotion: must be one of lowest_priority, contributing, not `lowest`
                    auto_add_types: yes                 | auto_add_types: must be true or false, not `yes`
                    max_merges: -1                      | max_merges: must be a whole number from 0 to 10000, not `-1`
                    max_merges: 99999999999999999999    | max_merges: must be a whole number from 0 to 10000, not `99999999999999999999`
                    max_identifiers: 0                  | max_identifiers: must be a whole number from 1 to 10000, not `0`
                    max_identifiers: 1.5                | max_identifiers: must be a whole number from 1 to 10000, not `1.5`
                    max_identifiers: '5'                | max_identifiers: must be a whole number from 1 to 10000, not `5`
                    consent: {}                         | consent: needs `deny`
                    consent: {deny: [{equals: 1}]}      | consent.deny[0]: needs `path`
                    consent: {deny: [{path: a}]}        | consent.deny[0]: needs either `equals` or `matches`
                    consent: {deny: [{path: a, equals: False}]} | consent.deny[0].equals: is read as the string "False": write false, or put it in quotes
                    blocked: {equals: a}                | blocked: must be a list, not a mapping
                    blocked: [{equals: a, matches: b}]  | blocked[0]: needs either `equals` or `matches`, not both
                    blocked: [{equals: }]               | blocked[0].equals: must be a string, a number, true, false or null, not empty
                    blocked: [{equals: 1e999999999}]    | blocked[0].equals: is not a number that an event can hold; put it in quotes if the text is meant
                    blocked: [{equals: .inf}]           | blocked[0].equals: is not a number that an event can hold; put it in quotes if the text is meant
                    blocked: [{matches: "(a"}]          | blocked[0].matches: not a pattern that RE2 understands: missing closing ), at `(a`
                    blocked: [{matches: "(?=a)"}]       | blocked[0].matches: not a pattern that RE2 understands: invalid or unsupported Perl syntax, at `(?=`
                    aliases: {emit: 1}                  | aliases.emit: must be true or false, not `1`
                    aliases: {ids: user_id}             | aliases.ids: unknown key `ids`, did you mean `id`?
                    aliases: {id: ""}                   | aliases.id: is blank
                    """)
    void mistakes_of_a_space(String key, String problem) {
        assertThat(TestRules.problems("spaces:\n  - id: main\n    " + key))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.line()).isEqualTo(3);
                    assertThat(found.column()).isGreaterThanOrEqualTo(5);
                    assertThat(found.render("rules.yaml")).endsWith(" spaces[0]." + problem);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    from: [a]                           | : needs `type`
                    type: ""                            | .type: is blank
                    type: " a"                          | .type: has white space at its ends or control characters
                    type: "a\\u0000"                    | .type: has white space at its ends or control characters
                    type: a, collection: persons        | .collection: must be one of users, accounts, not `persons`
                    type: a, prioritys: 3               | .prioritys: unknown key `prioritys`, did you mean `priority`?
                    type: a, priority: 1.5              | .priority: must be a whole number from 0 to 1000000, not `1.5`
                    type: a, match_within: 3d           | .match_within: `match_within` is not supported by this version yet
                    type: a, max_shared_by: 100         | .max_shared_by: `max_shared_by` is not supported by this version yet
                    type: a, match: never               | .match: `match` is not supported by this version yet
                    type: a, normalize: [phone]         | .normalize[0]: `phone` is not supported by this version yet
                    type: a, normalize: [gmail]         | .normalize[0]: `gmail` is not supported by this version yet
                    type: a, normalize: [email_domain]  | .normalize[0]: `email_domain` is not supported by this version yet
                    type: a, normalize: [lowercas]      | .normalize[0]: must be one of trim, lowercase, not `lowercas`, did you mean `lowercase`?
                    type: a, hash: md5                  | .hash: must be one of sha256, not `md5`
                    type: a, enabled: no                | .enabled: must be true or false, not `no`
                    type: a, enabled: false             | : takes out the type `a`, which the preset does not have in users
                    type: a, limit: 5                   | .limit: must be a mapping, not `5`
                    type: a, limit: {per: weekly}       | .limit: needs `max`
                    type: a, limit: {max: 0}            | .limit.max: must be a whole number from 1 to 10000, not `0`
                    type: a, limit: {max: 10001}        | .limit.max: must be a whole number from 1 to 10000, not `10001`
                    type: a, limit: {max: 1, per: PT0S} | .limit.per: must be from 1 second to 36500 days, not `PT0S`
                    type: a, limit: {max: 1, per: P-1D} | .limit.per: must be from 1 second to 36500 days, not `P-1D`
                    type: a, limit: {max: 1, per: P36501D} | .limit.per: must be from 1 second to 36500 days, not `P36501D`
                    type: a, limit: {max: 1, per: P1M}  | .limit.per: must be one of ever, daily, weekly, monthly, annually, or an ISO 8601 duration in weeks, days or less (`P14D`, `PT12H`), not `P1M`
                    type: a, limit: {max: 1, per: weakly} | .limit.per: must be one of ever, daily, weekly, monthly, annually, or an ISO 8601 duration in weeks, days or less (`P14D`, `PT12H`), not `weakly`, did you mean `weekly`?
                    type: a, from: b                    | .from: must be a list, not `b`
                    type: a, from: [5]                  | .from[0]: must be a string (put it in quotes), not `5`
                    type: a, from: [b..c]               | .from[0]: a key of the path `b..c` is empty
                    type: a, from: [.b]                 | .from[0]: a key of the path `.b` is empty
                    type: a, from: [/b//c]              | .from[0]: a key of the path `/b//c` is empty
                    type: a, from: [/b~2]               | .from[0]: in a JSON Pointer `~` is written `~0` and `/` is written `~1`
                    type: a, from: [b c]                | .from[0]: white space in the path `b c`: a key that holds it is written as a JSON Pointer, `/context/integrations/Google Analytics`
                    type: a, from: [{}]                 | .from[0]: needs either `path` or `url`
                    type: a, from: [{path: b, url: c}]  | .from[0]: needs either `path` or `url`, not both
                    type: a, from: [{url: b}]           | .from[0]: needs `query`, the parameters to take
                    type: a, from: [{url: b, query: []}] | .from[0].query: needs at least one parameter
                    type: a, from: [{path: b, query: [c]}] | .from[0]: `query` needs `url` instead of `path`
                    type: a, from: [{path: b, hashed: 1}] | .from[0].hashed: must be true or false, not `1`
                    type: a, from: [{path: b, on: [trak]}] | .from[0].on[0]: must be one of identify, track, page, screen, group, alias, not `trak`, did you mean `track`?
                    type: a, from: [{path: b, on: []}]  | .from[0].on: needs at least one call, or is left out for all of them
                    type: a, from: [{path: b, when: {}}] | .from[0].when: must have from 1 to 16 conditions, not 0
                    type: a, from: [{path: b, when: {c..d: 1}}] | .from[0].when.c..d: a key of the path `c..d` is empty
                    type: a, from: [{path: b, when: {c: [1]}}] | .from[0].when.c: must be a string, a number, true, false or null, not a list
                    type: a, from: [{path: b, when: {c: ~}}] | .from[0].when.c: is read as the string "~": write null, or put it in quotes
                    type: a, blocked: [a]               | .blocked[0]: must be a mapping, not `a`
                    type: a, sources: {}                | .sources: needs either `only` or `except`
                    type: a, sources: {only: [b], except: [c]} | .sources: needs either `only` or `except`, not both
                    type: a, sources: {only: ["*"]}     | .sources: names sources one by one, `*` is none; leave `sources` out for all of them
                    type: a, sources: {except: []}      | .sources.except: needs at least one source
                    """)
    void mistakes_of_a_type(String entry, String problem) {
        assertThat(TestRules.problems("spaces:\n  - id: main\n    identifiers:\n      - {" + entry + "}"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.line()).isEqualTo(4);
                    assertThat(found.column()).isGreaterThanOrEqualTo(9);
                    assertThat(found.render("rules.yaml")).endsWith(" spaces[0].identifiers[0]" + problem);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    Acme    | must match [a-z0-9][a-z0-9_-]{0,62}, which `Acme` does not
                    _a      | must match [a-z0-9][a-z0-9_-]{0,62}, which `_a` does not
                    a.b     | must match [a-z0-9][a-z0-9_-]{0,62}, which `a.b` does not
                    "a\\n"  | must match [a-z0-9][a-z0-9_-]{0,62}, which `a?` does not
                    """)
    void a_space_id_has_a_pattern(String id, String problem) {
        assertThat(TestRules.problems("spaces: [{id: " + id + "}]"))
                .extracting(Problem::message)
                .containsExactly(problem);
        assertThat(TestRules.problems("spaces: [{id: " + "a".repeat(64) + "}]")).hasSize(1);
        assertThat(TestRules.space("spaces: [{id: " + "a".repeat(63) + "}]").id())
                .hasSize(63);
    }

    @Test
    void a_type_is_listed_once_in_a_collection() {
        assertThat(TestRules.rendered("""
                        spaces:
                          - id: main
                            identifiers:
                              - {type: card}
                              - {type: card, collection: accounts}
                              - {type: card, collection: users}
                        """))
                .containsExactly("rules.yaml:6:9 spaces[0].identifiers[2]: type `card` is listed twice in users, first"
                        + " on line 4");
    }

    @Test
    void two_types_may_not_claim_the_same_number() {
        assertThat(TestRules.rendered("""
                        spaces:
                          - id: main
                            identifiers:
                              - {type: card, priority: 7}
                              - {type: visit, priority: 7}
                              - {type: shop, priority: 7, collection: accounts}
                              - {type: gone, priority: 7, from: [gone], enabled: false}
                        """))
                .containsExactly("rules.yaml:5:33 spaces[0].identifiers[1].priority: priority 7 is already that of"
                        + " `card`, on line 4: give one of them another number");
    }

    @Test
    void a_number_that_a_type_has_by_default_is_taken() {
        String claim = "priority 2 is already that of `email`, which has it unless told otherwise:"
                + " give one of them another number";

        assertThat(TestRules.rendered("spaces: [{id: a, extends: segment, identifiers: [{type: card, priority: 2}]}]"))
                .containsExactly("rules.yaml:1:73 spaces[0].identifiers[0].priority: " + claim);
        assertThat(TestRules.rendered("spaces: [{id: a, identifiers: [{type: card, priority: 2}, {type: email}]}]"))
                .containsExactly("rules.yaml:1:55 spaces[0].identifiers[0].priority: " + claim);
    }

    @Test
    void a_default_number_is_free_once_its_type_has_another_or_is_taken_out() {
        assertThat(TestRules.example("extends: segment, identifiers:"
                                + " [{type: card, priority: 2}, {type: email, priority: 3}]")
                        .identifiers())
                .hasSize(14);
        assertThat(TestRules.example("extends: segment, identifiers:"
                                + " [{type: card, priority: 2}, {type: email, enabled: false}]")
                        .identifiers())
                .hasSize(13);
    }

    @Test
    void every_problem_of_a_file_is_reported_in_its_order() {
        String yaml = """
                spaces:
                  - id: Acme
                    extends: segment
                    max_merges: many
                    identifiers:
                      - {type: email, prioritys: 3}
                      - {type: anonimous_id, enabled: false}
                      - {limit: {max: 0, per: never}}
                  - id: main
                    extends: nothing
                    sorces: [web]
                """;

        assertThatThrownBy(() -> RulesParser.parse("rules.yaml", yaml))
                .isInstanceOf(RulesException.class)
                .hasMessage("""
                        rules.yaml:2:9 spaces[0].id: must match [a-z0-9][a-z0-9_-]{0,62}, which `Acme` does not
                        rules.yaml:4:17 spaces[0].max_merges: must be a whole number from 0 to 10000, not `many`
                        rules.yaml:6:23 spaces[0].identifiers[0].prioritys: unknown key `prioritys`, did you mean `priority`?
                        rules.yaml:7:9 spaces[0].identifiers[1]: takes out the type `anonimous_id`, which the preset does not have in users, did you mean `anonymous_id`?
                        rules.yaml:8:9 spaces[0].identifiers[2]: needs `type`
                        rules.yaml:8:23 spaces[0].identifiers[2].limit.max: must be a whole number from 1 to 10000, not `0`
                        rules.yaml:8:31 spaces[0].identifiers[2].limit.per: must be one of ever, daily, weekly, monthly, annually, or an ISO 8601 duration in weeks, days or less (`P14D`, `PT12H`), not `never`, did you mean `ever`?
                        rules.yaml:10:14 spaces[1].extends: must be one of segment, none, not `nothing`
                        rules.yaml:11:5 spaces[1].sorces: unknown key `sorces`, did you mean `sources`?""");
    }

    @Test
    void what_a_file_holds_cannot_garble_a_message() {
        assertThat(TestRules.rendered("spaces: [{id: a, \"x\\ny\\e[31m" + "z".repeat(500) + "\": 1}]"))
                .singleElement()
                .asString()
                .contains("unknown key `x?y?[31mzzz")
                .hasSizeLessThan(300)
                .doesNotContainPattern("\\p{Cntrl}");
    }
}
