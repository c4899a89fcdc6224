package io.tributary.codec;

import io.tributary.rules.Scalar;
import io.tributary.rules.ValuePattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that are no identifiers.
 *
 * <p>Every value of every event is checked, and starting the RE2 engine for one costs a tenth of the whole event. So
 * what rules nearly always say is not matched but looked up: words, and runs of a few characters ({@code ^[0-]*$}).
 */
final class BlockedValues {
    /** A class of plain characters, repeated; a dash at either end of it is one of them. */
    private static final Pattern RUN = Pattern.compile("\\^?\\[(-?[0-9A-Za-z_]+-?)]\\*\\$?");

    private final Set<String> words = new HashSet<>();
    private final List<String> runs = new ArrayList<>();
    private final List<ValuePattern> others = new ArrayList<>();

    BlockedValues(Iterable<ValuePattern> patterns) {
        for (ValuePattern pattern : patterns) {
            if (pattern instanceof ValuePattern.Equals equals) {
                addWord(equals.value());
            } else if (pattern instanceof ValuePattern.Matches matches) {
                addMatches(matches);
            }
        }
    }

    /** A value is text, also where it came as a number: no other kind equals it. */
    private void addWord(Scalar value) {
        if (value.kind() == Scalar.Kind.STRING) {
            words.add(value.text());
        }
    }

    private void addMatches(ValuePattern.Matches matches) {
        Matcher run = RUN.matcher(matches.pattern().pattern());
        if (matches.pattern().flags() == 0 && run.matches()) {
            runs.add(run.group(1));
        } else {
            others.add(matches);
        }
    }

    /** @param text as it is normalised */
    boolean contains(String text) {
        if (words.contains(text)) {
            return true;
        }
        for (String run : runs) {
            if (isRun(text, run)) {
                return true;
            }
        }
        if (others.isEmpty()) {
            return false;
        }
        Scalar value = new Scalar(Scalar.Kind.STRING, text);
        for (ValuePattern pattern : others) {
            if (pattern.matches(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRun(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
