package io.tributary.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for a value where the value itself, personal data, must not: who holds it can tell that it is meant ({@code
 * printf %s VALUE | sha256sum}), nobody else can tell the value.
 */
public final class Fingerprint {
    private static final int DIGITS = 12;

    private Fingerprint() {}

    /** The first 12 hexadecimal digits of the SHA-256 of a value's UTF-8. */
    public static String of(String value) {
        return sha256(value).substring(0, DIGITS);
    }

    /** The same of bytes, such as a key of state, which may hold a value. */
    public static String of(byte[] bytes) {
        return sha256(bytes).substring(0, DIGITS);
    }

    /** An external ID, such as {@code users/email#8c87b489ce35}: its collection and type as they are. */
    public static String of(ExternalId id) {
        return id.collection() + "/" + id.type() + "#" + of(id.value());
    }

    /** All digits, lower-case hexadecimal, as a hashed type stores its values. */
    public static String sha256(String value) {
        return sha256(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
