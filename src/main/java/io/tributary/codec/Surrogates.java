package io.tributary.codec;

/**
 * Text that can be written as UTF-8.
 *
 * <p>JSON can spell half of a surrogate pair ({@code "\ud83d"}, what is left of an emoji that a sender cut in two). No
 * UTF-8 can, so it is read as U+FFFD, the replacement character, before anything is matched, hashed or stored: the same
 * text everywhere, instead of one that changes on its way. That goes for values; the parser takes no name with one, and
 * the event is malformed.
 */
final class Surrogates {
    private static final char REPLACEMENT = '\uFFFD';

    private Surrogates() {}

    /** The text with U+FFFD for every lone surrogate; the same object if there is none. */
    static String replaceLone(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceLone(text, i);
            }
        }
        return text;
    }

    private static String replaceLone(String text, int from) {
        char[] chars = text.toCharArray();
        for (int i = from; i < chars.length; i++) {
            if (Character.isHighSurrogate(chars[i]) && i + 1 < chars.length && Character.isLowSurrogate(chars[i + 1])) {
                i++;
            } else if (Character.isSurrogate(chars[i])) {
                chars[i] = REPLACEMENT;
            }
        }
        return new String(chars);
    }
}
