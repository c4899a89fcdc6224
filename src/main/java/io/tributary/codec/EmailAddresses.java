package io.tributary.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of e-mail addresses without sending to one. */
final class EmailAddresses {
    private static final String GMAIL = "gmail.com";
    private static final String GOOGLEMAIL = "googlemail.com";

    private EmailAddresses() {}

    /**
     * The one spelling of all that reach the same Gmail inbox: without dots and without {@code +} and what follows it,
     * at {@code gmail.com}. Letter case stays, which is another step's affair. Any other text stays as it is, and so
     * does an address of which nothing would be left before the {@code @}.
     */
    static String gmail(String address) {
        int at = address.indexOf('@');
        if (at < 0 || !isGmail(address.substring(at + 1))) {
            return address;
        }
        int plus = address.indexOf('+');
        String inbox = address.substring(0, plus >= 0 && plus < at ? plus : at).replace(".", "");
        return inbox.isEmpty() ? address : inbox + "@" + GMAIL;
    }

    private static boolean isGmail(String domain) {
        return domain.equalsIgnoreCase(GMAIL) || domain.equalsIgnoreCase(GOOGLEMAIL);
    }

    /** What follows the last {@code @}, in lower case; null if that is nothing. */
    static @Nullable String domain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return domain.length() == address.length() || domain.isBlank() ? null : domain.toLowerCase(Locale.ROOT);
    }
}
