package io.tributary.codec;

import io.tributary.model.Collection;
import io.tributary.model.ExternalId;
import io.tributary.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The words that records are made of, written straight to one buffer that is used again: a generator's checks of what may
 * come next, its buffers and its copies cost as much as the rest of an event. Everything it writes is valid UTF-8,
 * whatever the text: half of a surrogate pair becomes U+FFFD, see {@link Surrogates}. Not thread-safe.
 */
final class RecordJson {
    /** Bytes that no record goes over: what Kafka is told to take. */
    static final int MAX_RECORD_BYTES = 4 << 20;

    /** The most bytes that a character of a text takes: an escape by its number. */
    private static final int CHARACTER_BYTES = 6;

    private static final char REPLACEMENT = '\uFFFD';
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");

    private byte[] buffer = new byte[4096];
    private int size;

    /** Begins a record. */
    void begin() {
        size = 0;
        put('{');
    }

    /** Ends the record and gives it away. */
    byte[] end() {
        put('}');
        return Arrays.copyOf(buffer, size);
    }

    /** How many bytes of the record are written so far. */
    int size() {
        return size;
    }

    void beginObject() {
        next();
        put('{');
    }

    void beginObject(String name) {
        name(name);
        put('{');
    }

    void endObject() {
        put('}');
    }

    void beginArray(String name) {
        name(name);
        put('[');
    }

    void endArray() {
        put(']');
    }

    /** A field with text, left out if there is none. */
    void text(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
    }

    /** A member of an array. */
    void text(String value) {
        next();
        string(value);
    }

    /** A field that was made ready once, see {@link #ready}. */
    void ready(byte[] field) {
        next();
        put(field, field.length);
    }

    /** A field with text that is the same in every record. */
    static byte[] ready(String name, String value) {
        RecordJson json = new RecordJson();
        json.begin();
        json.text(name, value);
        return Arrays.copyOfRange(json.buffer, 1, json.size);
    }

    void noText(String name) {
        name(name);
        put(NULL, NULL.length);
    }

    void number(String name, long value) {
        name(name);
        decimal(value);
    }

    /** A field that counts what was left out; it is not there if nothing was. */
    void omitted(String name, int count) {
        if (count > 0) {
            number(name, count);
        }
    }

    void flag(String name, boolean value) {
        name(name);
        byte[] word = value ? TRUE : FALSE;
        put(word, word.length);
    }

    void yes(String name) {
        flag(name, true);
    }

    /** @param millis epoch milliseconds, 0 to 9999-12-31T23:59:59.999Z */
    void time(String name, long millis) {
        name(name);
        put('"');
        require(Iso8601.FORMATTED_CHARS);
        Iso8601.format(millis, buffer, size);
        size += Iso8601.FORMATTED_CHARS;
        put('"');
    }

    void profile(String name, ProfileId id) {
        text(name, id.toString());
    }

    /** @param name any text */
    void profileOf(String name, ProfileId id) {
        anyName(name);
        string(id.toString());
    }

    /** The field {@code collection}: a level's keys are external IDs of users. */
    void collection(Collection collection) {
        text("collection", (collection.isLevel() ? Collection.USERS : collection).wireName());
    }

    /** The field {@code level}, left out for users and accounts. */
    void level(Collection collection) {
        text("level", collection.isLevel() ? collection.wireName() : null);
    }

    /** The fields {@code collection}, {@code type} and {@code id}. */
    void externalId(ExternalId id) {
        collection(id.collection());
        typeAndId(id);
    }

    /** The fields {@code type} and {@code id}. */
    void typeAndId(ExternalId id) {
        text("type", id.type());
        text("id", id.value());
    }

    /** A field with an external ID that says its collection. */
    void externalId(String name, ExternalId id) {
        beginObject(name);
        externalId(id);
        endObject();
    }

    /** A field with {@code type} and {@code id} of each. */
    void typesAndIds(String name, Iterable<ExternalId> ids) {
        beginArray(name);
        for (ExternalId id : ids) {
            beginObject();
            typeAndId(id);
            endObject();
        }
        endArray();
    }

    /** The field {@code externalIds}. */
    void externalIds(Iterable<ExternalId> ids) {
        beginArray("externalIds");
        for (ExternalId id : ids) {
            beginObject();
            externalId(id);
            endObject();
        }
        endArray();
    }

