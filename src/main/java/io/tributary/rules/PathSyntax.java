package io.tributary.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How paths are written: keys joined by dots, or a JSON Pointer for keys that hold dots or white space. */
final class PathSyntax {
    static final int MAX_CHARS = 512;

    private PathSyntax() {}

    static @Nullable Path read(YamlValue value) {
        String text = value.string(MAX_CHARS);
        return text == null ? null : read(value, text);
    }

    /** A path that is the key of a mapping. */
    static @Nullable Path readKey(YamlValue key) {
        String text = key.scalarText();
        if (text.length() > MAX_CHARS) {
            key.problem("has " + text.length() + " characters, at most " + MAX_CHARS + " are allowed");
            return null;
        }
        return read(key, text);
    }

    private static @Nullable Path read(YamlValue value, String text) {
        String problem = text.startsWith("/") ? pointerProblem(text) : dottedProblem(text);
        if (problem != null) {
            value.problem(problem);
            return null;
        }
        if (!text.startsWith("/")) {
            return new Path(List.of(text.split("\\.", -1)));
        }
        List<String> keys = List.of(text.substring(1).split("/", -1));
        return new Path(keys.stream().map(PathSyntax::unescape).collect(Collectors.toList()));
    }

    /** The shortest way to write a path. */
    static String write(Path path) {
        String dotted = String.join(".", path.keys());
        boolean plain = path.keys().stream().noneMatch(key -> key.contains(".")) && dottedProblem(dotted) == null;
        if (plain && !dotted.startsWith("/")) {
            return dotted;
        }
        return path.keys().stream()
                .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static @Nullable String dottedProblem(String text) {
        if (List.of(text.split("\\.", -1)).contains("")) {
            return "a key of the path " + Report.quote(text) + " is empty";
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            return "white space in the path " + Report.quote(text)
                    + ": a key that holds it is written as a JSON Pointer, `/context/integrations/Google Analytics`";
        }
        return null;
    }

    private static @Nullable String pointerProblem(String text) {
        if (List.of(text.substring(1).split("/", -1)).contains("")) {
            return "a key of the path " + Report.quote(text) + " is empty";
        }
        for (int i = text.indexOf('~'); i >= 0; i = text.indexOf('~', i + 1)) {
            if (i + 1 == text.length() || (text.charAt(i + 1) != '0' && text.charAt(i + 1) != '1')) {
                return "in a JSON Pointer `~` is written `~0` and `/` is written `~1`";
            }
        }
        return null;
    }

    private static String unescape(String key) {
        return key.replace("~1", "/").replace("~0", "~");
    }
}
