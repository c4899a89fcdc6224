package io.tributary.rules;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a rules file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param path of the key or value, {@code spaces[0].identifiers[2].priority}; empty for the file as a whole
 * @param message what is wrong and what would be right
 * @param suggestion the word that was probably meant, null if none comes near
 */
public record Problem(
        int line,
        int column,
        String path,
        String message,
        @Nullable String suggestion) {

    /** {@code rules.yaml:12:7 spaces[0].identifiers[2].prioritys: unknown key `prioritys`, did you mean `priority`?} */
    public String render(String fileName) {
        String place = fileName + ":" + line + ":" + column + (path.isEmpty() ? "" : " " + path);
        String hint = suggestion == null ? "" : ", did you mean `" + suggestion + "`?";
        return place + ": " + message + hint;
    }
}
