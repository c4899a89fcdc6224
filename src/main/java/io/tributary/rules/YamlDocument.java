package io.tributary.rules;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Text to YAML nodes that know their place.
 *
 * <p>A first pass over the parser's events, which needs no memory to speak of, refuses what can make a small file
 * large: anchors, deep nesting. Only then is the tree built. Scalars are typed as JSON has them, so {@code 007} and
 * {@code yes} are strings.
 */
final class YamlDocument {
    static final int MAX_BYTES = 1 << 20;

    /** The deepest that a rules file needs to go is 8. */
    static final int MAX_NESTING = 16;

    private YamlDocument() {}

    /** The document's root, null if a problem was reported. */
    static @Nullable Node read(String yaml, int maxBytes, Report report) {
        int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            report.add(1, 1, "", "the file has " + bytes + " bytes, at most " + maxBytes + " are read", null);
            return null;
        }
        LoadSettings settings = LoadSettings.builder()
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(maxBytes)
                .build();
        try {
            if (!isPlain(new Parse(settings).parseString(yaml), report)) {
                return null;
            }
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                report.add(1, 1, "", "the file is empty, it needs `spaces`", null);
            }
            return root.orElse(null);
        } catch (YamlEngineException e) {
            addSyntaxError(yaml, e, report);
            return null;
        }
    }

    private static boolean isPlain(Iterable<Event> events, Report report) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_NESTING) {
                report.add(event.getStartMark(), "", "nested deeper than " + MAX_NESTING + " levels", null);
                return false;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            String unwanted = unwanted(event);
            if (unwanted != null) {
                report.add(event.getStartMark(), "", unwanted, null);
                return false;
            }
        }
        return true;
    }

    private static @Nullable String unwanted(Event event) {
        boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
        if (anchored || event instanceof AliasEvent) {
            return "anchors and aliases (`&`, `*`) are not read in rules files, write the value out;"
                    + " a string that starts with one of these characters needs quotes";
        }
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent());
        return tagged
                ? "tags (`!`) are not read in rules files; a string that starts with this character needs quotes"
                : null;
    }

    private static void addSyntaxError(String yaml, YamlEngineException e, Report report) {
        if (e instanceof MarkedYamlEngineException marked) {
            Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
            String context = marked.getContext() == null ? "" : marked.getContext() + ", ";
            report.add(mark, "", "not valid YAML: " + context + marked.getProblem(), null);
        } else if (e instanceof ReaderException reader) {
            String before = yaml.substring(0, Math.min(reader.getPosition(), yaml.length()));
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            String character = String.format("U+%04X", reader.getCodePoint());
            report.add(line, column, "", "not valid YAML: the character " + character + " is not allowed", null);
        } else {
            report.add(1, 1, "", "not valid YAML: " + e.getMessage(), null);
        }
    }
}
