package io.tributary.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import io.tributary.rules.RulesParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TIME = "\"timestamp\":\"2026-03-01T10:00:00Z\"";

    private final Simulation simulation = new Simulation(RulesParser.parse("rules.yaml", """
            spaces:
              - {id: shop, extends: segment, sources: [web]}
              - {id: all, extends: segment}
            """));

    private List<TopicRecord> accept(String event) {
        List<TopicRecord> outputs = new ArrayList<>();
        simulation.accept(
                new RawRecord(
                        "events.jsonl",
                        RawRecord.FILE_PARTITION,
                        1,
                        RawRecord.NO_TIMESTAMP,
                        null,
                        event.getBytes(StandardCharsets.UTF_8)),
                outputs::add);
        return outputs;
    }

    private static List<Topic> topics(List<TopicRecord> records) {
        return records.stream().map(TopicRecord::topic).toList();
    }

    @Test
    void an_event_is_resolved_in_every_space_that_takes_its_source() {
        assertThat(topics(accept("{\"type\":\"page\",\"writeKey\":\"web\",\"anonymousId\":\"a1\"," + TIME + "}")))
                .containsExactly(
                        Topic.RESOLUTIONS,
                        Topic.PROFILES,
                        Topic.EXTERNAL_IDS,
                        Topic.RESOLUTIONS,
                        Topic.PROFILES,
                        Topic.EXTERNAL_IDS);
        assertThat(topics(accept("{\"type\":\"page\",\"writeKey\":\"ios\",\"anonymousId\":\"a1\"," + TIME + "}")))
                .containsExactly(Topic.RESOLUTIONS);
    }

    @Test
    void a_merge_comes_after_its_resolution_and_before_the_profiles_that_it_changes() {
        accept("{\"type\":\"page\",\"anonymousId\":\"a1\"," + TIME + "}");
        accept("{\"type\":\"track\",\"userId\":\"u1\"," + TIME + "}");

        assertThat(topics(accept("{\"type\":\"track\",\"anonymousId\":\"a1\",\"userId\":\"u1\"," + TIME + "}")))
                .startsWith(Topic.RESOLUTIONS, Topic.MERGES)
                .endsWith(Topic.PROFILES, Topic.PROFILES, Topic.EXTERNAL_IDS);
    }

    @Test
    void what_cannot_be_used_is_rejected_once() {
        assertThat(topics(accept("{\"type\":"))).containsExactly(Topic.REJECTED);
    }

    @Test
    void a_line_names_topic_and_key_and_holds_the_record() throws Exception {
        TopicRecord resolution = accept("{\"type\":\"page\",\"anonymousId\":\"a\\\"1\"," + TIME + "}")
                .get(2);

        JsonNode line = JSON.readTree(SimulationLine.of(resolution));

        assertThat(line.path("topic").asText()).isEqualTo("external-ids");
        assertThat(line.path("key").asText()).isEqualTo("all/users/anonymous_id/a\"1");
        assertThat(line.path("record").path("id").asText()).isEqualTo("a\"1");
        assertThat(SimulationLine.of(resolution)).doesNotContain((byte) '\n');
    }

    @Test
    void a_line_without_key_or_value_says_null() {
        assertThat(new String(SimulationLine.of(new TopicRecord(Topic.PROFILES, null, null)), StandardCharsets.UTF_8))
                .isEqualTo("{\"topic\":\"profiles\",\"key\":null,\"record\":null}");
    }
}
