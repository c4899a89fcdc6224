package io.tributary.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * What it would cost to compile a pattern, found without compiling it.
 *
 * <p>RE2 matches in linear time, but it writes counted repetitions out, so that {@code ((a{1000}){1000}){1000}} would be
 * a program of a billion steps; and where case is ignored it folds a range one character at a time, in time that is
 * quadratic in the range.
 *
 * <p>For what is no valid pattern the figures mean nothing; compiling it fails fast.
 */
final class PatternCost {
    /** An estimate that has grown beyond this only needs to stay there. */
    private static final long HUGE = 1_000_000_000L;

    private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[msU]*i");

    private final String pattern;
    private long size;
    private long ranges;
    private int at;

    private PatternCost(String pattern) {
        this.pattern = pattern;
    }

    static PatternCost of(String pattern) {
        PatternCost cost = new PatternCost(pattern);
        cost.scan();
        return cost;
    }

    /** At least about half the steps of the program. */
    long size() {
        return size;
    }

    /** How many characters have to be folded one at a time. */
    long folded() {
        return IGNORES_CASE.matcher(pattern).find() ? ranges : 0;
    }

    private void scan() {
        Deque<Long> outer = new ArrayDeque<>();
        long last = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '(' && flagsEnd() > 0) {
                // Flags are no atom: a repetition behind them repeats what is before them once more.
                at = flagsEnd();
            } else if (c == '(') {
                outer.push(size);
                size = 0;
                last = 0;
                at++;
            } else if (c == ')' && !outer.isEmpty()) {
                last = size + 2;
                size = outer.pop() + last;
                at++;
            } else if (c == '{' && repetition() > 0) {
                long repeated = Math.min(HUGE, last * repetition());
                size = Math.min(HUGE, size - last + repeated);
                last = repeated;
                at = pattern.indexOf('}', at) + 1;
            } else if (c == '*' || c == '+' || c == '?') {
                last++;
                size++;
                at++;
            } else {
                skipAtom();
                last = 1;
                size++;
            }
        }
    }

    /** Behind flags such as {@code (?i)}; 0 if it is another kind of group. */
    private int flagsEnd() {
        int i = at + 2;
        if (!pattern.startsWith("(?", at)) {
            return 0;
        }
        while (i < pattern.length() && "imsU-".indexOf(pattern.charAt(i)) >= 0) {
            i++;
        }
        return i < pattern.length() && pattern.charAt(i) == ')' ? i + 1 : 0;
    }

    /** How often {@code {n}}, {@code {n,}} or {@code {n,m}} repeats what is before it, 0 if it is none of these. */
    private long repetition() {
        int close = pattern.indexOf('}', at);
        String counts = close < 0 ? "" : pattern.substring(at + 1, close);
        if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            return 0;
        }
        long most = 0;
        for (String count : counts.split(",", -1)) {
            most = Math.max(most, count.isEmpty() ? 0 : Long.parseLong(count));
        }
        return most + 1;
    }

    private void skipAtom() {
        if (pattern.charAt(at) != '[') {
            character();
            return;
        }
        at += pattern.startsWith("[^", at) ? 2 : 1;
        for (int first = at; at < pattern.length(); ) {
            if (pattern.charAt(at) == ']' && at > first) {
                at++;
                return;
            }
            if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at + 2) > 0) {
                at = pattern.indexOf(":]", at + 2) + 2;
            } else {
                classItem();
            }
        }
    }

    /** A character or a range of a character class. */
    private void classItem() {
        int low = character();
        boolean isRange = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
        if (isRange) {
            at++;
            ranges += Math.max(0, character() - low);
        }
    }

    /** Passes a literal or an escape and says which character it stands for; for a class, any. */
    private int character() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        if (c != '\\' || at == pattern.length()) {
            return c;
        }
        int escaped = pattern.codePointAt(at);
        at += Character.charCount(escaped);
        boolean braced = "pPx".indexOf(escaped) >= 0 && pattern.startsWith("{", at) && pattern.indexOf('}', at) > 0;
        if (braced) {
            String name = pattern.substring(at + 1, pattern.indexOf('}', at));
            at = pattern.indexOf('}', at) + 1;
            return escaped == 'x' && name.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(name, 16) : escaped;
        }
        return escaped;
    }
}
