package io.tributary.simulate;

/**
 * A browser, or an app on a phone or tablet: what keeps one {@code anonymousId}.
 *
 * @param owner whose it is; of a shared tablet one of the two
 * @param slot which of the owner's
 * @param generation how often its cookies were cleared
 */
record Installation(Kind kind, int owner, int slot, int generation) {
    enum Kind {
        BROWSER,
        IPHONE,
        ANDROID,
        TABLET
    }

    /** A number that no other installation has. */
    long key() {
        return ((long) owner << 32) | ((long) slot << 16) | generation;
    }
}
