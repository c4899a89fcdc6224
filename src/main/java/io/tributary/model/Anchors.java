package io.tributary.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who shares an external ID: the distinct values of another type that were seen with it, each as the first 128 bits of
 * its SHA-256, so that nothing of a value can be read from here.
 */
public final class Anchors {
    public static final Anchors NONE = new Anchors(new long[0]);

    /** Two a value, the values ascending by their unsigned 128 bits. */
    private final long[] halves;

    private Anchors(long[] halves) {
        this.halves = halves;
    }

    /** @param halves as {@link #halves} gives them; not copied */
    public static Anchors ofHalves(long[] halves) {
        return halves.length == 0 ? NONE : new Anchors(halves);
    }

    /** Two a value, the values ascending by their unsigned 128 bits; not to be changed. */
    public long[] halves() {
        return halves;
    }

    /** How many distinct values. */
    public int size() {
        return halves.length / 2;
    }

    /** These and one more; the same instance if it is among them. */
    public Anchors with(String value) {
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(value.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong();
        long low = hash.getLong();
        int at = 0;
        while (at < halves.length) {
            int order = Long.compareUnsigned(halves[at], high);
            order = order != 0 ? order : Long.compareUnsigned(halves[at + 1], low);
            if (order == 0) {
                return this;
            }
            if (order > 0) {
                break;
            }
            at += 2;
        }
        long[] more = new long[halves.length + 2];
        System.arraycopy(halves, 0, more, 0, at);
        more[at] = high;
        more[at + 1] = low;
        System.arraycopy(halves, at, more, at + 2, halves.length - at);
        return new Anchors(more);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Anchors that && Arrays.equals(halves, that.halves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halves);
    }

    @Override
    public String toString() {
        return size() + " anchors";
    }
}
