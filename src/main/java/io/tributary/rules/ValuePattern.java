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

    /**
     * A string or number whose whole text the pattern matches, in time linear in its length (RE2): what {@code matches}
     * means for blocked values, where a part that looks alike must not take a good value away.
     */
    record Matches(Pattern pattern) implements ValuePattern {
        @Override
        public boolean matches(Scalar value) {
            return value.isText() && pattern.matcher(value.text()).matches();
        }
    }

    /**
     * A string or number in whose text the pattern is found, in time linear in its length (RE2): what {@code matches}
     * means for consent, where {@code ^non-consent-} is told by how a value begins.
     */
    record Finds(Pattern pattern) implements ValuePattern {
        @Override
        public boolean matches(Scalar value) {
            return value.isText() && pattern.matcher(value.text()).find();
        }
    }
}
