package io.tributary.reference;

import java.util.function.Consumer;

/**
 * The random histories of a test run.
 *
 * <p>They are the same in every run unless the system properties {@code tributary.seed} (the first history's seed) and
 * {@code tributary.histories} (how many) say otherwise.
 */
public final class Histories {
    private static final long SEED = Long.getLong("tributary.seed", 20_260_301L);
    private static final int COUNT = Integer.getInteger("tributary.histories", 6_000);

    private Histories() {}

    /** The first history's seed. */
    public static long seed() {
        return SEED;
    }

    /** How many histories a whole run takes. */
    public static int count() {
        return COUNT;
    }

    /** Prints the seeds and hands over the histories {@code seed}, {@code seed + 1}, ... */
    static void forEach(long seed, int count, Consumer<History> action) {
        System.out.println("histories with seeds " + seed + " to " + (seed + count - 1)
                + "; others: -Dtributary.seed=... -Dtributary.histories=...");
        for (int i = 0; i < count; i++) {
            action.accept(HistoryGenerator.generate(seed + i));
        }
    }
}
