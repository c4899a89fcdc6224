package io.tributary.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesDiffTest {
    private static final String BASE = """
            spaces:
              - id: acme
                sources: [web, ios]
                order: arrival
                survivor: first_created
                demotion: lowest_priority
                auto_add_types: false
                max_merges: 100
                max_identifiers: 1000
                consent:
                  deny:
                    - {path: anonymousId, matches: "^non-consent-"}
                    - {path: context.consent, equals: false}
                blocked: [{equals: "-1"}, {matches: zero}]
                identifiers:
                  - {type: user_id, from: [userId], limit: {max: 1}, priority: 1}
                  - type: email
                    from: [traits.email, {path: properties.email, when: {event: a, name: b}}]
                    normalize: [trim, lowercase]
                    limit: {max: 5, per: annually}
                    priority: 2
                    blocked: [{equals: team@acme.example}]
                    sources: {only: [web, ios]}
                  - {type: anonymous_id, from: [anonymousId], priority: 5}
                  - {type: click_id, from: [{url: context.page.url, query: [gclid, ttclid]}], match_within: 30d}
                  - type: ip_address
                    from: [context.ip]
                    match_within: 3d
                    max_shared_by: {max: 100, type: anonymous_id}
                  - {type: account_id, from: [context.groupId], match: never, limit: {max: 1}}
                  - {type: domain, from: [traits.domain], match: level, hash: sha256}
                  - {type: group_id, collection: accounts, from: [groupId]}
                levels:
                  - name: household
                    keys:
                      - {type: ip_address, match_within: 3d, max_shared_by: 100}
                      - {type: click_id, limit: {max: 2, per: daily}, priority: 1}
                  - name: organization
                    keys: [{type: domain}]
                aliases: {emit: true, id: user_id}
            """;

    private static RuleBook read(String yaml) {
        return RulesParser.parse("rules.yaml", yaml);
    }

    /** One edit of the base file, and what is told of it. */
    private record Edit(String from, String to, List<String> told) {
        @Override
        public String toString() {
            return from.strip() + " -> " + to.strip();
        }
    }

    private static Edit edit(String from, String to, String... told) {
        return new Edit(from, to, List.of(told));
    }

    private static String replaced(String from, String to) {
        assertThat(BASE).contains(from);
        return BASE.replace(from, to);
    }

    private static List<String> told(String before, String after) {
        return RulesDiff.between(read(before), read(after)).stream()
                .map(change -> change.changeClass().word() + " " + change.text())
                .toList();
    }

    static Stream<Edit> edits() {
        return Stream.of(
                edit(
                        "max: 5, per: annually",
                        "max: 6, per: annually",
                        "relaxing users email limit: {max: 5, per: annually} -> {max: 6, per: annually}"),
                edit(
                        "max: 5, per: annually",
                        "max: 5, per: daily",
                        "relaxing users email limit: {max: 5, per: annually} -> {max: 5, per: daily}"),
                edit(
                        "max: 5, per: annually",
                        "max: 4, per: annually",
                        "restrictive users email limit: {max: 5, per: annually} -> {max: 4, per: annually}"),
                edit(
                        "max: 5, per: annually",
                        "max: 5, per: ever",
                        "restrictive users email limit: {max: 5, per: annually} -> {max: 5, per: ever}"),
                edit(
                        "max: 5, per: annually",
                        "max: 9, per: ever",
                        "restrictive users email limit: {max: 5, per: annually} -> {max: 9, per: ever}"),
                edit(
                        "max: 5, per: annually",
                        "max: 2, per: daily",
                        "restrictive users email limit: {max: 5, per: annually} -> {max: 2, per: daily}"),
                edit(
                        "max: 2, per: daily",
                        "max: 1, per: daily",
                        "restrictive household click_id limit: {max: 2, per: daily} -> {max: 1, per: daily}"),
                edit(
                        ", limit: {max: 2, per: daily}",
                        "",
                        "relaxing household click_id limit: {max: 2, per: daily} (gone)"),
                edit(
                        "{type: domain}",
                        "{type: domain, limit: {max: 9}}",
                        "restrictive organization domain limit: {max: 9, per: ever} (new)"),
                edit(", {matches: zero}", "", "relaxing blocked: {matches: zero} (gone)"),
                edit(
                        "team@acme.example}",
                        "team@acme.example}, {equals: x}",
                        "restrictive users email blocked: {equals: x} (new)"),
                edit("match_within: 30d", "match_within: 31d", "relaxing users click_id match_within: 30d -> 31d"),
                edit("match_within: 30d", "match_within: ever", "relaxing users click_id match_within: 30d -> ever"),
                edit("match_within: 30d", "match_within: 12h", "restrictive users click_id match_within: 30d -> 12h"),
                edit(
                        "{type: ip_address, match_within: 3d",
                        "{type: ip_address, match_within: 2d",
                        "restrictive household ip_address match_within: 3d -> 2d"),
                edit(
                        "max: 100, type: anonymous_id",
                        "max: 101, type: anonymous_id",
                        "relaxing users ip_address max_shared_by: {max: 100, type: anonymous_id} -> {max: 101, type: anonymous_id}"),
                edit(
                        "max: 100, type: anonymous_id",
                        "max: 99, type: anonymous_id",
                        "restrictive users ip_address max_shared_by: {max: 100, type: anonymous_id} -> {max: 99, type: anonymous_id}"),
                edit(
                        "max: 100, type: anonymous_id",
                        "max: 900, type: user_id",
                        "restrictive users ip_address max_shared_by: {max: 100, type: anonymous_id} -> {max: 900, type: user_id}"),
                edit(
                        ", max_shared_by: 100}",
                        "}",
                        "relaxing household ip_address max_shared_by: {max: 100, type: anonymous_id} (gone)"),
                edit(
                        "{type: click_id, limit",
                        "{type: click_id, max_shared_by: 3, limit",
                        "restrictive household click_id max_shared_by: {max: 3, type: anonymous_id} (new)"),
                edit(", match: never", "", "relaxing users account_id match: never -> always"),
                edit(
                        "from: [anonymousId]",
                        "from: [anonymousId], match: never",
                        "restrictive users anonymous_id match: always -> never"),
                edit(
                        "from: [userId], limit: {max: 1}",
                        "from: [userId], match: level",
                        "restrictive users user_id match: always -> level"),
                edit("match: level, ", "", "relaxing users domain match: level -> always"),
                edit(
                        "from: [groupId]",
                        "from: [groupId, traits.g]",
                        "breaking accounts group_id from: [groupId] -> [groupId, traits.g]"),
                edit(
                        "[gclid, ttclid]",
                        "[ttclid, gclid]",
                        "breaking users click_id from: [{url: context.page.url, query: [gclid, ttclid]}] -> [{url: context.page.url, query: [ttclid, gclid]}]"),
                edit(
                        "{event: a, name: b}",
                        "{event: a, name: c}",
                        "breaking users email from: [traits.email, {path: properties.email, when: {event: a, name: b}}] -> [traits.email, {path: properties.email, when: {event: a, name: c}}]"),
                edit("[trim, lowercase]", "[trim]", "breaking users email normalize: [trim, lowercase] -> [trim]"),
                edit(", hash: sha256", "", "breaking users domain hash: sha256 (gone)"),
                edit(
                        "from: [anonymousId]",
                        "from: [anonymousId], hash: sha256",
                        "breaking users anonymous_id hash: sha256 (new)"),
                edit(
                        "only: [web, ios]",
                        "only: [web, ios, x]",
                        "relaxing users email sources: {only: [ios, web]} -> {only: [ios, web, x]}"),
                edit(
                        "only: [web, ios]",
                        "only: [web]",
                        "restrictive users email sources: {only: [ios, web]} -> {only: [web]}"),
                edit(
                        "only: [web, ios]",
                        "only: [web, x]",
                        "restrictive users email sources: {only: [ios, web]} -> {only: [web, x]}"),
                edit(
                        "only: [web, ios]",
                        "except: [x]",
                        "relaxing users email sources: {only: [ios, web]} -> {except: [x]}"),
                edit(
                        "only: [web, ios]",
                        "except: [web]",
                        "restrictive users email sources: {only: [ios, web]} -> {except: [web]}"),
                edit("sources: [web, ios]", "sources: [\"*\"]", "relaxing sources: [ios, web] -> [\"*\"]"),
                edit("sources: [web, ios]", "sources: [web]", "restrictive sources: [ios, web] -> [web]"),
                edit("order: arrival", "order: {event_time: 2s}", "restrictive order: arrival -> {event_time: 2s}"),
                edit("first_created", "earliest_seen", "restrictive survivor: first_created -> earliest_seen"),
                edit(
                        "demotion: lowest_priority",
                        "demotion: contributing",
                        "restrictive demotion: lowest_priority -> contributing"),
                edit("auto_add_types: false", "auto_add_types: true", "relaxing auto_add_types: false -> true"),
                edit("max_merges: 100", "max_merges: 101", "relaxing max_merges: 100 -> 101"),
                edit("max_merges: 100", "max_merges: 99", "restrictive max_merges: 100 -> 99"),
                edit("max_identifiers: 1000", "max_identifiers: 1001", "relaxing max_identifiers: 1000 -> 1001"),
                edit("max_identifiers: 1000", "max_identifiers: 10", "restrictive max_identifiers: 1000 -> 10"),
                edit(
                        "equals: false",
                        "equals: true",
                        "restrictive consent: {path: context.consent, equals: true} (new)",
                        "relaxing consent: {path: context.consent, equals: false} (gone)"),
                edit(
                        "emit: true",
                        "emit: false",
                        "restrictive aliases: {emit: true, id: user_id} -> {emit: false, id: user_id}"),
                edit(
                        "id: user_id}",
                        "id: email}",
                        "restrictive aliases: {emit: true, id: user_id} -> {emit: true, id: email}"),
                edit(
                        "name: organization",
                        "name: company",
                        "relaxing level: company (new)",
                        "restrictive level: organization (gone)"),
                edit("priority: 2", "priority: 9", "restrictive users email priority: 2 -> 9"),
                edit("priority: 5", "priority: 6", "relaxing users anonymous_id priority: 5 -> 6"),
                edit(
                        "from: [anonymousId], priority: 5",
                        "from: [anonymousId]",
                        "restrictive users anonymous_id priority: 5 (gone)"),
                edit(
                        "from: [context.groupId], match",
                        "from: [context.groupId], priority: 3, match",
                        "restrictive users account_id priority: 3 (new)"),
                edit("per: daily}, priority: 1", "per: daily}", "relaxing household click_id priority: 1 (gone)"),
                edit("id: acme", "id: other", "relaxing space: other (new)", "breaking space: acme (gone)"),
                edit(
                        "keys: [{type: domain}]",
                        "keys: [{type: domain}, {type: click_id}]",
                        "relaxing organization click_id type: click_id (new)"),
                edit(
                        "keys: [{type: domain}]",
                        "keys: [{type: domain}, {type: click_id, match: never, limit: {max: 1}}]",
                        "restrictive organization click_id type: click_id (new)"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void every_change_has_its_class_and_nothing_else_is_told(Edit edit) {
        assertThat(told(BASE, replaced(edit.from, edit.to))).containsExactlyInAnyOrderElementsOf(edit.told);
    }

    @Test
    void several_changes_are_each_told_and_none_exactly_if_the_fingerprints_are_the_same() {
        List<Edit> all = edits().toList();
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String before = edited(all, random);
            String after = random.nextInt(4) == 0 ? before : edited(all, random);
            RuleBook old = read(before);
            RuleBook now = read(after);

            List<RuleChange> changes = RulesDiff.between(old, now);

            assertThat(changes.isEmpty())
                    .as("seed %d", seed)
                    .isEqualTo(old.fingerprint().equals(now.fingerprint()));
            assertThat(RulesDiff.between(now, old)).as("back, seed %d", seed).hasSameSizeAs(changes);
        }
    }

    /** Some edits of the base file that can be made one after another and leave it a rules file. */
    private static String edited(List<Edit> all, SplittableRandom random) {
        String yaml = BASE;
        for (int i = random.nextInt(6); i > 0; i--) {
            Edit edit = all.get(random.nextInt(all.size()));
            String next = yaml.replace(edit.from, edit.to);
            try {
                read(next);
                yaml = next;
            } catch (RulesException e) {
                // Two edits that do not go together.
            }
        }
        return yaml;
    }

    @Test
    void a_type_that_is_taken_out_is_restrictive_and_one_that_is_new_relaxing() {
        String more = with("{type: phone, from: [traits.phone]}");

        assertThat(told(BASE, more)).containsExactly("relaxing users phone type: phone (new)");
        assertThat(told(more, BASE)).containsExactly("restrictive users phone type: phone (gone)");
    }

    @Test
    void a_new_boundary_is_restrictive() {
        assertThat(told(BASE, with("{type: b, from: [x], match: never}")))
                .containsExactly("restrictive users b type: b (new)");
    }

    @Test
    void a_type_that_came_as_a_custom_one_before_is_compared_with_what_those_get() {
        String adding = replaced("auto_add_types: false", "auto_add_types: true");
        String listed = with("{type: zeta, from: [z], limit: {max: 9}, normalize: [trim], hash: sha256,"
                        + " priority: 7, match_within: 1d, blocked: [{equals: x}]}")
                .replace("auto_add_types: false", "auto_add_types: true");

        assertThat(told(adding, listed))
                .containsExactlyInAnyOrder(
                        "relaxing users zeta type: zeta (new)",
                        "relaxing users zeta limit: {max: 5, per: ever} -> {max: 9, per: ever}",
                        "breaking users zeta normalize: [] -> [trim]",
                        "breaking users zeta hash: sha256 (new)",
                        "restrictive users zeta priority: 7 (new)",
                        "restrictive users zeta match_within: ever -> 1d",
                        "restrictive users zeta blocked: {equals: x} (new)");
        assertThat(told(listed, adding)).containsExactly("restrictive users zeta type: zeta (gone)");
    }

    @Test
    void a_number_that_moves_a_type_past_no_other_is_relaxing_unless_types_may_come_that_nobody_lists() {
        String numbered = replaced("from: [anonymousId], priority: 5", "from: [anonymousId]");

        assertThat(told(numbered, BASE)).containsExactly("restrictive users anonymous_id priority: 5 (new)");
        assertThat(told(adding(numbered), adding(BASE)))
                .containsExactly("restrictive users anonymous_id priority: 5 (new)");
        String shifted = replaced("priority: 5", "priority: 6").replace("priority: 2", "priority: 3");
        assertThat(told(BASE, shifted))
                .containsExactly(
                        "relaxing users anonymous_id priority: 5 -> 6", "relaxing users email priority: 2 -> 3");
        assertThat(told(adding(BASE), adding(shifted))).hasSize(2).allMatch(text -> text.startsWith("relaxing"));
    }

    private static String adding(String yaml) {
        return yaml.replace("auto_add_types: false", "auto_add_types: true");
    }

    @Test
    void a_number_that_an_unlisted_type_has_unless_told_otherwise_counts_too() {
        String before = "spaces: [{id: s, identifiers: [{type: a, from: [a], priority: 9}]}]";
        String after = "spaces: [{id: s, identifiers: [{type: a, from: [a], priority: 1}]}]";

        assertThat(told(before, after))
                .containsExactly(
                        "restrictive users a priority: 9 -> 1", "restrictive users user_id priority: 1 (gone)");
    }

    @Test
    void the_order_in_which_types_levels_and_keys_are_listed_is_restrictive() {
        String twoTypes = "spaces: [{id: s, identifiers: [{type: %s, from: [a]}, {type: %s, from: [a]}]}]";
        assertThat(told(twoTypes.formatted("a", "b"), twoTypes.formatted("b", "a")))
                .containsExactly("restrictive identifiers: [a, b] -> [b, a]");

        String levels = "spaces: [{id: s, identifiers: [{type: a, from: [a]}, {type: b, from: [b]}],"
                + " levels: [{name: %s, keys: [{type: a}]}, {name: %s, keys: [{type: a}]}]}]";
        assertThat(told(levels.formatted("x", "y"), levels.formatted("y", "x")))
                .containsExactly("restrictive levels: [x, y] -> [y, x]");

        String keys = "spaces: [{id: s, identifiers: [{type: a, from: [a]}, {type: b, from: [b]}],"
                + " levels: [{name: x, keys: [{type: %s}, {type: %s}]}]}]";
        assertThat(told(keys.formatted("a", "b"), keys.formatted("b", "a")))
                .containsExactly("restrictive x keys: [a, b] -> [b, a]");
    }

    @Test
    void an_order_that_means_nothing_is_told_only_if_nothing_else_is_different() {
        String blocked = replaced("{equals: \"-1\"}, {matches: zero}", "{matches: zero}, {equals: \"-1\"}");
        String when = replaced("{event: a, name: b}", "{name: b, event: a}");

        assertThat(told(BASE, blocked)).hasSize(1).first().asString().startsWith("relaxing blocked: ");
        assertThat(told(BASE, when)).isEmpty();
        assertThat(told(BASE, blocked.replace("max_merges: 100", "max_merges: 7")))
                .containsExactly("restrictive max_merges: 100 -> 7");
        assertThat(told("spaces: [{id: a}, {id: b}]", "spaces: [{id: b}, {id: a}]"))
                .containsExactly("relaxing space: listed as number 2 -> listed as number 1");
    }

    @Test
    void comments_defaults_and_presets_that_are_spelled_out_are_no_change() {
        RuleBook preset = read("spaces: [{id: a, extends: segment}, {id: b, extends: segmentstream}]");

        assertThat(told(
                        "spaces: [{id: a, extends: segment}, {id: b, extends: segmentstream}]",
                        EffectiveRules.yaml(preset)))
                .isEmpty();
    }

    @Test
    void the_worst_class_is_the_one_that_reaches_farthest() {
        assertThat(RulesDiff.worst(List.of())).isNull();
        assertThat(RulesDiff.worst(RulesDiff.between(read(BASE), read(replaced("max_merges: 100", "max_merges: 7")))))
                .isEqualTo(ChangeClass.RESTRICTIVE);
        assertThat(RulesDiff.worst(RulesDiff.between(read(BASE), read(replaced("id: acme", "id: other")))))
                .isEqualTo(ChangeClass.BREAKING);
    }

    @Test
    void the_canonical_form_gives_the_same_rules_even_where_it_is_larger_than_a_rules_file_may_be() {
        List<String> spaces = new ArrayList<>();
        for (int i = 0; i < RulesParser.MAX_SPACES; i++) {
            spaces.add("  - {id: s" + i + ", extends: " + (i % 2 == 0 ? "segment}" : "segmentstream}"));
        }
        RuleBook large = read("spaces:\n" + String.join("\n", spaces));

        String canonical = large.canonical();
        RuleBook again = RulesParser.parseCanonical("canonical", canonical);

        assertThat(canonical.length()).isGreaterThan(YamlDocument.MAX_BYTES);
        assertThat(again.fingerprint()).isEqualTo(large.fingerprint());
        assertThat(again.canonical()).isEqualTo(canonical);
        assertThat(RulesDiff.between(large, again)).isEmpty();
    }

    private static String with(String type) {
        return replaced("      - {type: group_id,", "      - " + type + "\n      - {type: group_id,");
    }
}
