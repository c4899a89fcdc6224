package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveRulesTest {
    private static final String BASE = "extends: segment, identifiers: [{type: card, from: [a, b]}, {type: dog}]";

    @Test
    void reading_what_was_written_gives_the_same_rules() {
        RuleBook rules = RulesParser.parse("rules.yaml", TestRules.EVERYTHING);

        RuleBook again = RulesParser.parse("effective.yaml", EffectiveRules.yaml(rules));

        assertThat(again.fingerprint()).isEqualTo(rules.fingerprint());
        assertThat(EffectiveRules.yaml(again)).isEqualTo(EffectiveRules.yaml(rules));
        for (int i = 0; i < rules.spaces().size(); i++) {
            SpaceRules space = rules.spaces().get(i);
            SpaceRules same = again.spaces().get(i);
            assertThat(same.identifiers()).isEqualTo(space.identifiers());
            assertThat(same.levels()).isEqualTo(space.levels());
            assertThat(same.order()).isEqualTo(space.order());
            assertThat(same.denied()).isEqualTo(space.denied());
            assertThat(same.blocked()).isEqualTo(space.blocked());
        }
    }

    @Test
    void it_reads_like_a_rules_file_with_ranks() {
        assertThat(EffectiveRules.yaml(TestRules.example("extends: none, sources: [web, app], consent: {deny:"
                        + " [{path: anonymousId, matches: \"^no\\\\.\"}]}, blocked: [{equals: -1}], identifiers:"
                        + " [{type: card, from: [{path: a.b, when: {c: true}, on: [page]}, {url: u, query: [q]}],"
                        + " hash: sha256, limit: {max: 2, per: P90D}}, {type: email, normalize: [trim]},"
                        + " {type: on, collection: accounts, sources: {except: [x]}}]")))
                .isEqualTo("""
                        spaces:
                          - id: main
                            extends: none
                            sources: [app, web]
                            order: arrival
                            survivor: first_created
                            demotion: lowest_priority
                            auto_add_types: true
                            max_merges: 100
                            max_identifiers: 1000
                            consent:
                              deny:
                                - {path: anonymousId, matches: "^no\\\\."}
                            blocked:
                              - {equals: "-1"}
                            identifiers:
                              - type: card # rank 2
                                collection: users
                                from:
                                  - {path: a.b, when: {c: true}, on: [page]}
                                  - {url: u, query: [q]}
                                normalize: []
                                hash: sha256
                                limit: {max: 2, per: P90D}
                                blocked: []
                              - type: email # rank 1
                                collection: users
                                from: []
                                normalize: [trim]
                                limit: {max: 5, per: ever}
                                priority: 2
                                blocked: []
                              - type: "on" # rank 1
                                collection: accounts
                                from: []
                                normalize: []
                                limit: {max: 5, per: ever}
                                blocked: []
                                sources: {except: [x]}
                            aliases: {emit: true, id: user_id}
                        """);
    }

    @Test
    void it_spells_out_matching_and_levels() {
        assertThat(EffectiveRules.yaml(TestRules.example("order: {event_time: 90s}, identifiers:"
                        + " [{type: ip, match_within: 36h, max_shared_by: 7, limit: {max: 2, per: 3d}},"
                        + " {type: firm, match: never, limit: {max: 1}}, {type: host, hash: sha256, match: level}],"
                        + " levels: [{name: home, keys: [{type: ip, match_within: PT1.5S}, {type: host, priority: 4,"
                        + " match_within: 14d, max_shared_by: {max: 3, type: ip}, blocked: [{equals: x}]}]},"
                        + " {name: work, keys: [{type: firm, match: never, limit: {max: 1, per: daily}}]}]")))
                .contains("""
                            order: {event_time: 90s}
                        """)
                .endsWith("""
                            identifiers:
                              - type: ip # rank 3
                                collection: users
                                from: []
                                normalize: []
                                match_within: 36h
                                max_shared_by: {max: 7, type: anonymous_id}
                                limit: {max: 2, per: P3D}
                                blocked: []
                              - type: firm # rank 1
                                collection: users
                                from: []
                                normalize: []
                                match: never
                                limit: {max: 1, per: ever}
                                blocked: []
                              - type: host # rank 2
                                collection: users
                                from: []
                                normalize: []
                                hash: sha256
                                match: level
                                blocked: []
                            levels:
                              - name: home
                                keys:
                                  - type: ip # rank 2
                                    match_within: PT1.5S
                                    blocked: []
                                  - type: host # rank 1
                                    match_within: 14d
                                    max_shared_by: {max: 3, type: ip}
                                    priority: 4
                                    blocked:
                                      - {equals: x}
                              - name: work
                                keys:
                                  - type: firm # rank 1
                                    match: never
                                    limit: {max: 1, per: daily}
                                    blocked: []
                            aliases: {emit: true, id: user_id}
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identifiers: [{from: [a, b], type: card}, {type: dog}], extends: segment",
                "extends: segment, identifiers: [{type: card, from: [/a, {path: b}], limit: {per: ever, max: 5}},"
                        + " {type: dog, from: [], normalize: [], blocked: [], collection: users}] # why",
                "extends: segment, order: arrival, max_merges: 100, sources: [\"*\"], survivor: first_created,"
                        + " auto_add_types: true, aliases: {}, consent: {deny: []}, blocked: [{equals: \"null\"}],"
                        + " identifiers: [{type: card, from: [a, b]}, {type: email, priority: 2}, {type: dog}]",
                "extends: segment, levels: [], identifiers: [{type: card, from: [a, b], match: always},"
                        + " {type: dog, match_within: ever}]"
            })
    void a_fingerprint_is_that_of_what_is_said(String same) {
        assertThat(fingerprint(same)).isEqualTo(fingerprint(BASE)).matches("sha256:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extends: segment, identifiers: [{type: card, from: [b, a]}, {type: dog}]",
                "extends: segment, identifiers: [{type: dog}, {type: card, from: [a, b]}]",
                "extends: none, identifiers: [{type: card, from: [a, b]}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], limit: {max: 4}}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], priority: 3}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], hash: sha256}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], match: never}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], match_within: 3d}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], max_shared_by: 3}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b], normalize: [gmail]}, {type: dog}]",
                "order: {event_time: 0s}, extends: segment, identifiers: [{type: card, from: [a, b]}, {type: dog}]",
                "extends: segment, identifiers: [{type: card, from: [a, b]}, {type: dog}],"
                        + " levels: [{name: home, keys: [{type: dog}]}]",
                "max_merges: 99, extends: segment, identifiers: [{type: card, from: [a, b]}, {type: dog}]",
                "blocked: [{equals: x}], extends: segment, identifiers: [{type: card, from: [a, b]}, {type: dog}]",
            })
    void a_fingerprint_changes_with_what_is_said(String other) {
        assertThat(fingerprint(other)).isNotEqualTo(fingerprint(BASE));
    }

    @Test
    void consent_of_false_and_of_the_string_false_have_different_fingerprints() {
        assertThat(fingerprint("consent: {deny: [{path: a, equals: false}]}"))
                .isNotEqualTo(fingerprint("consent: {deny: [{path: a, equals: \"false\"}]}"));
    }

    @Test
    void any_string_survives_writing_and_reading() {
        List<String> strings = List.of(
                "plain",
                "a b",
                "true",
                "No",
                "null",
                "~",
                "-1",
                "1.5",
                "a: b",
                "a #b",
                "\"'\\",
                "tab\there",
                "new\nline",
                "\u0000\u0007\u007f\u0085\u2028\ufeff\uffff",
                "é 日本 \ud83d\ude00",
                "\ud800 alone",
                "{[,]}&*!|>%@`");
        for (String text : strings) {
            String yaml = "spaces: [{id: main, blocked: [{equals: " + YamlText.string(text) + "}]}]";

            assertThat(TestRules.space(yaml).blocked())
                    .as(yaml)
                    .containsExactly(new ValuePattern.Equals(new Scalar(Scalar.Kind.STRING, text)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{name: home, keys: [{type: dog}, {type: card}]}]",
                "[{name: homes, keys: [{type: card}, {type: dog}]}]",
                "[{name: home, keys: [{type: card, match_within: 3d}, {type: dog}]}]",
                "[{name: home, keys: [{type: card, max_shared_by: 3}, {type: dog}]}]",
                "[{name: home, keys: [{type: card, limit: {max: 5}}, {type: dog}]}]",
                "[{name: home, keys: [{type: card, priority: 1}, {type: dog}]}]",
                "[{name: home, keys: [{type: card, blocked: [{equals: x}]}, {type: dog}]}]",
                "[{name: home, keys: [{type: card}, {type: dog}]}, {name: work, keys: [{type: dog}]}]"
            })
    void a_fingerprint_changes_with_what_is_said_of_levels(String other) {
        String types = "identifiers: [{type: card}, {type: dog}], levels: ";

        assertThat(fingerprint(types + other))
                .isNotEqualTo(fingerprint(types + "[{name: home, keys: [{type: card}, {type: dog}]}]"));
    }

    @ParameterizedTest
    @CsvSource({
        "segment, sha256:7ba7f162a56cc664d63acecca85f4922d54651177f88ef68250973942d96335e",
        "segmentstream, sha256:c6ae2be796a6ec5e90fe0a9e456818299146caec5917c1830b6600ff13d82a89"
    })
    void the_shipped_presets_have_pinned_fingerprints(String preset, String pinned) {
        assertThat(fingerprint("extends: " + preset))
                .as("it names the rules in every record and in state: a release that changes it changes the rules")
                .isEqualTo(pinned);
    }

    private static String fingerprint(String space) {
        return RulesParser.parse("rules.yaml", "spaces:\n  - {id: main, " + space.replace(" # why", "") + "} # why\n")
                .fingerprint();
    }
}
