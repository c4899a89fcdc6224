package io.tributary.simulate;

import static io.tributary.simulate.JsonBytes.fragment;
import static io.tributary.simulate.JsonBytes.fragments;

import io.tributary.simulate.Installation.Kind;
import io.tributary.simulate.Moment.Action;

/** Writes what stands inside an event's {@code context}. */
final class ContextWriter {
    private static final byte[] SERVER = fragment(
            "\"library\":{\"name\":\"analytics-java\",\"version\":\"3.5.2\"},\"app\":{\"name\":\"order-service\","
                    + "\"version\":\"41.2\"},\"active\":false,\"channel\":\"server\"");
    private static final byte[] BROWSER =
            fragment("\"library\":{\"name\":\"analytics.js\",\"version\":\"npm:next-1.76.1\"},\"ip\":\"");
    private static final byte[] LOCALE = fragment("\",\"locale\":\"");
    private static final byte[] USER_AGENT = fragment("\",\"userAgent\":\"");
    private static final byte[] PAGE = fragment("\",\"page\":{\"path\":\"");
    private static final byte[] TITLE = fragment("\",\"title\":\"");
    private static final byte[] URL = fragment("\",\"url\":\"https://shop.example");
    private static final byte[] MAIL = fragment("?utm_source=newsletter&utm_medium=email&utm_campaign=spring&ehash=");
    private static final byte[] REFERRER = fragment("\",\"referrer\":\"https://www.google.com/\",\"search\":\"\"}");
    private static final byte[] IOS_APP = fragment(
            "\"library\":{\"name\":\"analytics-swift\",\"version\":\"1.6.2\"},"
                    + "\"os\":{\"name\":\"iOS\",\"version\":\"18.3\"},\"network\":{\"wifi\":true,\"cellular\":false},\"app\":{");
    private static final byte[] ANDROID_APP = fragment(
            "\"library\":{\"name\":\"analytics-kotlin\",\"version\":\"1.19.1\"},"
                    + "\"os\":{\"name\":\"Android\",\"version\":\"15\"},\"network\":{\"wifi\":false,\"cellular\":true},\"app\":{");
    private static final byte[][] APPS = fragments(
            "\"name\":\"Shop\",\"version\":\"8.14.0\",\"build\":\"81400\"},\"ip\":\"",
            "\"name\":\"Shop Outlet\",\"version\":\"3.2.1\",\"build\":\"3021\"},\"ip\":\"");
    private static final byte[] IPHONE =
            fragment("\"manufacturer\":\"Apple\",\"model\":\"iPhone16,2\",\"type\":\"ios\",\"id\":\"");
    private static final byte[] IPAD =
            fragment("\"manufacturer\":\"Apple\",\"model\":\"iPad14,3\",\"type\":\"ios\",\"id\":\"");
    private static final byte[] PIXEL =
            fragment("\"manufacturer\":\"Google\",\"model\":\"Pixel 9\",\"type\":\"android\",\"id\":\"");
    private static final byte[] DEVICE = fragment("\",\"device\":{");
    private static final byte[] TOKEN = fragment("\",\"token\":\"");
    private static final byte[] TRACKED = fragment("\",\"adTrackingEnabled\":true,\"advertisingId\":\"");
    private static final byte[] NOT_TRACKED =
            fragment("\",\"adTrackingEnabled\":false,\"advertisingId\":\"00000000-0000-0000-0000-000000000000");
    private static final byte[] END_DEVICE = fragment("\"}");
    private static final byte[][] LOCALES = fragments("en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "pt-BR");
    private static final byte[][] AGENTS = fragments(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
                    + "(KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
                    + "(KHTML, like Gecko) Version/18.3 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0");
    private static final double CLICKS = 0.2;
    private static final double MAILS = 0.1;
    private static final double PUSH_ALLOWED = 0.7;
    private static final double TRACKING_ALLOWED = 0.5;

    private final JsonBytes out;
    private final People people;
    private final Dice dice;
    private final Clicks clicks;
    private final EmailHash emailHash;

    ContextWriter(JsonBytes out, People people, Mess mess, Dice dice) {
        this.out = out;
        this.people = people;
        this.dice = dice;
        this.clicks = new Clicks(dice, mess.forwardedLinks());
        this.emailHash = new EmailHash(people);
    }

    void putServer() {
        out.put(SERVER);
    }

    void putBrowser(Moment moment, byte[] path, byte[] title) {
        boolean arrival = moment.action() == Action.ARRIVAL;
        Clicks.Click click = arrival && dice.chance(CLICKS) ? clicks.next() : null;
        out.put(BROWSER);
        putPlace(moment);
        out.put(USER_AGENT).put(AGENTS[People.pick(people.hash(moment.on().owner(), 10), AGENTS.length)]);
        out.put(PAGE).put(path).put(TITLE).put(title).put(URL).put(path);
        if (click != null) {
            Clicks.putQuery(out, click);
        } else if (arrival && moment.registered() && dice.chance(MAILS)) {
            out.put(MAIL);
            emailHash.put(out, moment.person());
        }
        out.put(REFERRER);
        if (click != null) {
            Clicks.putCampaign(out, click);
        }
    }

    void putApp(Moment moment) {
        Installation on = moment.on();
        boolean second = on.slot() == 2;
        out.put(on.kind() == Kind.ANDROID ? ANDROID_APP : IOS_APP).put(APPS[second ? 1 : 0]);
        putPlace(moment);
        out.put(DEVICE);
        putDevice(on);
        out.put(END_DEVICE);
    }

    /** Two apps on one phone see the same device, and have a push token each. */
    private void putDevice(Installation on) {
        long device = people.hash(on.owner(), on.kind() == Kind.TABLET ? 12 : 11);
        out.put(hardware(on.kind())).uuid(device, Dice.mix(device, 1));
        if (Dice.isWithin(Dice.mix(device, 2), PUSH_ALLOWED)) {
            long token = Dice.mix(device, 3 + on.slot());
            out.put(TOKEN).hex(token, 16).hex(Dice.mix(token), 16);
        }
        if (Dice.isWithin(Dice.mix(device, 9), TRACKING_ALLOWED)) {
            out.put(TRACKED).uuid(Dice.mix(device, 10), Dice.mix(device, 11));
        } else {
            out.put(NOT_TRACKED);
        }
    }

    private static byte[] hardware(Kind kind) {
        return switch (kind) {
            case IPHONE -> IPHONE;
            case TABLET -> IPAD;
            case ANDROID -> PIXEL;
            case BROWSER -> throw new IllegalStateException("a browser does not tell its device");
        };
    }

    private void putPlace(Moment moment) {
        people.putIp(out, moment.person(), moment.time());
        out.put(LOCALE).put(LOCALES[People.pick(people.hash(moment.person(), 9), LOCALES.length)]);
    }
}
