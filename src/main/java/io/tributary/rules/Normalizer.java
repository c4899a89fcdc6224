package io.tributary.rules;

/**
 * A step on the way from a value as it was sent to the value that is matched.
 *
 * <p>Steps apply in the order in which the rules list them, each to what the one before it made. A step that says that a
 * value is none ends the way: it is set aside as malformed.
 */
public enum Normalizer {
    /** Removes white space at both ends. */
    TRIM,
    /** Lower-cases, independent of any locale. */
    LOWERCASE,
    /**
     * One spelling for all addresses of a Gmail mailbox. Where the domain, which is what follows the last {@code @}, is
     * {@code gmail.com} or {@code googlemail.com} in upper or lower case: cuts the local part at its first {@code +},
     * removes its dots, and writes the domain as {@code gmail.com}. Everything else stays as it is: addresses of other
     * domains, text that is no address, and the case of the local part.
     */
    GMAIL,
    /**
     * A phone number in E.164 ({@code +491701234567}), as libphonenumber reads it. A number needs its country code, after
     * {@code +} or {@code 00}; what has none, and what is no valid number, is no value.
     */
    PHONE,
    /**
     * The domain of an email address: what follows the last {@code @}, lower-cased independent of any locale. What has no
     * {@code @}, or nothing after it, is no value.
     */
    EMAIL_DOMAIN
}
