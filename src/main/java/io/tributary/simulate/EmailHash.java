package io.tributary.simulate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** What the links in a mail carry: the SHA-256 of the lower-case address that the person signed up with. */
final class EmailHash {
    private final People people;
    private final JsonBytes email = new JsonBytes();
    private final MessageDigest sha256;

    EmailHash(People people) {
        this.people = people;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void put(JsonBytes out, int person) {
        email.shortenTo(0);
        people.putEmail(email, person);
        String address = new String(email.copyFrom(0), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(address.getBytes(StandardCharsets.UTF_8)));
        while (hash.hasRemaining()) {
            out.hex(hash.getLong(), 16);
        }
    }
}
