package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveRulesTest {
    private static final String BASE = "extends: segment, identifiers: [{type: card, from: [a, b]}, {type: dog}]";

    @Test
    void reading_what_was_written_gives_the_same_rules() {
        RuleBook rules = RulesParser.parse("rules.yaml", TestRules.EVERYTHING);

        RuleBook again = RulesParser.parse("effective.yaml", EffectiveRules.yaml(rules));

        assertThat(again.fingerprint()).isEqualTo(rules.fingerprint());
        assertThat(EffectiveRules.yaml(again)).isEqualTo(EffectiveRules.yaml(rules));
        assertThat(again.spaces().get(0).identifiers())
                .isEqualTo(rules.spaces().get(0).identifiers());
        assertThat(again.spaces().get(0).denied())
                .isEqualTo(rules.spaces().get(0).denied());
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identifiers: [{from: [a, b], type: card}, {type: dog}], extends: segment",
                "extends: segment, identifiers: [{type: card, from: [/a, {path: b}], limit: {per: ever, max: 5}},"
                        + " {type: dog, from: [], normalize: [], blocked: [], collection: users}] # why",
                "extends: segment, order: arrival, max_merges: 100, sources: [\"*\"], survivor: first_created,"
                        + " auto_add_types: true, aliases: {}, consent: {deny: []}, blocked: [{equals: \"null\"}],"
                        + " identifiers: [{type: card, from: [a, b]}, {type: email, priority: 2}, {type: dog}]"
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

    @Test
    void the_shipped_preset_has_a_pinned_fingerprint() {
        assertThat(fingerprint("extends: segment"))
                .as("it names the rules in every record and in state: a release that changes it changes the rules")
                .isEqualTo("sha256:7ba7f162a56cc664d63acecca85f4922d54651177f88ef68250973942d96335e");
    }

    private static String fingerprint(String space) {
        return RulesParser.parse("rules.yaml", "spaces:\n  - {id: main, " + space.replace(" # why", "") + "} # why\n")
                .fingerprint();
    }
}
