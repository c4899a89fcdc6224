package io.tributary.codec;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers as people write them, told apart by what they dial.
 *
 * <p>libphonenumber takes far more for a number than an identifier may be: it looks for one inside of text, dials
 * letters, and drops extensions, so that all of a company's extensions would be one person. So it only ever sees a plus
 * sign and digits, and everything that is neither these nor a separator makes text no number.
 */
final class PhoneNumbers {
    /** More digits than any number has, and fewer than are worth asking for. */
    private static final int MAX_DIGITS = 24;

    /** A number without a country code belongs to nowhere. */
    private static final @Nullable String NO_REGION = null;

    private static final String INTERNATIONAL_PREFIX = "00";
    private static final String SEPARATORS = "().[]/~\u2212\u2053\u223C\uFF08\uFF09\uFF0E\uFF3B\uFF3D\uFF0F\uFF5E";

    /** Loaded when the first number is asked for: most rules have none. */
    private static final class Plan {
        static final PhoneNumberUtil OF_ALL_COUNTRIES = PhoneNumberUtil.getInstance();
    }

    private PhoneNumbers() {}

    /**
     * The number in E.164, as {@code +493012345678}.
     *
     * @param text digits of any script with any separators, after a plus sign or {@code 00}
     * @return null if it is no number, has no country code, or is none that could have been given to anybody
     */
    static @Nullable String e164(String text) {
        String dialled = dialled(text);
        if (dialled == null) {
            return null;
        }
        PhoneNumberUtil plan = Plan.OF_ALL_COUNTRIES;
        try {
            PhoneNumber number = plan.parse(dialled, NO_REGION);
            return plan.isValidNumber(number) ? plan.format(number, PhoneNumberFormat.E164) : null;
        } catch (NumberParseException e) {
            return null;
        }
    }

    /** A plus sign and ASCII digits; null if the text is anything else than a number with a country code. */
    private static @Nullable String dialled(String text) {
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        boolean plus = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (Character.isDigit(c)) {
                digits.append((char) ('0' + Character.digit(c, 10)));
            } else if ((c == '+' || c == '\uFF0B') && !plus && digits.isEmpty()) {
                plus = true;
            } else if (!isSeparator(c)) {
                return null;
            }
            if (digits.length() > MAX_DIGITS) {
                return null;
            }
        }
        if (plus) {
            return "+" + digits;
        }
        return digits.indexOf(INTERNATIONAL_PREFIX) == 0 ? "+" + digits.substring(INTERNATIONAL_PREFIX.length()) : null;
    }

    /** Blanks and dashes of every kind, invisible marks as they come with copied text, and a few more. */
    private static boolean isSeparator(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.DASH_PUNCTUATION
                || Character.getType(c) == Character.FORMAT
                || SEPARATORS.indexOf(c) >= 0;
    }
}
