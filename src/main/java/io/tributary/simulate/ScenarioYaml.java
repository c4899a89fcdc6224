package io.tributary.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The YAML of a worked example, and everything that is found wrong with it, each with its line. */
final class ScenarioYaml {
    private record Problem(int line, String text) {}

    private final String fileName;
    private final LoadSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    ScenarioYaml(String fileName) {
        this.fileName = fileName;
        this.settings = LoadSettings.builder().setLabel(fileName).build();
    }

    String fileName() {
        return fileName;
    }

    /** @throws ScenarioException if it is not YAML, or nothing */
    Node compose(String yaml) {
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(yaml);
        } catch (YamlEngineException e) {
            throw new ScenarioException(List.of(fileName + ": not YAML: " + e.getMessage()));
        }
        return root.orElseThrow(() -> new ScenarioException(List.of(fileName + ": empty; expected rules and events")));
    }

    /** @param known the keys there may be, null for any */
    Map<String, Node> mapping(Node node, String what, @Nullable Set<String> known) {
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

    List<Node> sequence(@Nullable Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            problem(node, what + ": expected a list");
        }
        return List.of();
    }

    List<String> texts(Node node, String what) {
        List<String> texts = new ArrayList<>();
        for (Node entry : sequence(node, what)) {
            texts.add(text(entry, what));
        }
        return texts;
    }

    String text(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(node, what + ": expected text");
        return "";
    }

    @Nullable
    Object value(Node node) {
        try {
            return new StandardConstructor(settings).constructSingleDocument(Optional.of(node));
        } catch (YamlEngineException e) {
            problem(node, String.valueOf(e.getMessage()));
            return null;
        }
    }

    void problem(Node node, String what) {
        int line = line(node);
        problems.add(new Problem(line, fileName + ":" + line + ": " + what));
    }

    /** The line on which a part begins, from 1. */
    static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine() + 1;
    }

    /** @throws ScenarioException with every problem, if there are any */
    void failOnProblems() {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new ScenarioException(problems.stream().map(Problem::text).toList());
        }
    }

    static String listing(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
