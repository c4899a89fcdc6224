package io.tributary.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. Bytes that it cannot have written are an {@link IllegalStateException}. */
public final class ByteReader {
    private final byte[] bytes;
    private final String what;
    private int at;

    /** @param what the bytes are, with an article, for messages */
    public ByteReader(byte[] bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /**
     * Begins a value.
     *
     * @param version that is understood
     * @param flags that are understood
     * @return the flags that are set
     */
    public int head(int version, int flags) {
        int head = octet();
        if (head >>> 4 != version) {
            throw new IllegalStateException(what + " was written in version " + (head >>> 4)
                    + ", this release reads version " + version + ": start the release that wrote it or a newer one");
        }
        int set = head & 0xF;
        if ((set & ~flags) != 0) {
            throw new IllegalStateException(what + " of version " + version + " has parts that this release does not"
                    + " know (flags " + Integer.toBinaryString(set) + "): start the release that wrote it or a newer"
                    + " one");
        }
        return set;
    }

    /** The version of a value that was not begun yet. */
    int version() {
        require(1);
        return (bytes[at] & 0xFF) >>> 4;
    }

    /** Ends the value: nothing may be left. */
    public void end() {
        if (at != bytes.length) {
            throw damaged((bytes.length - at) + " bytes are left over");
        }
    }

    public int octet() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    /**
     * What a code of one byte stands for.
     *
     * @param meanings throws an {@link IllegalArgumentException} of a code that stands for nothing
     */
    public <T> T coded(IntFunction<T> meanings) {
        return meant(octet(), meanings);
    }

    /** The same of a code that has been read as a part of something. */
    <T> T meant(int code, IntFunction<T> meanings) {
        try {
            return meanings.apply(code);
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("a number has more than 64 bits");
    }

    public long signed() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A varint that fits an int. */
    public int smallVarint() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw damaged("a number is out of range");
        }
        return (int) value;
    }

    /** How many elements follow, each of at least one byte. */
    public int count() {
        int count = smallVarint();
        require(count);
        return count;
    }

    public int fixedInt() {
        require(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | (bytes[at++] & 0xFF);
        }
        return value;
    }

    public long fixedLong() {
        return (long) fixedInt() << 32 | (fixedInt() & 0xFFFF_FFFFL);
    }

    public byte[] raw(int length) {
        require(length);
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return part;
    }

    /** All that is left. */
    byte[] rest() {
        return raw(bytes.length - at);
    }

    public String text() {
        return characters(count());
    }

    /** All that is left, as text. */
    String lastText() {
        return characters(bytes.length - at);
    }

    public @Nullable String nullableText() {
        int length = smallVarint();
        return length == 0 ? null : characters(length - 1);
    }

    public byte @Nullable [] nullableBytes() {
        int length = smallVarint();
        return length == 0 ? null : raw(length - 1);
    }

    /** Text of a known length in bytes. */
    private String characters(int length) {
        require(length);
        int end = at + length;
        for (int i = at; i < end; i++) {
            if (bytes[i] < 0) {
                return wideCharacters(end);
            }
        }
        String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at = end;
        return text;
    }

    private String wideCharacters(int end) {
        char[] chars = new char[end - at];
        int size = 0;
        while (at < end) {
            int first = bytes[at];
            int following = first >= 0 ? 0 : first < (byte) 0xE0 ? 1 : 2;
            if (end - at <= following) {
                throw damaged("a text ends within a character");
            }
            at++;
            int c = following == 0 ? first : following == 1 ? first & 0x1F : first & 0xF;
            for (int i = 0; i < following; i++) {
                c = c << 6 | (bytes[at++] & 0x3F);
            }
            chars[size++] = (char) c;
        }
        return new String(chars, 0, size);
    }

    private void require(int more) {
        if (bytes.length - at < more) {
            throw damaged("it ends too early");
        }
    }

    /** Bytes that nobody can have written. */
    IllegalStateException damaged(@Nullable String how) {
        return new IllegalStateException(what + " of " + bytes.length + " bytes is damaged: " + how);
    }
}
