package io.tributary.simulate;

import static io.tributary.simulate.JsonBytes.fragment;

import io.tributary.simulate.Installation.Kind;
import io.tributary.simulate.Moment.Action;

/** Writes a moment as the event of Segment's spec that the browser, the app or the shop's server sends. */
final class EventWriter {
    private static final long HOUR = 60 * 60 * 1000L;
    private static final int LONGEST_DELAY_HOURS = 20;

    private static final byte[] MESSAGE_ID = fragment("{\"messageId\":\"");
    private static final byte[] PAGE_CALL = fragment("\",\"type\":\"page\",\"name\":\"");
    private static final byte[] SCREEN_CALL = fragment("\",\"type\":\"screen\",\"name\":\"");
    private static final byte[] IDENTIFY_CALL = fragment("\",\"type\":\"identify");
    private static final byte[] GROUP_CALL = fragment("\",\"type\":\"group\",\"groupId\":\"");
    private static final byte[] TRACK_CALL = fragment("\",\"type\":\"track\",\"event\":\"");
    private static final byte[] ANONYMOUS_ID = fragment("\",\"anonymousId\":\"");
    private static final byte[] USER_ID = fragment("\",\"userId\":\"");
    private static final byte[] WRITE_KEY = fragment("\",\"writeKey\":\"");
    private static final byte[] TIMESTAMP = fragment("\",\"timestamp\":\"");
    private static final byte[] ORIGINAL_TIMESTAMP = fragment("\",\"originalTimestamp\":\"");
    private static final byte[] SENT_AT = fragment("\",\"sentAt\":\"");
    private static final byte[] RECEIVED_AT = fragment("\",\"receivedAt\":\"");
    private static final byte[] CONTEXT = fragment("\",\"context\":{");
    private static final byte[] GROUP_ID = fragment("\"groupId\":\"");
    private static final byte[] END_GROUP_ID = fragment("\",");
    private static final byte[] WEB = fragment("web");
    private static final byte[] IOS = fragment("ios");
    private static final byte[] ANDROID = fragment("android");
    private static final byte[] SERVER = fragment("server");
    private static final byte[][] HARD_CODED = JsonBytes.fragments("null", "-1", "anonymous", "00000000-0000-0000");

    private final JsonBytes out;
    private final People people;
    private final Mess mess;
    private final Dice dice;
    private final Shop shop = new Shop();
    private final ContextWriter context;
    private final PayloadWriter payload;

    EventWriter(JsonBytes out, People people, Mess mess, Dice dice) {
        this.out = out;
        this.people = people;
        this.mess = mess;
        this.dice = dice;
        this.context = new ContextWriter(out, people, mess, dice);
        this.payload = new PayloadWriter(out, people, mess, dice, shop);
    }

    /**
     * Puts one JSON object.
     *
     * @param idHigh with {@code idLow} the messageId
     * @return when the event arrives, epoch milliseconds
     */
    long write(Moment moment, long idHigh, long idLow) {
        boolean inBrowser = moment.on().kind() == Kind.BROWSER;
        boolean byServer = moment.action() == Action.ORDER_ON_SERVER;
        Shop.Page page = shop.page(dice);
        Shop.Product product = shop.product(dice);
        out.put(MESSAGE_ID).uuid(idHigh, idLow);
        putCall(moment, inBrowser, page);
        putIds(moment, byServer);
        out.put(WRITE_KEY).put(byServer ? SERVER : source(moment.on().kind()));
        long arrival = putTimes(moment.time());
        out.put(CONTEXT);
        if (!byServer) {
            putGroupId(moment);
        }
        if (byServer) {
            context.putServer();
        } else if (inBrowser) {
            boolean aboutProduct = moment.action() == Action.PRODUCT || moment.action() == Action.CART;
            context.putBrowser(
                    moment, aboutProduct ? product.path() : page.path(), aboutProduct ? product.title() : page.title());
        } else {
            context.putApp(moment);
        }
        out.put('}').put(',');
        payload.put(moment, product, page);
        out.put('}');
        return arrival;
    }

    private void putCall(Moment moment, boolean inBrowser, Shop.Page page) {
        switch (moment.action()) {
            case IDENTIFY -> out.put(IDENTIFY_CALL);
            case GROUP -> {
                out.put(GROUP_CALL);
                people.putCompany(out, people.company(moment.person()));
            }
            case ARRIVAL, VIEW -> out.put(inBrowser ? PAGE_CALL : SCREEN_CALL).put(page.title());
            default -> out.put(TRACK_CALL).put(PayloadWriter.eventName(moment.action()));
        }
    }

    /** Once somebody is logged in, the browser or the app knows for whom they work. */
    private void putGroupId(Moment moment) {
        int company = moment.known() ? people.company(moment.person()) : -1;
        if (company >= 0) {
            out.put(GROUP_ID);
            people.putCompany(out, company);
            out.put(END_GROUP_ID);
        }
    }

    private void putIds(Moment moment, boolean byServer) {
        boolean hardCoded = !byServer && dice.chance(mess.hardCodedIds());
        if (!byServer) {
            out.put(ANONYMOUS_ID);
            if (hardCoded && moment.known()) {
                out.put(HARD_CODED[dice.below(HARD_CODED.length)]);
            } else {
                putAnonymousId(out, people, moment.on());
            }
        }
        if (moment.known()) {
            out.put(USER_ID);
            people.putUserId(out, moment.person());
        } else if (hardCoded) {
            out.put(USER_ID).put(HARD_CODED[dice.below(HARD_CODED.length)]);
        }
    }

    static void putAnonymousId(JsonBytes out, People people, Installation on) {
        long high = people.hash(on.owner(), 20);
        out.uuid(Dice.mix(high, on.key()), Dice.mix(on.key(), high));
    }

    /** What happened is sent at once or, from time to time, when the device is online again. */
    private long putTimes(long time) {
        boolean late = dice.chance(mess.late());
        long happened = late ? time - HOUR - dice.below(LONGEST_DELAY_HOURS * HOUR) : time;
        long sent = time + 5 + dice.below(200);
        long received = sent + 10 + dice.below(300);
        out.put(TIMESTAMP).time(happened).put(ORIGINAL_TIMESTAMP).time(happened);
        out.put(SENT_AT).time(sent).put(RECEIVED_AT).time(received);
        return received;
    }

    private static byte[] source(Kind kind) {
        return switch (kind) {
            case BROWSER -> WEB;
            case IPHONE, TABLET -> IOS;
            case ANDROID -> ANDROID;
        };
    }
}
