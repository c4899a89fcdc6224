package io.tributary.rules;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes scalars so that reading them gives them back, in one way for each. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** Plain words that some reader of YAML takes for something else than a string. */
    private static final Set<String> NOT_STRINGS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** A flow list of strings. */
    static String list(Stream<String> strings) {
        return strings.map(YamlText::string).collect(Collectors.joining(", ", "[", "]"));
    }

    static String scalar(Scalar scalar) {
        return scalar.kind() == Scalar.Kind.STRING ? string(scalar.text()) : scalar.text();
    }

    /** Plain where no reader can mistake it, else in double quotes. */
    static String string(String text) {
        boolean plain = PLAIN.matcher(text).matches() && NOT_STRINGS.stream().noneMatch(text::equalsIgnoreCase);
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                quoted.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (isPrintable(c)) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04X", (int) c));
            }
        }
        return quoted.append('"').toString();
    }

    /** A fixed set, so that no JDK's idea of Unicode changes a fingerprint. */
    private static boolean isPrintable(char c) {
        boolean lineSeparator = c == 0x2028 || c == 0x2029;
        return (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xd7ff && !lineSeparator)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
    }
}
