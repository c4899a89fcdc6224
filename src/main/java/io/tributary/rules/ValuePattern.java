package io.tributary.rules;

import com.google.re2j.Pattern;

/**
 * Values that are blocked, or that deny consent.
 *
 * <p>Equality is that of its text: two rules files that say the same are the same.
 */
public sealed interface ValuePattern {
    boolean matches(Scalar value);

    /** Exactly this value. */
    record Equals(Scalar value) implements ValuePattern {
        @Override
        public boolean matches(Scalar other) {
            return value.equals(other);
        }
    }

    /** A string or number whose whole text the pattern matches, in time linear in its length (RE2). */
    record Matches(Pattern pattern) implements ValuePattern {
        @Override
        public boolean matches(Scalar value) {
            return (value.kind() == Scalar.Kind.STRING || value.kind() == Scalar.Kind.NUMBER)
                    && pattern.matcher(value.text()).matches();
        }
    }
}
