package io.tributary.simulate;

/**
 * Chance that is a function of its seed alone (SplitMix64), on every Java version and platform: the JDK does not
 * promise that for its own generators.
 */
public final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    public Dice(long seed) {
        state = mix(seed);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number from 0 to {@code bound - 1}. */
    public long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    /** True for that share of the calls, 0 to 1. */
    boolean chance(double share) {
        return share > 0 && isWithin(next(), share);
    }

    /** Whether a hash falls into that share, 0 to 1, of all hashes. */
    static boolean isWithin(long hash, double share) {
        return (hash >>> 11) * 0x1p-53 < share;
    }

    /** One to one: different numbers have different hashes. */
    static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The hash of two numbers. */
    public static long mix(long a, long b) {
        return mix(mix(a + GOLDEN_GAMMA) + b * GOLDEN_GAMMA);
    }
}
