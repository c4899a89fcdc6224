package io.tributary.simulate;

/**
 * Offices whose people go online through one address while they are at work: every day from 9 to 17 o'clock UTC. Each is
 * also a company that its people work at.
 *
 * @param count how many
 * @param size people of each
 */
public record Offices(int count, int size) {
    /** There are none. */
    public static final Offices NONE = new Offices(0, 0);

    private static final long HOUR_MILLIS = 60 * 60 * 1000L;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final int OPENS_AT = 9;
    private static final int CLOSES_AT = 17;

    /** @throws IllegalArgumentException if a number is negative, or there are offices without people */
    public Offices {
        if (count < 0 || size < 0 || (count > 0 && size == 0)) {
            throw new IllegalArgumentException(count + " offices of " + size + " people: neither can be negative, and"
                    + " an office has at least one of them");
        }
    }

    /** People in all offices together. */
    long people() {
        return (long) count * size;
    }

    /**
     * The office of a person, -1 for none. Housemates, who have neighbouring numbers, are colleagues only where offices
     * take more than half of all people.
     */
    int of(int person, int allPeople) {
        int half = (allPeople + 1) / 2;
        int rank = (person & 1) == 0 ? person / 2 : half + person / 2;
        return rank < people() ? rank / size : -1;
    }

    /** @param time epoch milliseconds */
    static boolean isOpen(long time) {
        long hour = Math.floorMod(time, DAY_MILLIS) / HOUR_MILLIS;
        return hour >= OPENS_AT && hour < CLOSES_AT;
    }
}
