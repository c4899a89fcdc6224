package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ScenarioReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

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

        assertThat(scenario.title()).isEqualTo("Two events");
        assertThat(scenario.steps()).hasSize(3);
        assertThat(json(scenario.steps().get(0), new Creators())).isEqualTo(JSON.readTree("""
                {"messageId":"e1","type":"track","timestamp":"2026-03-01T10:00:00Z","userId":"u1",
                 "properties":{"price":9.5,"gift":true,"tags":["a",1],"note":null}}"""));
        assertThat(json(scenario.steps().get(1), new Creators())).isEqualTo(JSON.readTree("""
                {"messageId":"e2","type":"page","timestamp":"2026-03-01T10:00:01Z","userId":"u2"}"""));
        assertThat(json(scenario.steps().get(2), new Creators())).isEqualTo(JSON.readTree("""
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
                  - {command: unmerge, profile: e9}
                expected: {}
                expect:
                  outcome: {}
                  outcomes: {e1: merge, e9: created}
                  setAside: {e1: user_id}
                  merges: [[e1], [e1, e9]]
                  profiles: {}
                  splits: [[e1, use_1]]
                  groups: {household: [[e9]]}
                  accounts: {acme: e1}
                """,
                "x.yaml:1: rules.id: leave it out; the space's ID is 'scenario'",
                "x.yaml:3: events: an event is named by 'id', which is its messageId",
                "x.yaml:5: events: id 'e1' is used twice",
                "x.yaml:6: events: profile 'e9' of a command is named by the id of an earlier event that creates it",
                "x.yaml:7: a worked example: 'expected' is unknown: use events, expect, rules, title",
                "x.yaml:9: expect.outcome is unknown: use accounts, groups, merges, outcomes, profiles,"
                        + " setAside, splits",
                "x.yaml:10: expect.outcomes: 'e9' is unknown: use e1",
                "x.yaml:10: expect.outcomes.e1: 'merge' is unknown: use created, extended, matched, merged, unresolved",
                "x.yaml:11: expect.setAside.e1: expected a list",
                "x.yaml:12: expect.merges: [e1] is not [child, parent], each the id of an event",
                "x.yaml:12: expect.merges: [e1, e9] is not [child, parent], each the id of an event",
                "x.yaml:13: expect.profiles: expected a list",
                "x.yaml:14: expect.splits: [e1, use_1] is not [from, into], each the id of an event, or of a profile that"
                        + " none created",
                "x.yaml:15: expect.groups.household: 'e9' is not the id of an event, or of a profile that none created",
                "x.yaml:16: expect.accounts.acme: expected a list");
    }

    @Test
    void a_command_is_made_when_the_profile_that_it_names_is_known() throws Exception {
        Scenario scenario = Scenario.parse("x.yaml", """
                rules: {}
                events:
                  - {id: e1, userId: u1}
                  - {command: unmerge, profile: e1, reason: ticket 7}
                  - {id: e2, userId: u2}
                  - {command: block, externalId: "email:a:b"}
                  - {command: detach, externalId: {collection: accounts, type: group_id, id: acme}, profile: e2,
                     timestamp: "2026-04-01T00:00:00Z"}
                """);
        Creators creators = new Creators();
        Step unmerge = scenario.steps().get(1);

        assertThat(scenario.steps()).extracting(Step::isCommand).containsExactly(false, true, false, true, true);
        assertThatThrownBy(() -> unmerge.json(creators))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("x.yaml:4: unmerge: event 'e1' has created no profile");
        creators.accept(created("e1", "use_A"));
        creators.accept(created("e2", "use_B"));
        assertThat(json(unmerge, creators)).isEqualTo(JSON.readTree("""
                {"commandId":"c2","space":"scenario","command":"unmerge","profileId":"use_A","reason":"ticket 7",
                 "timestamp":"2026-03-01T10:00:01Z"}"""));
        assertThat(json(scenario.steps().get(3), creators)).isEqualTo(JSON.readTree("""
                {"commandId":"c4","space":"scenario","command":"block","timestamp":"2026-03-01T10:00:03Z",
                 "externalId":{"collection":"users","type":"email","id":"a:b"}}"""));
        assertThat(json(scenario.steps().get(4), creators)).isEqualTo(JSON.readTree("""
                {"commandId":"c5","space":"scenario","command":"detach","profileId":"use_B",
                 "externalId":{"collection":"accounts","type":"group_id","id":"acme"},
                 "timestamp":"2026-04-01T00:00:00Z"}"""));
    }

    private static TopicRecord created(String event, String profile) {
        String json = "{\"messageId\":\"" + event + "\",\"outcome\":\"created\",\"profileId\":\"" + profile + "\"}";
        return new TopicRecord(Topic.RESOLUTIONS, null, json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(Step step, Creators creators) throws IOException {
        return JSON.readTree(step.json(creators));
    }

    @Test
    void a_command_says_what_it_is_and_whom_it_is_about() {
        assertProblems(
                """
                rules: {}
                events:
                  - {command: merge, profile: e1}
                  - {command: block}
                  - {command: block, externalId: email}
                  - {command: block, externalId: {collection: people, type: email, id: x}}
                  - {command: block, externalId: "email:x", messageId: m}
                  - {id: e1}
                """,
                "x.yaml:3: events: command 'merge' is unknown: use block, delete, detach, suppress, unblock, unmerge,"
                        + " unsuppress",
                "x.yaml:3: events: profile 'e1' of a command is named by the id of an earlier event that creates it",
                "x.yaml:4: events: a command names a 'profile' or an 'externalId'",
                "x.yaml:5: events: externalId of a command is 'type:value' of users, or collection, type and id",
                "x.yaml:6: events: externalId of a command is 'type:value' of users, or collection, type and id",
                "x.yaml:7: a command: 'messageId' is unknown: use command, externalId, profile, reason, timestamp");
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
