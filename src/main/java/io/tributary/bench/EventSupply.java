package io.tributary.bench;

/** Events, made one after the other; the same arguments make the same. */
interface EventSupply {
    /** The next event's bytes, in an array of its own. */
    byte[] next();

    /** When the event that was made last arrives, epoch milliseconds. */
    long arrival();
}
