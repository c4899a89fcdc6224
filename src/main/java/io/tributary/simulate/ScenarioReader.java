package io.tributary.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a worked example and collects everything that is wrong with it, each with its line. */
final class ScenarioReader {
    private static final Instant FIRST_TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final Set<String> KEYS = Set.of("title", "rules", "events", "expect");

    private final ScenarioYaml yaml;
    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> eventIds = new LinkedHashSet<>();
    private final CommandReader commands;

    ScenarioReader(String fileName) {
        this.yaml = new ScenarioYaml(fileName);
        this.commands = new CommandReader(yaml, eventIds);
    }

    Scenario read(String text) {
        Node root = yaml.compose(text);
        Map<String, Node> parts = yaml.mapping(root, "a worked example", KEYS);
        Node title = parts.get("title");
        String titleText = title == null ? yaml.fileName() : String.valueOf(yaml.value(title));
        String rules = rules(required(root, parts, "rules"));
        List<Step> steps = steps(required(root, parts, "events"));
        Expectation expectation = new ExpectationReader(yaml, eventIds).read(parts.get("expect"));
        yaml.failOnProblems();
        return new Scenario(titleText, rules, steps, expectation);
    }

    private @Nullable Node required(Node root, Map<String, Node> parts, String key) {
        Node part = parts.get(key);
        if (part == null) {
            yaml.problem(root, "'" + key + "' is missing");
        }
        return part;
    }

    private String rules(@Nullable Node node) {
        Map<String, Object> space = new LinkedHashMap<>();
        space.put("id", Scenario.SPACE);
        if (node != null) {
            yaml.mapping(node, "rules", null).forEach((key, value) -> {
                if (key.equals("id")) {
                    yaml.problem(value, "rules.id: leave it out; the space's ID is '" + Scenario.SPACE + "'");
                }
                space.put(key, yaml.value(value));
            });
        }
        return new Dump(DumpSettings.builder().build()).dumpToString(Map.of("spaces", List.of(space)));
    }

    private List<Step> steps(@Nullable Node node) {
        List<Step> steps = new ArrayList<>();
        int place = 0;
        for (Node entry : yaml.sequence(node, "events")) {
            String time = FIRST_TIME.plusSeconds(place++).toString();
            Map<String, Node> fields = yaml.mapping(entry, "an event", null);
            Step step = fields.containsKey("command")
                    ? commands.read(entry, "c" + place, time)
                    : event(entry, fields, time);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    private @Nullable Step event(Node entry, Map<String, Node> fields, String time) {
        Node id = fields.get("id");
        if (!(id instanceof ScalarNode scalar) || fields.containsKey("messageId")) {
            yaml.problem(entry, "events: an event is named by 'id', which is its messageId");
            return null;
        }
        if (!eventIds.add(scalar.getValue())) {
            yaml.problem(id, "events: id '" + scalar.getValue() + "' is used twice");
        }
        return new Step.Event(event(scalar.getValue(), fields, time));
    }

    private byte[] event(String id, Map<String, Node> fields, String time) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("messageId", id);
        event.put("type", "track");
        event.put("timestamp", time);
        fields.forEach((key, node) -> {
            if (!key.equals("id")) {
                event.put(key, yaml.value(node));
            }
        });
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new ScenarioException(
                    List.of(yaml.fileName() + ": event " + id + " is not JSON: " + e.getOriginalMessage()));
        }
    }
}
