package io.tributary.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the patterns of one file, within bounds for each and for all of them. */
final class Patterns {
    static final int MAX_CHARS = 1000;

    /** Steps of a pattern's program. */
    static final int MAX_SIZE = 10_000;

    /** Characters whose case a pattern ignores in ranges: more than any script has letters. */
    static final int MAX_FOLDED = 2_000;

    /** Steps and folded characters of all patterns of a file, each pattern counting {@link #OVERHEAD} more. */
    static final int MAX_TOTAL = 1_000_000;

    private static final int OVERHEAD = 100;

    private final Map<String, Pattern> compiled = new HashMap<>();
    private final long maxTotal;
    private long total;

    /** @param maxTotal of all patterns of the file together */
    Patterns(long maxTotal) {
        this.maxTotal = maxTotal;
    }

    @Nullable
    Pattern read(YamlValue value) {
        String text = value.string(MAX_CHARS);
        if (text == null) {
            return null;
        }
        Pattern known = compiled.get(text);
        if (known != null) {
            return known;
        }
        PatternCost cost = PatternCost.of(text);
        if (cost.size() > MAX_SIZE) {
            value.problem("the pattern's repetitions make it too large, write fewer or smaller ones");
            return null;
        }
        if (cost.folded() > MAX_FOLDED) {
            value.problem("the pattern ignores the case of ranges that are too wide, write smaller ones");
            return null;
        }
        total += OVERHEAD + cost.size() + cost.folded();
        if (total > maxTotal) {
            value.problem("the file's patterns together are too large");
            return null;
        }
        try {
            Pattern pattern = Pattern.compile(text);
            compiled.put(text, pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            value.problem("not a pattern that RE2 understands: " + e.getDescription() + ", at "
                    + Report.quote(e.getPattern()));
            return null;
        }
    }
}
