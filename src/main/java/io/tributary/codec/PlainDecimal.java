package io.tributary.codec;

import io.tributary.model.Bounds;
import java.math.BigDecimal;

/** JSON numbers written out, without an exponent: {@code 1.5e3} is {@code 1500}. */
final class PlainDecimal {
    private PlainDecimal() {}

    /**
     * The plain form of a JSON number, all its digits kept. One whose plain form is longer than a value may be stays as
     * it is written; {@link #isPlain} tells.
     */
    static String of(String literal) {
        if (literal.length() > Bounds.MAX_VALUE_CHARS) {
            return literal;
        }
        if (isPlain(literal) && !literal.startsWith("-0")) {
            return literal;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(literal);
        } catch (NumberFormatException exponentOutOfRange) {
            return literal;
        }
        // Before it is written out: 1e999999999 has a billion digits.
        long digits = Math.max(number.precision(), (long) number.precision() - number.scale());
        return Math.max(digits, number.scale()) > Bounds.MAX_VALUE_CHARS ? literal : number.toPlainString();
    }

    /** Whether a JSON number is written without an exponent. */
    static boolean isPlain(String number) {
        return number.indexOf('e') < 0 && number.indexOf('E') < 0;
    }
}
