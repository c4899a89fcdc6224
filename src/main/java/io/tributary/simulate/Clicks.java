package io.tributary.simulate;

import static io.tributary.simulate.JsonBytes.fragment;

/**
 * The ways into the shop from outside: ads, whose links carry a click ID that nobody else has, links that one person
 * has clicked and forwarded to another, and mails, whose links carry the hash of the address that they went to.
 */
final class Clicks {
    /**
     * A click on an ad.
     *
     * @param campaign of which network
     */
    record Click(int campaign, long id) {}

    private static final int REMEMBERED = 64;

    /** Parameters of the page's address, up to the click ID. */
    private static final byte[][] QUERIES = {
        fragment("?utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=Cj0"),
        fragment("?utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=Cj0"),
        fragment("?utm_source=facebook&utm_medium=paid&utm_campaign=spring&fbclid=IwAR"),
        fragment("?utm_source=tiktok&utm_medium=paid&utm_campaign=spring&ttclid=E.C.P."),
    };

    private static final byte[][] CAMPAIGNS = {
        fragment(",\"campaign\":{\"source\":\"google\",\"medium\":\"cpc\",\"name\":\"spring\",\"gclid\":\"Cj0"),
        fragment(",\"campaign\":{\"source\":\"google\",\"medium\":\"cpc\",\"name\":\"spring\",\"gclid\":\"Cj0"),
        fragment(",\"campaign\":{\"source\":\"facebook\",\"medium\":\"paid\",\"name\":\"spring\",\"fbclid\":\"IwAR"),
        fragment(",\"campaign\":{\"source\":\"tiktok\",\"medium\":\"paid\",\"name\":\"spring\",\"ttclid\":\"E.C.P."),
    };

    private static final byte[] END_CAMPAIGN = fragment("\"}");

    private final Dice dice;
    private final double forwarded;
    private final Click[] latest = new Click[REMEMBERED];
    private long made;

    /** @param forwarded of the arrivals from ads that share: through a link that somebody else has clicked */
    Clicks(Dice dice, double forwarded) {
        this.dice = dice;
        this.forwarded = forwarded;
    }

    Click next() {
        if (made > 0 && dice.chance(forwarded)) {
            return latest[dice.below((int) Math.min(made, REMEMBERED))];
        }
        Click click = new Click(dice.below(QUERIES.length), dice.next());
        latest[(int) (made++ % REMEMBERED)] = click;
        return click;
    }

    static void putQuery(JsonBytes out, Click click) {
        out.put(QUERIES[click.campaign]).hex(click.id, 16);
    }

    static void putCampaign(JsonBytes out, Click click) {
        out.put(CAMPAIGNS[click.campaign]).hex(click.id, 16).put(END_CAMPAIGN);
    }
}
