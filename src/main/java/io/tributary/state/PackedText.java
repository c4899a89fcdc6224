package io.tributary.state;

import java.util.HexFormat;

/**
 * Text that is often a UUID or a hash, in half the bytes. Whoever writes one keeps its form next to other small things:
 *
 * <pre>
 *   form 0, text   length, characters       whatever is none of the others
 *   form 1, UUID   16 bytes                 36 characters, lower-case
 *   form 2, hex    length, bytes            an even number of lower-case hexadecimal digits, at least 2
 * </pre>
 *
 * A text has one form only, so equal texts have equal bytes.
 */
final class PackedText {
    static final int TEXT = 0;
    static final int UUID = 1;
    static final int HEX = 2;

    private static final HexFormat HEX_FORMAT = HexFormat.of();

    private PackedText() {}

    static int form(String text) {
        int length = text.length();
        if (length == 36 && isUuid(text)) {
            return UUID;
        }
        return length > 0 && length % 2 == 0 && isHex(text) ? HEX : TEXT;
    }

    static void write(String text, int form, ByteWriter out) {
        switch (form) {
            case UUID -> uuid(text, out);
            case HEX -> {
                out.varint(text.length() / 2);
                hex(text, out);
            }
            default -> out.text(text);
        }
    }

    /** Without a length: for the end of a key. */
    static void writeLast(String text, int form, ByteWriter out) {
        switch (form) {
            case UUID -> uuid(text, out);
            case HEX -> hex(text, out);
            default -> out.characters(text);
        }
    }

    /** @throws IllegalStateException if there is no such form */
    static String read(int form, ByteReader in) {
        return switch (form) {
            case TEXT -> in.text();
            case UUID -> new java.util.UUID(in.fixedLong(), in.fixedLong()).toString();
            case HEX -> HEX_FORMAT.formatHex(in.raw(in.count()));
            default -> throw new IllegalStateException("no packed text has form " + form);
        };
    }

    /**
     * What {@link #writeLast} wrote.
     *
     * @throws IllegalStateException if there is no such form
     */
    static String readLast(int form, ByteReader in) {
        return switch (form) {
            case TEXT -> in.lastText();
            case HEX -> HEX_FORMAT.formatHex(in.rest());
            default -> read(form, in);
        };
    }

    private static boolean isUuid(String text) {
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static void uuid(String text, ByteWriter out) {
        for (int i = 0; i < 36; i += 2) {
            if (text.charAt(i) == '-') {
                i++;
            }
            out.octet(octet(text, i));
        }
    }

    private static void hex(String text, ByteWriter out) {
        for (int i = 0; i < text.length(); i += 2) {
            out.octet(octet(text, i));
        }
    }

    private static int octet(String text, int i) {
        return HexFormat.fromHexDigit(text.charAt(i)) << 4 | HexFormat.fromHexDigit(text.charAt(i + 1));
    }
}
