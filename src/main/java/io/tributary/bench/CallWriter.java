package io.tributary.bench;

import static io.tributary.simulate.JsonBytes.fragment;

import io.tributary.simulate.Dice;
import io.tributary.simulate.JsonBytes;
import java.time.Instant;

/**
 * Writes events in Segment's form, one a millisecond, of browsers and people that are numbers. What an event says of
 * either follows from its number, so that millions of them take no memory. They have nothing in common with the people
 * of the generated traffic.
 */
final class CallWriter {
    /** In the place of a browser or a person: the event does not tell. */
    static final long NONE = -1;

    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long SENDING_MILLIS = 40;
    private static final long RECEIVING_MILLIS = 90;
    private static final int TRACKS_A_PAGE = 2;

    private static final byte[] MESSAGE_ID = fragment("{\"messageId\":\"");
    private static final byte[] IDENTIFY = fragment("\",\"type\":\"identify");
    private static final byte[] PAGE = fragment("\",\"type\":\"page\",\"name\":\"Winter jackets");
    private static final byte[] TRACK = fragment("\",\"type\":\"track\",\"event\":\"Product Viewed");
    private static final byte[] ANONYMOUS_ID = fragment("\",\"anonymousId\":\"");
    private static final byte[] USER_ID = fragment("\",\"userId\":\"u-");
    private static final byte[] WEB = fragment("\",\"writeKey\":\"web\",\"timestamp\":\"");
    private static final byte[] APP = fragment("\",\"writeKey\":\"app\",\"timestamp\":\"");
    private static final byte[] ORIGINAL_TIMESTAMP = fragment("\",\"originalTimestamp\":\"");
    private static final byte[] SENT_AT = fragment("\",\"sentAt\":\"");
    private static final byte[] RECEIVED_AT = fragment("\",\"receivedAt\":\"");
    private static final byte[] IN_BROWSER =
            fragment("\",\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"npm:next-1.76.1\"},"
                    + "\"locale\":\"en-GB\",\"userAgent\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
                    + "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36\","
                    + "\"page\":{\"path\":\"/clothing/jackets\",\"title\":\"Winter jackets\","
                    + "\"url\":\"https://shop.example/clothing/jackets\","
                    + "\"referrer\":\"https://www.google.com/\",\"search\":\"\"}}");
    private static final byte[] IN_APP = fragment("\",\"context\":{\"locale\":\"en-GB\","
            + "\"app\":{\"name\":\"Shop\",\"version\":\"8.14.0\",\"build\":\"81400\"},\"device\":{");
    private static final byte[] IPHONE =
            fragment("\"manufacturer\":\"Apple\",\"model\":\"iPhone16,2\",\"type\":\"ios\",\"id\":\"");
    private static final byte[] PIXEL =
            fragment("\"manufacturer\":\"Google\",\"model\":\"Pixel 9\",\"type\":\"android\",\"id\":\"");
    private static final byte[] END_DEVICE = fragment("\"}}");
    private static final byte[] PROPERTIES = fragment(",\"properties\":{\"product_id\":\"");
    private static final byte[] END_PROPERTIES =
            fragment("\",\"category\":\"Jackets\",\"name\":\"Winter jacket\",\"currency\":\"EUR\",\"price\":129.90}}");
    private static final byte[] TRAITS = fragment(",\"traits\":{\"plan\":\"plus\",\"firstName\":\"Jane");
    private static final byte[] EMAIL = fragment("\",\"email\":\"jane.");
    private static final byte[] END_EMAIL = fragment("@example.com");
    private static final byte[] END_TRAITS = fragment("\"}}");

    private final JsonBytes out = new JsonBytes();
    private long made;

    /** The {@code identify} call of an app that tells a person's four external IDs, one of a device among them. */
    byte[] signUp(long person) {
        begin(IDENTIFY);
        putIds(person, person);
        putTimes(APP);
        out.put(IN_APP).put(person % 2 == 0 ? IPHONE : PIXEL);
        putUuid(person, 5);
        out.put(END_DEVICE)
                .put(TRAITS)
                .put(EMAIL)
                .decimal(person)
                .put(END_EMAIL)
                .put(END_TRAITS);
        return end();
    }

    /** The {@code identify} call of a browser that tells itself and who uses it. */
    byte[] signIn(long browser, long person) {
        begin(IDENTIFY);
        putIds(browser, person);
        putTimes(WEB);
        out.put(IN_BROWSER).put(TRAITS).put(END_TRAITS);
        return end();
    }

    /**
     * A {@code page} or {@code track} call of a browser.
     *
     * @param browser may be {@link #NONE}
     * @param person may be {@link #NONE}
     */
    byte[] act(long browser, long person) {
        begin(made % (1 + TRACKS_A_PAGE) == 0 ? PAGE : TRACK);
        putIds(browser, person);
        putTimes(WEB);
        out.put(IN_BROWSER).put(PROPERTIES).hex(Dice.mix(made, 6), 12).put(END_PROPERTIES);
        return end();
    }

    /** When the event that was written last arrives, epoch milliseconds. */
    long arrival() {
        return START + made - 1 + RECEIVING_MILLIS;
    }

    private void begin(byte[] call) {
        out.shortenTo(0);
        out.put(MESSAGE_ID);
        putUuid(made, 1);
        out.put(call);
    }

    private void putIds(long browser, long person) {
        if (browser != NONE) {
            out.put(ANONYMOUS_ID);
            putUuid(browser, 3);
        }
        if (person != NONE) {
            out.put(USER_ID).decimal(person);
        }
    }

    /** One that differs for each number, and from those for another {@code salt}. */
    private void putUuid(long number, long salt) {
        long high = Dice.mix(number, salt);
        out.uuid(high, Dice.mix(high, salt));
    }

    private void putTimes(byte[] source) {
        long time = START + made;
        out.put(source).time(time).put(ORIGINAL_TIMESTAMP).time(time);
        out.put(SENT_AT).time(time + SENDING_MILLIS).put(RECEIVED_AT).time(time + RECEIVING_MILLIS);
    }

    private byte[] end() {
        made++;
        return out.copyFrom(0);
    }
}
