package io.tributary.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends values to a growing array of bytes; {@link ByteReader} reads them back.
 *
 * <p>A <em>varint</em> is 7 bits a byte, lowest first, the top bit set on all but the last; a <em>signed</em> one is
 * zig-zag coded first, so that small negative numbers are short too. Differences of two times may wrap around: added
 * back they wrap around again.
 */
public final class ByteWriter {
    private byte[] buffer;
    private int size;

    /** @param capacity bytes to begin with */
    public ByteWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** Forgets what was written; the array is used again. */
    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** What was written, at the beginning of an array that is written to again. */
    byte[] buffer() {
        return buffer;
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return new Bytes(Arrays.copyOf(buffer, size));
    }

    /** Begins a value: its version (1 to 15) and four flags in one byte. */
    public void head(int version, int flags) {
        octet(version << 4 | flags);
    }

    public void octet(int value) {
        require(1);
        buffer[size++] = (byte) value;
    }

    public void varint(long value) {
        require(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    public void signed(long value) {
        varint(value << 1 ^ value >> 63);
    }

    /** Four bytes, big-endian. */
    public void fixedInt(int value) {
        require(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    /** Eight bytes, big-endian. */
    public void fixedLong(long value) {
        fixedInt((int) (value >>> 32));
        fixedInt((int) value);
    }

    public void raw(byte[] bytes) {
        require(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** A length in bytes and the characters. */
    public void text(String text) {
        counted(text, 0);
    }

    /** As {@link #text}, with a length that tells null from empty. */
    public void nullableText(@Nullable String text) {
        if (text == null) {
            varint(0);
            return;
        }
        counted(text, 1);
    }

    /** A length that tells null from empty, and the bytes. */
    public void nullableBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            varint(0);
            return;
        }
        varint(bytes.length + 1L);
        raw(bytes);
    }

    /** The characters without a length: for the end of a key. */
    public void characters(String text) {
        if (!narrow(text)) {
            wide(text, textLength(text));
        }
    }

    /** The length in bytes and some more, and the characters. Most text has a byte a character, so that is tried first. */
    private void counted(String text, int more) {
        int before = size;
        varint((long) text.length() + more);
        if (!narrow(text)) {
            size = before;
            int length = textLength(text);
            varint((long) length + more);
            wide(text, length);
        }
    }

    /** Writes text of which each character is one byte; nothing of any other, and says so. */
    private boolean narrow(String text) {
        int length = text.length();
        require(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            buffer[size + i] = (byte) c;
        }
        size += length;
        return true;
    }

    /**
     * As UTF-8, but each half of a surrogate pair on its own, so that halves without a partner, which JSON's escapes can
     * spell, stay distinct.
     */
    private void wide(String text, int length) {
        require(length);
        int at = size;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                buffer[at++] = (byte) c;
            } else if (c < 0x800) {
                buffer[at++] = (byte) (0xC0 | c >> 6);
                buffer[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                buffer[at++] = (byte) (0xE0 | c >> 12);
                buffer[at++] = (byte) (0x80 | (c >> 6 & 0x3F));
                buffer[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        size = at;
    }

    private static int textLength(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 ? 1 : 2;
            }
        }
        return length;
    }

    private void require(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
        }
    }
}
