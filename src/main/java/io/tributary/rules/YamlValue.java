package io.tributary.rules;

import io.tributary.model.Bounds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of the rules file and the place where it stands. Whoever reads it says what it must be; a method that returns
 * null has reported why it is not.
 */
final class YamlValue {
    /** Enough for any value that can be compared, see {@link Bounds#MAX_VALUE_CHARS}. */
    private static final int MAX_NUMBER_DIGITS = 512;

    private static final Set<String> NEARLY_JSON = Set.of("True", "TRUE", "False", "FALSE", "Null", "NULL", "~");

    private final Node node;
    private final String path;
    private final Report report;

    YamlValue(Node node, String path, Report report) {
        this.node = node;
        this.path = path;
        this.report = report;
    }

    /** A key and what it stands for. */
    record Entry(YamlValue key, YamlValue value) {}

    void problem(String message) {
        problem(message, null);
    }

    void problem(String message, @Nullable String suggestion) {
        report.add(node.getStartMark(), path, message, suggestion);
    }

    /** From 1. */
    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isNothing() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    /** What is written, whatever it is taken for; null if it is no scalar or nothing. Reports no problem. */
    @Nullable
    String word() {
        return node instanceof ScalarNode scalar && !isNothing() ? scalar.getValue() : null;
    }

    /** A mapping with these keys; wrong ones are reported and left out. */
    @Nullable
    YamlMapping mapping(Keys keys) {
        List<Entry> entries = entries();
        if (entries == null) {
            return null;
        }
        Map<String, YamlValue> values = new LinkedHashMap<>();
        for (Entry entry : entries) {
            String key = entry.key.scalarText();
            if (keys.known().contains(key)) {
                values.put(key, entry.value);
            } else {
                entry.key.problem("unknown key " + Report.quote(key), Spelling.closest(key, keys.known()));
            }
        }
        return new YamlMapping(this, values);
    }

    /** A mapping with any keys, each once. */
    @Nullable
    List<Entry> entries() {
        if (!(node instanceof MappingNode mapping)) {
            mustBe("a mapping");
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                new YamlValue(tuple.getKeyNode(), path, report).problem("a key must be a string");
                continue;
            }
            String keyPath = (path.isEmpty() ? "" : path + ".") + Report.shorten(keyNode.getValue());
            YamlValue key = new YamlValue(keyNode, keyPath, report);
            Integer first = lines.putIfAbsent(keyNode.getValue(), key.line());
            if (first != null) {
                key.problem("key " + Report.quote(keyNode.getValue()) + " is given twice, first on line " + first);
            } else {
                entries.add(new Entry(key, new YamlValue(tuple.getValueNode(), keyPath, report)));
            }
        }
        return entries;
    }

    /** A list of at most so many. */
    @Nullable
    List<YamlValue> items(int max) {
        if (!(node instanceof SequenceNode sequence)) {
            mustBe("a list");
            return null;
        }
        if (sequence.getValue().size() > max) {
            problem("has " + sequence.getValue().size() + " entries, at most " + max + " are allowed");
            return null;
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(item, path + "[" + items.size() + "]", report));
        }
        return items;
    }

    /** A list whose entries are read one by one; null if one of them has a problem. */
    <T> @Nullable List<T> list(int max, Function<YamlValue, @Nullable T> read) {
        List<YamlValue> items = items(max);
        if (items == null) {
            return null;
        }
        List<T> list = new ArrayList<>();
        for (YamlValue item : items) {
            T value = read.apply(item);
            if (value != null) {
                list.add(value);
            }
        }
        return list.size() == items.size() ? list : null;
    }

    /** A string that is neither empty nor longer than that. */
    @Nullable
    String string(int maxChars) {
        if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.STR)) {
            boolean quotable = node instanceof ScalarNode && !isNothing();
            mustBe("a string" + (quotable ? " (put it in quotes)" : ""));
            return null;
        }
        String text = scalar.getValue();
        if (text.isBlank()) {
            problem("is blank");
            return null;
        }
        if (text.length() > maxChars) {
            problem("has " + text.length() + " characters, at most " + maxChars + " are allowed");
            return null;
        }
        return text;
    }

    /** A string that names something: besides, no control characters, no white space at its ends. */
    @Nullable
    String name(int maxChars) {
        String text = string(maxChars);
        if (text != null && (!text.equals(text.strip()) || text.chars().anyMatch(Character::isISOControl))) {
            problem("has white space at its ends or control characters");
            return null;
        }
        return text;
    }

    /** A whole number in this range, both ends included. */
    @Nullable
    Integer integer(int min, int max) {
        String range = "a whole number from " + min + " to " + max;
        if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.INT)) {
            mustBe(range);
            return null;
        }
        String digits = scalar.getValue();
        long value = digits.length() > 12 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (value < min || value > max) {
            mustBe(range);
            return null;
        }
        return (int) value;
    }

    @Nullable
    Boolean bool() {
        if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.BOOL)) {
            mustBe("true or false");
            return null;
        }
        return Boolean.valueOf(scalar.getValue());
    }

    /** One of these words. */
    <T> @Nullable T choice(Names<T> names) {
        String list = String.join(", ", names.byName().keySet());
        String word = word();
        if (word == null) {
            mustBe("one of " + list);
            return null;
        }
        T value = names.get(word);
        if (value == null) {
            mustBe("one of " + list, Spelling.closest(word, names.byName().keySet()));
        }
        return value;
    }

    /** A JSON scalar, its kind kept. */
    @Nullable
    Scalar scalar() {
        if (!(node instanceof ScalarNode scalar) || isNothing()) {
            mustBe("a string, a number, true, false or null");
            return null;
        }
        String text = scalar.getValue();
        if (scalar.isPlain() && NEARLY_JSON.contains(text)) {
            String meant = text.equals("~") ? "null" : text.toLowerCase(Locale.ROOT);
            problem("is read as the string \"" + text + "\": write " + meant + ", or put it in quotes");
            return null;
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            String plain = plainDecimal(text);
            return plain == null ? null : new Scalar(Scalar.Kind.NUMBER, plain);
        }
        if (tag.equals(Tag.BOOL)) {
            return new Scalar(Scalar.Kind.BOOLEAN, text);
        }
        if (tag.equals(Tag.NULL)) {
            return new Scalar(Scalar.Kind.NULL, "null");
        }
        if (text.length() > Bounds.MAX_VALUE_CHARS) {
            problem("has " + text.length() + " characters, no value has more than " + Bounds.MAX_VALUE_CHARS);
            return null;
        }
        return new Scalar(Scalar.Kind.STRING, text);
    }

    private @Nullable String plainDecimal(String text) {
        try {
            BigDecimal number = text.length() > MAX_NUMBER_DIGITS ? null : new BigDecimal(text);
            if (number != null && number.precision() + Math.abs((long) number.scale()) <= MAX_NUMBER_DIGITS) {
                return number.toPlainString();
            }
        } catch (NumberFormatException e) {
            // .inf, .nan and exponents beyond an int are YAML's numbers, but not JSON's
        }
        problem("is not a number that an event can hold; put it in quotes if the text is meant");
        return null;
    }

    /** The text of what is known to be a scalar: a key. */
    String scalarText() {
        return ((ScalarNode) node).getValue();
    }

    void mustBe(String what) {
        mustBe(what, null);
    }

    void mustBe(String what, @Nullable String suggestion) {
        problem("must be " + what + ", not " + describe(), suggestion);
    }

    private String describe() {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (!(node instanceof ScalarNode scalar)) {
            return "a list";
        }
        return isNothing() ? "empty" : Report.quote(scalar.getValue());
    }
}