    /**
     * A field whose value is JSON already.
     *
     * @param name any text
     */
    void json(String name, String value) {
        anyName(name);
        require(value.length() * CHARACTER_BYTES);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                buffer[size++] = (byte) c;
            } else {
                i = wide(value, i);
            }
        }
    }

    /** A field whose value is JSON already, in UTF-8. */
    void json(String name, byte[] value) {
        name(name);
        put(value, value.length);
    }

    void base64(String name, byte[] value, int length) {
        name(name);
        byte[] encoded = Base64.getEncoder().encode(Arrays.copyOf(value, length));
        put('"');
        put(encoded, encoded.length);
        put('"');
    }

    /** @param name of plain letters, as all names of fields are that the schemas have */
    @SuppressWarnings("deprecation") // the one method that copies a string's bytes without looking at each
    private void name(String name) {
        int length = name.length();
        require(length + 4);
        byte[] to = buffer;
        int at = size;
        if (to[at - 1] != '{' && to[at - 1] != '[') {
            to[at++] = ',';
        }
        to[at++] = '"';
        name.getBytes(0, length, to, at);
        at += length;
        to[at++] = '"';
        to[at++] = ':';
        size = at;
    }

    /** @param name whatever it is made of */
    private void anyName(String name) {
        next();
        string(name);
        put(':');
    }

    /** Whatever comes next in its object or array. */
    private void next() {
        byte last = buffer[size - 1];
        if (last != '{' && last != '[') {
            put(',');
        }
    }

    private void string(String text) {
        int length = text.length();
        require(length * CHARACTER_BYTES + 2);
        byte[] to = buffer;
        int at = size;
        to[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x80) {
                size = at;
                rest(text, i);
                return;
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        size = at;
    }

    /** What is left of a text, from a character on that cannot stand as it is; there is room for all of it. */
    private void rest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i = wide(text, i);
            } else if (c < ' ' || c == '"' || c == '\\') {
                escape(c);
            } else {
                buffer[size++] = (byte) c;
            }
        }
        buffer[size++] = '"';
    }

    private void escape(char c) {
        buffer[size++] = '\\';
        switch (c) {
            case '"', '\\' -> buffer[size++] = (byte) c;
            case '\b' -> buffer[size++] = 'b';
            case '\t' -> buffer[size++] = 't';
            case '\n' -> buffer[size++] = 'n';
            case '\f' -> buffer[size++] = 'f';
            case '\r' -> buffer[size++] = 'r';
            default -> {
                buffer[size++] = 'u';
                buffer[size++] = '0';
                buffer[size++] = '0';
                buffer[size++] = HEX[c >>> 4];
                buffer[size++] = HEX[c & 15];
            }
        }
    }

    /**
     * Puts a character that takes two bytes or more; there is room for it.
     *
     * @return where it ends: the second half of a pair, if it is one
     */
    private int wide(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
            int pair = Character.toCodePoint(c, text.charAt(at + 1));
            buffer[size++] = (byte) (0xF0 | (pair >>> 18));
            buffer[size++] = (byte) (0x80 | ((pair >>> 12) & 0x3F));
            buffer[size++] = (byte) (0x80 | ((pair >>> 6) & 0x3F));
            buffer[size++] = (byte) (0x80 | (pair & 0x3F));
            return at + 1;
        }
        int whole = Character.isSurrogate(c) ? REPLACEMENT : c;
        if (whole < 0x800) {
            buffer[size++] = (byte) (0xC0 | (whole >>> 6));
        } else {
            buffer[size++] = (byte) (0xE0 | (whole >>> 12));
            buffer[size++] = (byte) (0x80 | ((whole >>> 6) & 0x3F));
        }
        buffer[size++] = (byte) (0x80 | (whole & 0x3F));
        return at;
    }

    private void decimal(long number) {
        if (number < 0) {
            byte[] text = ascii(Long.toString(number));
            put(text, text.length);
            return;
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        require(digits);
        long rest = number;
        for (int i = size + digits - 1; i >= size; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    private void put(char ascii) {
        require(1);
        buffer[size++] = (byte) ascii;
    }

    private void put(byte[] bytes, int length) {
        require(length);
        System.arraycopy(bytes, 0, buffer, size, length);
        size += length;
    }

    private void require(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
