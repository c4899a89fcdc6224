package io.tributary.model;

import org.jspecify.annotations.Nullable;

/**
 * A profile's persistent ID: a prefix that says what it is and a KSUID (32-bit seconds since 2014-05-13T16:53:20Z, 128
 * bits of payload), 27 base-62 digits. IDs of one kind sort by creation time, as text and as numbers.
 *
 * @see <a href="https://github.com/segmentio/ksuid">segmentio/ksuid</a>
 */
public final class ProfileId implements Comparable<ProfileId> {
    /** What kind of profile or group an ID names. */
    public enum Kind {
        USER("use_", 0),
        ACCOUNT("acc_", 1),
        HOUSEHOLD("hh_", 2),
        ORGANIZATION("org_", 3),
        GROUP("grp_", 4);

        private final String prefix;
        private final int code;

        Kind(String prefix, int code) {
            this.prefix = prefix;
            this.code = code;
        }

        public String prefix() {
            return prefix;
        }

        /** The number that stands for this kind in state; never reused. */
        public int code() {
            return code;
        }

        /** @throws IllegalArgumentException if no kind has this code */
        public static Kind fromCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of profile has code " + code);
        }
    }

    /** Seconds from the Unix epoch to the KSUID epoch. */
    public static final long EPOCH_SECONDS = 1_400_000_000L;

    private static final int DIGITS = 27;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final long FIVE_DIGITS = 62L * 62 * 62 * 62 * 62;
    private static final long UINT = 0xFFFF_FFFFL;

    private final Kind kind;
    private final int seconds;
    private final long high;
    private final long low;
    /** The text form, made when first asked for: profiles stay in caches and are named on every event. */
    private @Nullable String text;

    /**
     * @param seconds since {@link #EPOCH_SECONDS}, unsigned
     * @param high the first 64 bits of the payload
     * @param low the last 64 bits of the payload
     */
    public ProfileId(Kind kind, int seconds, long high, long low) {
        this.kind = kind;
        this.seconds = seconds;
        this.high = high;
        this.low = low;
    }

    /**
     * @param time epoch milliseconds; what lies outside a KSUID's range (2014 to 2150) becomes the nearest end of it
     */
    public static ProfileId at(Kind kind, long time, long high, long low) {
        long seconds = Math.floorDiv(time, 1000L) - EPOCH_SECONDS;
        return new ProfileId(kind, (int) Math.max(0, Math.min(UINT, seconds)), high, low);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is not a profile ID
     */
    public static ProfileId parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix) && text.length() == kind.prefix.length() + DIGITS) {
                return parseDigits(kind, text);
            }
        }
        throw new IllegalArgumentException("not a profile ID: expected a prefix such as use_ and 27 base-62 digits");
    }

    private static ProfileId parseDigits(Kind kind, String text) {
        int[] words = new int[5];
        for (int i = kind.prefix.length(); i < text.length(); i++) {
            long carry = ALPHABET.indexOf(text.charAt(i));
            if (carry < 0) {
                throw new IllegalArgumentException("not a profile ID: '" + text.charAt(i) + "' is no base-62 digit");
            }
            for (int w = words.length - 1; w >= 0; w--) {
                long value = (words[w] & UINT) * 62 + carry;
                words[w] = (int) value;
                carry = value >>> 32;
            }
            if (carry != 0) {
                throw new IllegalArgumentException("not a profile ID: larger than 160 bits");
            }
        }
        return new ProfileId(
                kind,
                words[0],
                (words[1] & UINT) << 32 | (words[2] & UINT),
                (words[3] & UINT) << 32 | (words[4] & UINT));
    }

    public Kind kind() {
        return kind;
    }

    public int seconds() {
        return seconds;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = format();
            text = known;
        }
        return known;
    }

    /** Five digits at a time: as many as a division can leave over as an int. */
    private String format() {
        int[] words = {seconds, (int) (high >>> 32), (int) high, (int) (low >>> 32), (int) low};
        char[] digits = new char[DIGITS];
        for (int end = DIGITS; end > 0; end -= 5) {
            long remainder = 0;
            for (int w = 0; w < words.length; w++) {
                long value = (remainder << 32) | (words[w] & UINT);
                words[w] = (int) (value / FIVE_DIGITS);
                remainder = value % FIVE_DIGITS;
            }
            int rest = (int) remainder;
            for (int i = end - 1; i >= Math.max(0, end - 5); i--) {
                digits[i] = ALPHABET.charAt(rest % 62);
                rest /= 62;
            }
        }
        return kind.prefix + new String(digits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProfileId that
                && low == that.low
                && high == that.high
                && seconds == that.seconds
                && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low) * 31 + seconds;
    }

    @Override
    public int compareTo(ProfileId that) {
        int order = Integer.compare(kind.code, that.kind.code);
        if (order == 0) {
            order = Integer.compareUnsigned(seconds, that.seconds);
        }
        if (order == 0) {
            order = Long.compareUnsigned(high, that.high);
        }
        return order != 0 ? order : Long.compareUnsigned(low, that.low);
    }
}
