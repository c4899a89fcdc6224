package io.tributary.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.model.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a worked example and collects everything that is wrong with it, each with its line. */
final class ScenarioReader {
    private static final Instant FIRST_TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final Set<String> KEYS = Set.of("title", "rules", "events", "expect");
    private static final Set<String> EXPECT_KEYS = Set.of("outcomes", "setAside", "merges", "profiles");
    private static final Set<String> UNSUPPORTED_EXPECT_KEYS = Set.of("splits", "groups", "accounts");
    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();

    private record Problem(int line, String text) {}

    private final String fileName;
    private final LoadSettings settings;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> eventIds = new LinkedHashSet<>();

    ScenarioReader(String fileName) {
        this.fileName = fileName;
        this.settings = LoadSettings.builder().setLabel(fileName).build();
    }

    Scenario read(String yaml) {
        Node root = compose(yaml);
        Map<String, Node> parts = mapping(root, "a worked example", KEYS);
        Node title = parts.get("title");
        String titleText = title == null ? fileName : String.valueOf(value(title));
        String rules = rules(required(root, parts, "rules"));
        List<byte[]> events = events(required(root, parts, "events"));
        Expectation expectation = expectation(parts.get("expect"));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new ScenarioException(problems.stream().map(Problem::text).toList());
        }
        return new Scenario(titleText, rules, events, expectation);
    }

    private Node compose(String yaml) {
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(yaml);
        } catch (YamlEngineException e) {
            throw new ScenarioException(List.of(fileName + ": not YAML: " + e.getMessage()));
        }
        return root.orElseThrow(() -> new ScenarioException(List.of(fileName + ": empty; expected rules and events")));
    }

    private @Nullable Node required(Node root, Map<String, Node> parts, String key) {
        Node part = parts.get(key);
        if (part == null) {
            problem(root, "'" + key + "' is missing");
        }
        return part;
    }

    private String rules(@Nullable Node node) {
        Map<String, Object> space = new LinkedHashMap<>();
        space.put("id", Scenario.SPACE);
        if (node != null) {
            mapping(node, "rules", null).forEach((key, value) -> {
                if (key.equals("id")) {
                    problem(value, "rules.id: leave it out; the space's ID is '" + Scenario.SPACE + "'");
                }
                space.put(key, value(value));
            });
        }
        return new Dump(DumpSettings.builder().build()).dumpToString(Map.of("spaces", List.of(space)));
    }

    private List<byte[]> events(@Nullable Node node) {
        List<byte[]> events = new ArrayList<>();
        for (Node entry : sequence(node, "events")) {
            Map<String, Node> fields = mapping(entry, "an event", null);
            if (fields.containsKey("command")) {
                problem(entry, "events: operator commands are not supported");
                continue;
            }
            Node id = fields.get("id");
            if (!(id instanceof ScalarNode scalar) || fields.containsKey("messageId")) {
                problem(entry, "events: an event is named by 'id', which is its messageId");
                continue;
            }
            if (!eventIds.add(scalar.getValue())) {
                problem(id, "events: id '" + scalar.getValue() + "' is used twice");
            }
            events.add(event(scalar.getValue(), fields, events.size()));
        }
        return events;
    }

    private byte[] event(String id, Map<String, Node> fields, int place) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("messageId", id);
        event.put("type", "track");
        event.put("timestamp", FIRST_TIME.plusSeconds(place).toString());
        fields.forEach((key, node) -> {
            if (!key.equals("id")) {
                event.put(key, value(node));
            }
        });
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new ScenarioException(
                    List.of(fileName + ": event " + id + " is not JSON: " + e.getOriginalMessage()));
        }
    }

    private Expectation expectation(@Nullable Node node) {
        if (node == null) {
            return Expectation.NONE;
        }
        Map<String, Node> parts = mapping(node, "expect", null);
        parts.forEach((key, part) -> {
            if (UNSUPPORTED_EXPECT_KEYS.contains(key)) {
                problem(part, "expect." + key + " is not supported");
            } else if (!EXPECT_KEYS.contains(key)) {
                problem(part, "expect." + key + " is unknown: use " + listing(EXPECT_KEYS));
            }
        });
        return new Expectation(
                outcomes(parts.get("outcomes")),
                setAside(parts.get("setAside")),
                merges(parts.get("merges")),
                profiles(parts.get("profiles")));
    }

    private Map<String, String> outcomes(@Nullable Node node) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        if (node != null) {
            mapping(node, "expect.outcomes", eventIds).forEach((event, value) -> {
                String outcome = text(value, "expect.outcomes." + event);
                if (!OUTCOMES.contains(outcome)) {
                    problem(
                            value,
                            "expect.outcomes." + event + ": '" + outcome + "' is unknown: use " + listing(OUTCOMES));
                }
                outcomes.put(event, outcome);
            });
        }
        return outcomes;
    }

    private Map<String, List<String>> setAside(@Nullable Node node) {
        Map<String, List<String>> setAside = new LinkedHashMap<>();
        if (node != null) {
            mapping(node, "expect.setAside", eventIds)
                    .forEach((event, value) -> setAside.put(event, texts(value, "expect.setAside." + event)));
        }
        return setAside;
    }

    private @Nullable List<List<String>> merges(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        List<List<String>> merges = new ArrayList<>();
        for (Node pair : sequence(node, "expect.merges")) {
            List<String> merge = texts(pair, "expect.merges");
            if (merge.size() != 2 || !eventIds.containsAll(merge)) {
                problem(pair, "expect.merges: " + merge + " is not [child, parent], each the id of an event");
            }
            merges.add(merge);
        }
        return merges;
    }

    private @Nullable List<List<String>> profiles(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        List<List<String>> profiles = new ArrayList<>();
        for (Node profile : sequence(node, "expect.profiles")) {
            profiles.add(texts(profile, "expect.profiles"));
        }
        return profiles;
    }

    /** @param known the keys there may be, null for any */
    private Map<String, Node> mapping(Node node, String what, @Nullable Set<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + ": expected keys with values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : key.toString();
            if (known != null && !known.contains(name)) {
                problem(key, what + ": '" + name + "' is unknown: use " + listing(known));
            } else if (entries.put(name, tuple.getValueNode()) != null) {
                problem(key, what + ": '" + name + "' stands here twice");
            }
        }
        return entries;
    }

    private List<Node> sequence(@Nullable Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            problem(node, what + ": expected a list");
        }
        return List.of();
    }

    private List<String> texts(Node node, String what) {
        List<String> texts = new ArrayList<>();
        for (Node entry : sequence(node, what)) {
            texts.add(text(entry, what));
        }
        return texts;
    }

    private String text(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(node, what + ": expected text");
        return "";
    }

    private @Nullable Object value(Node node) {
        try {
            return new StandardConstructor(settings).constructSingleDocument(Optional.of(node));
        } catch (YamlEngineException e) {
            problem(node, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void problem(Node node, String what) {
        int line = node.getStartMark().orElseThrow().getLine() + 1;
        problems.add(new Problem(line, fileName + ":" + line + ": " + what));
    }

    private static String listing(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
