package io.tributary.simulate;

import org.jspecify.annotations.Nullable;

/** What changes about a person: small, for there is one of these for everybody. */
final class Visitor {
    /** The place of what a housemate left without a reset, behind everything that is a person's own. */
    static final int BORROWED_SLOT = 4;

    static final int NEVER = -2;

    private static final int GENERATION_BITS = 16;
    private static final long GENERATION_MASK = (1L << GENERATION_BITS) - 1;

    /** What the person uses in the session under way; null between sessions. */
    @Nullable
    Installation on;

    /** The slot of {@link #on} as this person sees it. */
    byte slot;

    /** Events of the session so far, and still to come. */
    byte step;

    byte left;

    /** The step at which the person signs in, {@link #NEVER} in most sessions. */
    byte signInAt = NEVER;

    /** Whether the session ends with a logout that does not reset the app. */
    boolean signsOut;

    /** Whether the person has an account by now. */
    boolean registered;

    /** The housemate's slot that the person uses next, {@link #NEVER} if none. */
    byte lent = NEVER;

    private byte knownOn;
    private long generations;

    boolean isKnown() {
        return (knownOn & (1 << slot)) != 0;
    }

    void signIn() {
        knownOn |= (byte) (1 << slot);
    }

    void signOut() {
        knownOn &= (byte) ~(1 << slot);
    }

    int generation(int ofSlot) {
        return (int) ((generations >>> (GENERATION_BITS * ofSlot)) & GENERATION_MASK);
    }

    /** Back to no cookies: a new generation, to which the person is unknown. */
    void clearCookies() {
        int shift = GENERATION_BITS * slot;
        long next = (generation(slot) + 1) & GENERATION_MASK;
        generations = (generations & ~(GENERATION_MASK << shift)) | (next << shift);
        signOut();
    }
}
