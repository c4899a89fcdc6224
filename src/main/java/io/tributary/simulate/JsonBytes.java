package io.tributary.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A growing buffer to which JSON is put as ready-made fragments. A generator that is to load a job on the same machine
 * cannot afford a string and an encoder per value.
 */
public final class JsonBytes {
    private static final byte[] DIGITS = fragment("0123456789abcdef");
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private final byte[] date = new byte[10];
    private long dateDay = Long.MIN_VALUE;
    private byte[] bytes = new byte[128];
    private int length;

    /** JSON to be put as it is. */
    public static byte[] fragment(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static byte[][] fragments(String... json) {
        byte[][] fragments = new byte[json.length][];
        for (int i = 0; i < json.length; i++) {
            fragments[i] = fragment(json[i]);
        }
        return fragments;
    }

    public JsonBytes put(byte[] fragment) {
        reserve(fragment.length);
        System.arraycopy(fragment, 0, bytes, length, fragment.length);
        length += fragment.length;
        return this;
    }

    public JsonBytes put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A number that is not negative. */
    public JsonBytes decimal(long number) {
        reserve(20);
        int end = length + 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
        return this;
    }

    /** An amount of money in hundredths, as {@code 12.05}. */
    JsonBytes cents(long cents) {
        return decimal(cents / 100).put('.').digits((int) (cents % 100), 2);
    }

    /** The lowest four-bit groups of a number, as lower-case hexadecimal digits. */
    public JsonBytes hex(long number, int digits) {
        reserve(digits);
        for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) {
            bytes[length++] = DIGITS[(int) (number >>> shift) & 15];
        }
        return this;
    }

    /** 128 bits in the form of a UUID. */
    public JsonBytes uuid(long high, long low) {
        hex(high >>> 32, 8).put('-').hex(high >>> 16, 4).put('-').hex(high, 4);
        return put('-').hex(low >>> 48, 4).put('-').hex(low, 12);
    }

    /** Epoch milliseconds as {@code 2026-03-01T10:00:00.000Z}. */
    public JsonBytes time(long epochMillis) {
        long day = Math.floorDiv(epochMillis, DAY_MILLIS);
        if (day != dateDay) {
            dateDay = day;
            System.arraycopy(fragment(LocalDate.ofEpochDay(day).toString()), 0, date, 0, date.length);
        }
        int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
        put(date).put('T').digits(millis / 3_600_000, 2);
        put(':').digits(millis / 60_000 % 60, 2);
        put(':').digits(millis / 1000 % 60, 2);
        return put('.').digits(millis % 1000, 3).put('Z');
    }

    private JsonBytes digits(int number, int digits) {
        reserve(digits);
        int rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    int length() {
        return length;
    }

    /** Takes back all but the first bytes. */
    public void shortenTo(int newLength) {
        length = newLength;
    }

    /** Takes back one byte; those behind it move up. */
    void remove(int index) {
        System.arraycopy(bytes, index + 1, bytes, index, length - index - 1);
        length--;
    }

    public byte[] copyFrom(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    /** Writes everything and starts anew. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
