package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.Decision;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Explanation.Standing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events and commands from files, told as the story of one profile. */
class ExplainerTest {
    private static final RuleBook RULES = RulesParser.parse("rules.yaml", """
            spaces:
              - {id: main, extends: segment}
              - {id: other, extends: segment}
            """);

    private static final String EVENTS = """
            {"messageId":"e1","type":"page","anonymousId":"a1","writeKey":"web","timestamp":"2026-03-01T10:00:01Z"}
            {"messageId":"x1","type":"page","anonymousId":"a9","timestamp":"2026-03-01T10:00:02Z"}
            {"messageId":"e2","type":"track","userId":"u1","timestamp":"2026-03-01T10:00:03Z"}
            {"messageId":"e3","type":"track","userId":"u1","anonymousId":"a1","timestamp":"2026-03-01T10:00:04Z"}
            {"messageId":"e4","type":"track","userId":"u2","anonymousId":"a1","timestamp":"2026-03-01T10:00:05Z"}
            {"messageId":"e5","type":"track","userId":"null","anonymousId":"a1","timestamp":"2026-03-01T10:00:06Z"}
            {"messageId":"e6","type":"track","userId":"null","anonymousId":"a1","timestamp":"2026-03-01T10:00:07Z"}
            """;

    private static final String COMMANDS = """
            {"commandId":"c1","space":"main","command":"unblock","externalId":{"collection":"users","type":"anonymous_id","id":"a1"},"timestamp":"2026-03-01T10:00:04Z"}
            {"commandId":"c2","command":"block","timestamp":"2026-03-01T10:00:04Z"}
            {"commandId":"c3","space":"other","command":"block","timestamp":"2026-03-01T10:00:09Z"}
            """;

    private static Lines lines(String name, String text) {
        return new Lines(name, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private final Replay replay = new Replay(RULES, lines("events", EVENTS), lines("commands", COMMANDS));

    private Explanation explain(String id) throws IOException {
        return new Explainer(replay).explain(Question.ofExternalId("main", id));
    }

    /** What was decided in which space, and what was rejected, in order. */
    private static List<String> order(Replay replay) throws IOException {
        List<String> order = new ArrayList<>();
        replay.run(new Simulation.Output() {
            @Override
            public void decided(String space, Decision decision) {
                order.add(space + " " + StoryEntry.At.of(decision).by());
            }

            @Override
            public void rejected(Rejected rejected) {
                order.add(rejected.code().wireName());
            }
        });
        return order;
    }

    @Test
    void a_command_is_carried_out_before_the_first_event_that_is_later() throws IOException {
        assertThat(order(replay))
                .containsSubsequence("main e3", "main c1", "malformed_command", "main e4")
                .endsWith("main e6", "other e6", "other c3");
        assertThat(order(new Replay(RULES, lines("events", EVENTS), null)))
                .hasSize(14)
                .startsWith("main e1", "other e1");
    }

    @Test
    void a_profile_came_to_be_by_what_its_parts_brought_and_what_joined_them() throws IOException {
        Explanation explanation = explain("user_id:u1");

        assertThat(explanation.isFound()).isTrue();
        assertThat(explanation.sequence()).isEqualTo(8);
        assertThat(explanation.unusable()).isEqualTo(1);
        assertThat(ExplanationFormat.TEXT.of(explanation).replaceAll("use_[0-9A-Za-z]{27}", "use_"))
                .isEqualTo("""
                        users user_id:u1 leads to use_. Space main after #8; records that could not be used: 1.

                        #1  2026-03-01T10:00:01Z  event e1
                            use_ is created
                            + anonymous_id:a1 to use_, from source web

                        #3  2026-03-01T10:00:03Z  event e2
                            use_ is created
                            + user_id:u1 to use_

                        #4  2026-03-01T10:00:04Z  event e3
                            use_ becomes part of use_, because user_id:u1 led to use_, anonymous_id:a1 led to use_

                        #5  2026-03-01T10:00:04Z  command c1
                            an operator says unblock anonymous_id:a1: refused, it is not blocked by a command

                        #7  2026-03-01T10:00:06Z  event e5
                            - user_id:null is set aside: blocked; 2 times until #8 (event e6)

                        Now use_
                            anonymous_id:a1 since 2026-03-01T10:00:01Z
                            user_id:u1 since 2026-03-01T10:00:03Z
                            has use_ merged into it
                        """);
    }

    @Test
    void a_profile_is_found_by_its_id_and_by_that_of_one_merged_into_it() throws IOException {
        JsonNode story = new ObjectMapper()
                .readTree(ExplanationFormat.JSON.of(explain("user_id:u1")))
                .path("story");
        String child = story.path(4).path("from").asText();
        String parent = story.path(4).path("into").asText();

        Explanation byChild = new Explainer(replay).explain(Question.ofProfile("main", child));
        Explanation byParent = new Explainer(replay).explain(Question.ofProfile("main", parent));

        assertThat(byChild.story()).isEqualTo(byParent.story()).hasSize(7);
        assertThat(ExplanationFormat.TEXT.of(byChild)).startsWith(child + " is part of " + parent + ". Space main");
        assertThat(ExplanationFormat.TEXT.of(byParent)).startsWith(parent + ". Space main");
    }

    @Test
    void an_external_id_that_was_always_set_aside_says_since_when() throws IOException {
        Explanation explanation = explain("user_id:null");

        assertThat(explanation.isFound()).isFalse();
        assertThat(explanation.standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(ExplanationFormat.TEXT.of(explanation))
                .startsWith("users user_id:null leads to nobody: it was set aside whenever it was seen, since"
                        + " 2026-03-01T10:00:06Z (event e5). Space main after #8");
    }

    @Test
    void what_was_never_seen_says_so() throws IOException {
        assertThat(explain("accounts/group_id:acme").standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(ExplanationFormat.TEXT.of(explain("email:jane@example.com")))
                .startsWith("users email:jane@example.com has never been seen. Space main");
        assertThat(new Explainer(replay)
                        .explain(Question.ofProfile("main", "use_" + "0".repeat(27)))
                        .standing())
                .isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void a_question_that_is_none_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Question.ofExternalId("main", "jane@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> Question.ofExternalId("main", "accounts/group_id:"));
        assertThatIllegalArgumentException().isThrownBy(() -> Question.ofProfile("main", "use_1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.ofProfile("main", "hh_" + "0".repeat(27)))
                .withMessage("only users and accounts can be explained, not groups of a level");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Explainer(replay).explain(Question.ofExternalId("none", "email:x")))
                .withMessage("there is no space none");
    }
}
