package io.tributary.rules;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is compared with values: blocked ones, consent, {@code when}. */
final class PatternReader {
    static final int MAX_BLOCKED = 1000;
    static final int MAX_DENIALS = 1000;
    static final int MAX_CONDITIONS = 16;

    private final Patterns patterns;

    PatternReader(Patterns patterns) {
        this.patterns = patterns;
    }

    @Nullable
    List<ValuePattern> blocked(YamlValue value) {
        return value.list(MAX_BLOCKED, item -> {
            YamlMapping entry = item.mapping(Keys.BLOCKED);
            ValuePattern pattern = entry == null ? null : pattern(entry, ValuePattern.Matches::new);
            // What is matched is always a string, so that the kind of what was written does not count.
            return pattern instanceof ValuePattern.Equals same
                    ? new ValuePattern.Equals(
                            new Scalar(Scalar.Kind.STRING, same.value().text()))
                    : pattern;
        });
    }

    /** The conditions of {@code consent.deny}. */
    @Nullable
    List<Condition> denials(YamlValue value) {
        return value.list(MAX_DENIALS, item -> {
            YamlMapping entry = item.mapping(Keys.DENIAL);
            if (entry == null) {
                return null;
            }
            Path path = entry.require("path", PathSyntax::read);
            ValuePattern pattern = pattern(entry, ValuePattern.Finds::new);
            return path == null || pattern == null ? null : new Condition(path, pattern);
        });
    }

    /** The conditions of {@code when}: path to value, all of which must hold, so that their order does not matter. */
    @Nullable
    List<Condition> when(YamlValue value) {
        List<YamlValue.Entry> entries = value.entries();
        if (entries == null) {
            return null;
        }
        if (entries.isEmpty() || entries.size() > MAX_CONDITIONS) {
            value.problem("must have from 1 to " + MAX_CONDITIONS + " conditions, not " + entries.size());
            return null;
        }
        List<Condition> conditions = new ArrayList<>();
        for (YamlValue.Entry entry : entries) {
            Path path = PathSyntax.readKey(entry.key());
            Scalar scalar = entry.value().scalar();
            if (path != null && scalar != null) {
                conditions.add(new Condition(path, new ValuePattern.Equals(scalar)));
            }
        }
        conditions.sort(Comparator.comparing(condition -> PathSyntax.write(condition.path())));
        return conditions;
    }

    /** @param matching what {@code matches} means here */
    private @Nullable ValuePattern pattern(YamlMapping entry, Function<Pattern, ValuePattern> matching) {
        YamlValue equal = entry.get("equals");
        YamlValue matches = entry.get("matches");
        if ((equal == null) == (matches == null)) {
            entry.at().problem("needs either `equals` or `matches`" + (equal == null ? "" : ", not both"));
            return null;
        }
        if (equal != null) {
            Scalar scalar = equal.scalar();
            return scalar == null ? null : new ValuePattern.Equals(scalar);
        }
        Pattern pattern = entry.read("matches", patterns::read);
        return pattern == null ? null : matching.apply(pattern);
    }
}
