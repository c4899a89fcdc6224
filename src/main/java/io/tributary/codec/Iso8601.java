package io.tributary.codec;

import java.time.LocalDate;
import java.time.chrono.IsoChronology;

/**
 * Times as text, read and written without the machinery of {@code java.time.format}, which costs more than the rest of
 * an event.
 */
final class Iso8601 {
    /** What {@link #parse} returns for text that is no time. */
    static final long UNREADABLE = Long.MIN_VALUE;

    /** 9999-12-31T23:59:59.999Z. */
    static final long LATEST = 253_402_300_799_999L;

    /** How many characters {@link #format} writes. */
    static final int FORMATTED_CHARS = 24;

    private static final long MILLIS_A_DAY = 86_400_000L;
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private Iso8601() {}

    /**
     * Reads {@code 2026-03-01}, {@code 2026-03-01T10:00}, {@code 2026-03-01T10:00:00.123456Z}, with any number of
     * decimals and any offset ({@code Z}, {@code +02:00}, {@code +0200}, {@code +02}). What says no offset is UTC, a
     * date alone is its midnight; a blank may stand for {@code T}.
     *
     * @return epoch milliseconds, decimals beyond them cut off, or {@link #UNREADABLE}
     */
    static long parse(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return UNREADABLE;
        }
        if (day > daysOf(year, month)) {
            return UNREADABLE;
        }
        long midnight = LocalDate.of(year, month, day).toEpochDay() * MILLIS_A_DAY;
        if (text.length() == 10) {
            return midnight;
        }
        char separator = text.charAt(10);
        return separator == 'T' || separator == 't' || separator == ' ' ? parseTime(text, midnight) : UNREADABLE;
    }

    private static long parseTime(String text, long midnight) {
        int hour = digits(text, 11, 2);
        int minute = isAt(text, 13, ':') ? digits(text, 14, 2) : -1;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return UNREADABLE;
        }
        int at = 16;
        int second = 0;
        int millis = 0;
        if (isAt(text, at, ':')) {
            second = digits(text, 17, 2);
            if (second < 0 || second > 59) {
                return UNREADABLE;
            }
            at = 19;
            if (isAt(text, at, '.') || isAt(text, at, ',')) {
                int end = endOfDigits(text, at + 1);
                if (end == at + 1) {
                    return UNREADABLE;
                }
                millis = millis(text, at + 1, end);
                at = end;
            }
        }
        int offset = offsetMinutes(text, at);
        if (offset == Integer.MIN_VALUE) {
            return UNREADABLE;
        }
        return midnight + ((hour * 60L + minute - offset) * 60 + second) * 1000 + millis;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> IsoChronology.INSTANCE.isLeapYear(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** The offset that the rest of the text is, {@link Integer#MIN_VALUE} if it is none. */
    private static int offsetMinutes(String text, int at) {
        int rest = text.length() - at;
        if (rest == 0) {
            return 0;
        }
        char sign = text.charAt(at);
        if (rest == 1) {
            return sign == 'Z' || sign == 'z' ? 0 : Integer.MIN_VALUE;
        }
        boolean colon = isAt(text, at + 3, ':');
        int hours = digits(text, at + 1, 2);
        int minutes = rest == 3 ? 0 : digits(text, colon ? at + 4 : at + 3, 2);
        boolean complete = rest == 3 || rest == (colon ? 6 : 5);
        if ((sign != '+' && sign != '-') || !complete || hours < 0 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int offset = hours * 60 + minutes;
        if (offset > MAX_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return sign == '-' ? -offset : offset;
    }

    private static int millis(String text, int from, int end) {
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (from + i < end ? text.charAt(from + i) - '0' : 0);
        }
        return millis;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static boolean isAt(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** The number that so many digits make, -1 if there are not so many. */
    private static int digits(String text, int from, int count) {
        if (from + count > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * Writes {@code 2026-03-01T10:00:00.000Z}.
     *
     * @param time epoch milliseconds, 0 to {@link #LATEST}
     * @param into takes {@link #FORMATTED_CHARS} characters, as ASCII
     * @param at where the first goes
     */
    static void format(long time, byte[] into, int at) {
        writeDate((int) (time / MILLIS_A_DAY), into, at);
        int millis = (int) (time % MILLIS_A_DAY);
        into[at + 10] = 'T';
        write(into, at + 11, 2, millis / 3_600_000);
        into[at + 13] = ':';
        write(into, at + 14, 2, millis / 60_000 % 60);
        into[at + 16] = ':';
        write(into, at + 17, 2, millis / 1000 % 60);
        into[at + 19] = '.';
        write(into, at + 20, 3, millis % 1000);
        into[at + 23] = 'Z';
    }

    /**
     * Counts years from March on, so that the day that a leap year has more is its last.
     *
     * @see <a href="https://howardhinnant.github.io/date_algorithms.html">civil_from_days</a>
     */
    private static void writeDate(int epochDay, byte[] into, int at) {
        int day = epochDay + 719_468;
        int era = day / 146_097;
        int ofEra = day % 146_097;
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        write(into, at, 4, yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
        into[at + 4] = '-';
        write(into, at + 5, 2, month);
        into[at + 7] = '-';
        write(into, at + 8, 2, ofYear - (153 * fromMarch + 2) / 5 + 1);
    }

    private static void write(byte[] into, int from, int count, int number) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
