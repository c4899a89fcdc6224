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
                    extends: segmant                    | extends: must be one of segment, segmentstream, none, not `segmant`, did you mean `segment`?
                    extends: segmentsteam               | extends: must be one of segment, segmentstream, none, not `segmentsteam`, did you mean `segmentstream`?
                    order: arival                       | order: must be arrival or a mapping, `{event_time: 2s}`, not `arival`, did you mean `arrival`?
                    order: event_time                   | order: must be arrival or a mapping, `{event_time: 2s}`, not `event_time`
                    order:                              | order: must be arrival or a mapping, `{event_time: 2s}`, not empty
                    order: [arrival]                    | order: must be arrival or a mapping, `{event_time: 2s}`, not a list
                    order: {}                           | order: needs `event_time`
                    order: {event_time: 2s, wait: 1s}   | order.wait: unknown key `wait`
                    order: {event_time: 2}              | order.event_time: must be a duration (`2s`, `1m`, `PT2S`), not `2`
                    order: {event_time: ever}           | order.event_time: must be a duration (`2s`, `1m`, `PT2S`), not `ever`
                    order: {event_time: 61m}            | order.event_time: must be from 0 seconds to 1 hour, not `61m`
                    levels: household                   | levels: must be a list, not `household`
                    levels: [household]                 | levels[0]: must be a mapping, not `household`
                    levels: [{keys: [{type: a}]}]       | levels[0]: needs `name`
                    levels: [{name: a}]                 | levels[0]: needs `keys`
                    levels: [{name: A, keys: [{type: a}]}] | levels[0].name: must match [a-z][a-z0-9_]{0,31}, which `A` does not
                    levels: [{name: profile, keys: [{type: a}]}] | levels[0].name: `profile` is the name of something else, give the level another one
                    levels: [{name: account, keys: [{type: a}]}] | levels[0].name: `account` is the name of something else, give the level another one
                    levels: [{name: 7, keys: [{type: a}]}] | levels[0].name: must be a string (put it in quotes), not `7`
                    levels: [{name: a, key: 1, keys: [{type: b}], enabled: false}] | levels[0].key: unknown key `key`, did you mean `keys`?
                    levels: [{name: a, keys: []}]       | levels[0].keys: needs at least one key
                    levels: [{name: a, keys: [b]}]      | levels[0].keys[0]: must be a mapping, not `b`
                    levels: [{name: a, keys: [{}]}]     | levels[0].keys[0]: needs `type`
                    levels: [{name: a, enabled: false}] | levels[0]: takes out the level `a`, which the preset does not have
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
                    type: a, match_within: 3            | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not `3`
                    type: a, match_within: 3y           | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not `3y`
                    type: a, match_within: -3d          | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not `-3d`
                    type: a, match_within: weekly       | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not `weekly`
                    type: a, match_within: [3d]         | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not a list
                    type: a, match_within: 1000000000d  | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not `1000000000d`
                    type: a, match_within: 0s           | .match_within: must be from 1 second to 36500 days, not `0s`
                    type: a, match_within: 999999999w   | .match_within: must be from 1 second to 36500 days, not `999999999w`
                    type: a, max_shared_by: 0           | .max_shared_by: must be a whole number from 1 to 1000, not `0`
                    type: a, max_shared_by: 1001        | .max_shared_by: must be a whole number from 1 to 1000, not `1001`
                    type: a, max_shared_by: many        | .max_shared_by: must be a whole number from 1 to 1000, not `many`
                    type: a, max_shared_by: {type: b}   | .max_shared_by: needs `max`
                    type: a, max_shared_by: {max: 0}    | .max_shared_by.max: must be a whole number from 1 to 1000, not `0`
                    type: a, max_shared_by: {max: 1, types: b} | .max_shared_by.types: unknown key `types`, did you mean `type`?
                    type: a, max_shared_by: {max: 9, type: a} | .max_shared_by: counts `a`, the type itself, of which a value has but one: name another type, `{max: 9, type: user_id}`
                    type: anonymous_id, max_shared_by: 9 | .max_shared_by: counts `anonymous_id`, the type itself, of which a value has but one: name another type, `{max: 9, type: user_id}`
                    type: a, match: nver                | .match: must be one of always, never, level, not `nver`, did you mean `never`?
                    type: a, match: never, match_within: 3d | .match_within: a boundary (`match: never`) is never looked up, so that nothing can end: leave it out
                    type: a, match: never, max_shared_by: 3 | .max_shared_by: any number may share a boundary (`match: never`), for it joins nobody: leave it out
                    type: a, match: level, match_within: 3d | .match_within: a type with `match: level` is nothing but a key of levels: say `match_within` of the key, under `levels`
                    type: a, match: level, max_shared_by: 3 | .max_shared_by: a type with `match: level` is nothing but a key of levels: say `max_shared_by` of the key, under `levels`
                    type: a, match: level, limit: {max: 1} | .limit: a type with `match: level` is nothing but a key of levels: say `limit` of the key, under `levels`
                    type: a, match: level, collection: accounts | .match: levels are groups of users, so that `level` is for types of users only
                    type: a, normalize: [lowercas]      | .normalize[0]: must be one of trim, lowercase, gmail, phone, email_domain, not `lowercas`, did you mean `lowercase`?
                    type: a, normalize: [email_domian]  | .normalize[0]: must be one of trim, lowercase, gmail, phone, email_domain, not `email_domian`, did you mean `email_domain`?
                    type: a, hash: md5                  | .hash: must be one of sha256, not `md5`
                    type: a, enabled: no                | .enabled: must be true or false, not `no`
                    type: a, enabled: false             | : takes out the type `a`, which the preset does not have in users
                    type: a, limit: 5                   | .limit: must be a mapping, not `5`
                    type: a, limit: {per: weekly}       | .limit: needs `max`
                    type: a, limit: {max: 0}            | .limit.max: must be a whole number from 1 to 10000, not `0`
                    type: a, limit: {max: 10001}        | .limit.max: must be a whole number from 1 to 10000, not `10001`
                    type: a, limit: {max: 1, per: PT0S} | .limit.per: must be from 1 second to 36500 days, not `PT0S`
                    type: a, limit: {max: 1, per: P-1D} | .limit.per: must be one of ever, daily, weekly, monthly, annually, or a duration in weeks, days or less (`14d`, `12h`, `P14D`), not `P-1D`
                    type: a, limit: {max: 1, per: P36501D} | .limit.per: must be from 1 second to 36500 days, not `P36501D`
                    type: a, limit: {max: 1, per: P1M}  | .limit.per: must be one of ever, daily, weekly, monthly, annually, or a duration in weeks, days or less (`14d`, `12h`, `P14D`), not `P1M`
                    type: a, limit: {max: 1, per: weakly} | .limit.per: must be one of ever, daily, weekly, monthly, annually, or a duration in weeks, days or less (`14d`, `12h`, `P14D`), not `weakly`, did you mean `weekly`?
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
                    type: card, form: b                 | .form: unknown key `form`
                    type: card, from: [b]               | .from: unknown key `from`
                    type: card, match: level            | .match: must be one of always, never, not `level`
                    type: card, match: never            | .match: a boundary of a level keeps nobody apart without a `limit`, `{max: 1}`
                    type: card, match: never, limit: {max: 0} | .limit.max: must be a whole number from 1 to 10000, not `0`
                    type: card, match: never, limit: {max: 1}, match_within: 3d | .match_within: a boundary (`match: never`) is never looked up, so that nothing can end: leave it out
                    type: card, match: never, limit: {max: 1}, max_shared_by: 3 | .max_shared_by: any number may share a boundary (`match: never`), for it joins nobody: leave it out
                    type: card, max_shared_by: {max: 3, type: card} | .max_shared_by: counts `card`, the type itself, of which a value has but one: name another type, `{max: 3, type: user_id}`
                    type: card, max_shared_by: {max: 3, type: grouped} | .max_shared_by: counts `grouped`, of which no person has any: it has `match: level`
                    type: card, max_shared_by: {max: 3, type: visits} | .max_shared_by: counts `visits`, which is no type of users, did you mean `visit`?
                    type: card, match_within: soon      | .match_within: must be a duration in weeks, days or less (`30d`, `12h`, `P30D`), or ever, not `soon`
                    type: card, blocked: [a]            | .blocked[0]: must be a mapping, not `a`
                    type: card, priority: -1            | .priority: must be a whole number from 0 to 1000000, not `-1`
                    type: cart                          | .type: `cart` is no type of users under `identifiers`; one that only levels use is listed there with `match: level`, did you mean `card`?
                    type: shop                          | .type: `shop` is no type of users under `identifiers`; one that only levels use is listed there with `match: level`
                    type: gone                          | .type: `gone` is taken out with `enabled: false`, so that this key would have no values
                    type: profile                       | .type: `profile` stands for the members of a level: give the key's type another name
                    type: visit                         | : type `visit` is listed twice in the level, first on line 12
                    type: card, priority: 3             | .priority: priority 3 is already that of `visit`, on line 12: give one of them another number
                    """)
    void mistakes_of_a_levels_key(String key, String problem) {
        assertThat(TestRules.problems("""
                        spaces:
                          - id: main
                            auto_add_types: false
                            identifiers:
                              - {type: anonymous_id}
                              - {type: card}
                              - {type: visit}
                              - {type: grouped, match: level}
                              - {type: profile}
                              - {type: shop, collection: accounts}
                              - {type: gone, from: [gone], enabled: false}
                            levels: [{name: a, keys: [{type: visit, priority: 3}, {%s}]}]
                        """.formatted(key)))
                .singleElement()
                .extracting(found -> found.render("rules.yaml"))
                .asString()
                .startsWith("rules.yaml:12:")
                .endsWith(" spaces[0].levels[0].keys[1]" + problem);
    }

    @Test
    void a_level_is_listed_once() {
        assertThat(TestRules.rendered("spaces: [{id: a, identifiers: [{type: b}], levels:"
                        + " [{name: x, keys: [{type: b}]}, {name: x, keys: [{type: b}]}]}]"))
                .containsExactly("rules.yaml:1:83 spaces[0].levels[1]: level `x` is listed twice, first on line 1");
    }

    @Test
    void a_misspelt_level_of_the_preset_does_not_stay_in() {
        assertThat(TestRules.rendered(
                        "spaces: [{id: a, extends: segmentstream, levels: [{name: houshold, enabled: false}]}]"))
                .containsExactly("rules.yaml:1:51 spaces[0].levels[0]: takes out the level `houshold`, which the preset"
                        + " does not have, did you mean `household`?");
    }

    @Test
    void a_type_that_a_level_of_the_preset_uses_is_not_taken_out_alone() {
        assertThat(TestRules.rendered(
                        "spaces: [{id: a, extends: segmentstream, identifiers: [{type: click_id, enabled: false}]}]"))
                .containsExactly("rules.yaml:1:82 spaces[0].identifiers[0].enabled: takes out `click_id`, a key of the"
                        + " preset's level `household`: list that level without it, or take it out too");
        assertThat(TestRules.example("extends: segmentstream, identifiers: [{type: click_id, enabled: false}], levels:"
                                + " [{name: household, enabled: false}]")
                        .levels())
                .extracting(Level::name)
                .containsExactly("organization");
    }

    @Test
    void what_a_preset_says_of_matching_must_fit_too() {
        assertThat(
                        TestRules.rendered(
                                "spaces: [{id: a, extends: segmentstream, identifiers: [{type: account_id, match_within: 3d}]}]"))
                .containsExactly("rules.yaml:1:89 spaces[0].identifiers[0].match_within: a boundary (`match: never`) is"
                        + " never looked up, so that nothing can end: leave it out");
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
    void a_type_with_a_default_number_that_the_preset_gave_away_needs_another() {
        assertThat(TestRules.rendered("spaces: [{id: a, extends: segmentstream, identifiers: [{type: email}]}]"))
                .containsExactly("rules.yaml:1:56 spaces[0].identifiers[0]: priority 2, which `email` has unless told"
                        + " otherwise, is already that of `email_hash`, which has it unless told otherwise: give one of"
                        + " them another number");
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
                        rules.yaml:8:31 spaces[0].identifiers[2].limit.per: must be one of ever, daily, weekly, monthly, annually, or a duration in weeks, days or less (`14d`, `12h`, `P14D`), not `never`, did you mean `ever`?
                        rules.yaml:10:14 spaces[1].extends: must be one of segment, segmentstream, none, not `nothing`
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
