package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ScenarioReaderTest {
    private static void assertProblems(String yaml, String... problems) {
        assertThatThrownBy(() -> Scenario.parse("x.yaml", yaml))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(String.join("\n", problems));
    }

    @Test
    void events_get_an_id_a_type_and_a_time_unless_they_say_their_own() throws Exception {
        Scenario scenario = Scenario.parse("x.yaml", """
                title: Two events
                rules: {extends: segment}
                events:
                  - {id: e1, userId: u1, properties: {price: 9.5, gift: true, tags: [a, 1], note: null}}
                  - {id: e2, type: page, userId: u2}
                  - {id: e3, timestamp: "2026-04-01T00:00:00Z"}
                """);

        ObjectMapper json = new ObjectMapper();
        assertThat(scenario.title()).isEqualTo("Two events");
        assertThat(scenario.events()).hasSize(3);
        assertThat(json.readTree(scenario.events().get(0))).isEqualTo(json.readTree("""
                {"messageId":"e1","type":"track","timestamp":"2026-03-01T10:00:00Z","userId":"u1",
                 "properties":{"price":9.5,"gift":true,"tags":["a",1],"note":null}}"""));
        assertThat(json.readTree(scenario.events().get(1))).isEqualTo(json.readTree("""
                {"messageId":"e2","type":"page","timestamp":"2026-03-01T10:00:01Z","userId":"u2"}"""));
        assertThat(json.readTree(scenario.events().get(2))).isEqualTo(json.readTree("""
                {"messageId":"e3","type":"track","timestamp":"2026-04-01T00:00:00Z"}"""));
    }

    @Test
    void rules_become_a_rules_file_of_one_space_with_values_of_the_same_kind() {
        Scenario scenario = Scenario.parse("x.yaml", """
                rules: {extends: segment, blocked: [{equals: "-1"}, {equals: -1}], max_merges: 5}
                events: []
                """);

        assertThat(new Load(LoadSettings.builder().build()).loadFromString(scenario.rulesYaml()))
                .isEqualTo(Map.of(
                        "spaces",
                        List.of(Map.of(
                                "id",
                                "scenario",
                                "extends",
                                "segment",
                                "blocked",
                                List.of(Map.of("equals", "-1"), Map.of("equals", -1)),
                                "max_merges",
                                5))));
    }

    @Test
    void every_problem_is_listed_with_its_line() {
        assertProblems(
                """
                rules: {id: main}
                events:
                  - {userId: u1}
                  - {id: e1}
                  - {id: e1}
                  - {command: unmerge, profile: e1}
                expected: {}
                expect:
                  outcome: {}
                  outcomes: {e1: merge, e9: created}
                  setAside: {e1: user_id}
                  merges: [[e1], [e1, e9]]
                  profiles: {}
                  splits: []
                """,
                "x.yaml:1: rules.id: leave it out; the space's ID is 'scenario'",
                "x.yaml:3: events: an event is named by 'id', which is its messageId",
                "x.yaml:5: events: id 'e1' is used twice",
                "x.yaml:6: events: operator commands are not supported",
                "x.yaml:7: a worked example: 'expected' is unknown: use events, expect, rules, title",
                "x.yaml:9: expect.outcome is unknown: use merges, outcomes, profiles, setAside",
                "x.yaml:10: expect.outcomes: 'e9' is unknown: use e1",
                "x.yaml:10: expect.outcomes.e1: 'merge' is unknown: use created, extended, matched, merged, unresolved",
                "x.yaml:11: expect.setAside.e1: expected a list",
                "x.yaml:12: expect.merges: [e1] is not [child, parent], each the id of an event",
                "x.yaml:12: expect.merges: [e1, e9] is not [child, parent], each the id of an event",
                "x.yaml:13: expect.profiles: expected a list",
                "x.yaml:14: expect.splits is not supported");
    }

    @Test
    void what_is_missing_is_named() {
        assertProblems("title: x", "x.yaml:1: 'rules' is missing", "x.yaml:1: 'events' is missing");
        assertProblems("", "x.yaml: empty; expected rules and events");
        assertProblems(
                "[]",
                "x.yaml:1: a worked example: expected keys with values",
                "x.yaml:1: 'rules' is missing",
                "x.yaml:1: 'events' is missing");
    }

    @Test
    void text_that_is_not_yaml_says_where() {
        assertThatThrownBy(() -> Scenario.parse("x.yaml", "rules: {extends: segment\nevents: []"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("x.yaml: not YAML: ")
                .hasMessageContaining("line 2");
    }
}
