package io.tributary.bench;

import java.nio.charset.StandardCharsets;

/**
 * The messageId of a record, read and written in its bytes. The load gives every event a number for its messageId, in the
 * form of a UUID, so that a record that follows from it tells which event that was:
 *
 * <pre>
 *   {"messageId":"00000000-0000-4000-8000-0000000003e8", ...    the event with number 1000
 * </pre>
 */
final class MessageNumber {
    private static final byte[] FIELD = "\"messageId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEQUENCE = "\"sequence\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPACE = "\"space\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PREFIX = "00000000-0000-4000-8000-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int NUMBER_DIGITS = 12;
    private static final int LENGTH = PREFIX.length + NUMBER_DIGITS;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private MessageNumber() {}

    /** Writes a number over the messageId of an event, which is as long. */
    static void put(byte[] event, long number) {
        int at = after(event, FIELD);
        System.arraycopy(PREFIX, 0, event, at, PREFIX.length);
        for (int i = 0; i < NUMBER_DIGITS; i++) {
            event[at + LENGTH - 1 - i] = DIGITS[(int) (number >>> (4 * i)) & 15];
        }
    }

    /** The number of the event that a record follows from. */
    static long of(byte[] record) {
        int at = after(record, FIELD) + PREFIX.length;
        long number = 0;
        for (int i = 0; i < NUMBER_DIGITS; i++) {
            number = number << 4 | Character.digit(record[at + i], 16);
        }
        return number;
    }

    /** What stands for any other messageId: a hash of it. */
    static long hash(byte[] record) {
        long hash = FNV_OFFSET;
        for (int i = after(record, FIELD); record[i] != '"'; i++) {
            hash = (hash ^ record[i]) * FNV_PRIME;
        }
        return hash;
    }

    /** The sequence that a record names. */
    static long sequence(byte[] record) {
        long sequence = 0;
        for (int i = after(record, SEQUENCE); record[i] >= '0' && record[i] <= '9'; i++) {
            sequence = sequence * 10 + record[i] - '0';
        }
        return sequence;
    }

    /** The space that a record is of. */
    static String space(byte[] record) {
        int from = after(record, SPACE);
        int to = from;
        while (record[to] != '"') {
            to++;
        }
        return new String(record, from, to - from, StandardCharsets.US_ASCII);
    }

    /** Where the first of these bytes has ended. */
    static int after(byte[] record, byte[] field) {
        for (int i = 0; i <= record.length - field.length; i++) {
            int matched = 0;
            while (matched < field.length && record[i + matched] == field[matched]) {
                matched++;
            }
            if (matched == field.length) {
                return i + matched;
            }
        }
        throw new BenchException("a record has no " + new String(field, StandardCharsets.US_ASCII));
    }
}
