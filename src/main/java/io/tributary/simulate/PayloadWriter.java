package io.tributary.simulate;

import static io.tributary.simulate.JsonBytes.fragment;
import static io.tributary.simulate.JsonBytes.fragments;

import io.tributary.simulate.Moment.Action;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Writes an event's {@code properties} or {@code traits}. */
final class PayloadWriter {
    private static final byte[] PROPERTIES = fragment("\"properties\":{");
    private static final byte[] TITLE = fragment("\"title\":\"");
    private static final byte[] PATH = fragment("\",\"path\":\"");
    private static final byte[] QUERY = fragment("\"query\":\"");
    private static final byte[] RESULTS = fragment("\",\"results\":");
    private static final byte[] QUANTITY = fragment(",\"quantity\":");
    private static final byte[] CART_ID = fragment("\"cart_id\":\"");
    private static final byte[] ORDER_ID = fragment("\"order_id\":\"");
    private static final byte[] TOTAL = fragment("\",\"currency\":\"EUR\",\"total\":");
    private static final byte[] EMAIL_PROPERTY = fragment(",\"email\":\"");
    private static final byte[] PRODUCTS = fragment(",\"products\":[{");
    private static final byte[] METHOD = fragment("\"method\":\"password\"");
    private static final byte[] TRAITS = fragment("\"traits\":{\"email\":\"");
    private static final byte[] COMPANY = fragment("\"traits\":{\"name\":\"Company ");
    private static final byte[] EMPLOYEES = fragment(",\"employees\":");
    private static final byte[] FIRST_NAME = fragment("\",\"firstName\":\"");
    private static final byte[] LAST_NAME = fragment("\",\"lastName\":\"");
    private static final byte[] NAME = fragment("\",\"name\":\"");
    private static final byte[] CITY = fragment("\",\"city\":\"");
    private static final byte[] PHONE = fragment("\",\"phone\":\"");
    private static final byte[] PLAN = fragment("\",\"plan\":\"");
    private static final byte[] NEWSLETTER = fragment("\",\"newsletter\":");
    private static final byte[] TRUE = fragment("true");
    private static final byte[] FALSE = fragment("false");
    private static final byte[][] PLANS = fragments("free", "plus", "pro");
    private static final byte[][] QUERIES = fragments("shoes", "winter jacket", "gift", "steel watch", "travel bag");
    private static final Map<Action, byte[]> EVENT_NAMES = eventNames();
    private static final double EMAIL_ON_ORDER = 0.3;

    private final JsonBytes out;
    private final People people;
    private final Mess mess;
    private final Dice dice;
    private final Shop shop;

    PayloadWriter(JsonBytes out, People people, Mess mess, Dice dice, Shop shop) {
        this.out = out;
        this.people = people;
        this.mess = mess;
        this.dice = dice;
        this.shop = shop;
    }

    private static Map<Action, byte[]> eventNames() {
        Map<Action, byte[]> names = new EnumMap<>(Action.class);
        names.put(Action.SEARCH, fragment("Products Searched"));
        names.put(Action.PRODUCT, fragment("Product Viewed"));
        names.put(Action.CART, fragment("Product Added"));
        names.put(Action.CHECKOUT, fragment("Checkout Started"));
        names.put(Action.ORDER, fragment("Order Completed"));
        names.put(Action.ORDER_ON_SERVER, fragment("Order Completed"));
        names.put(Action.SIGNED_UP, fragment("Signed Up"));
        names.put(Action.SIGNED_IN, fragment("Signed In"));
        names.put(Action.SIGNED_OUT, fragment("Signed Out"));
        return names;
    }

    /** The {@code event} of an action's {@code track} call. */
    static byte[] eventName(Action action) {
        return Objects.requireNonNull(EVENT_NAMES.get(action));
    }

    void put(Moment moment, Shop.Product product, Shop.Page page) {
        if (moment.action() == Action.IDENTIFY) {
            putTraits(moment.person());
            return;
        }
        if (moment.action() == Action.GROUP) {
            putCompany(people.company(moment.person()));
            return;
        }
        out.put(PROPERTIES);
        switch (moment.action()) {
            case ARRIVAL, VIEW ->
                out.put(TITLE).put(page.title()).put(PATH).put(page.path()).put('"');
            case SEARCH ->
                out.put(QUERY)
                        .put(QUERIES[dice.below(QUERIES.length)])
                        .put(RESULTS)
                        .decimal(dice.below(200));
            case PRODUCT -> out.put(product.properties());
            case CART -> out.put(product.properties()).put(QUANTITY).decimal(1L + dice.below(3));
            case CHECKOUT -> out.put(CART_ID).hex(dice.next(), 12).put(TOTAL).cents(product.cents());
            case ORDER, ORDER_ON_SERVER -> putOrder(moment.person(), product);
            case SIGNED_UP, SIGNED_IN, SIGNED_OUT -> out.put(METHOD);
            case IDENTIFY, GROUP -> throw new IllegalStateException("these calls have traits");
        }
        out.put('}');
    }

    private void putOrder(int person, Shop.Product first) {
        Shop.Product second = shop.product(dice);
        out.put(ORDER_ID).hex(dice.next(), 12).put(TOTAL).cents((long) first.cents() + second.cents());
        if (dice.chance(EMAIL_ON_ORDER)) {
            out.put(EMAIL_PROPERTY);
            people.putEmail(out, person);
            out.put('"');
        }
        out.put(PRODUCTS).put(first.properties()).put('}').put(',').put('{').put(second.properties());
        out.put('}').put(']');
    }

    private void putCompany(int company) {
        out.put(COMPANY).decimal(1000L + company).put(PLAN).put(PLANS[People.pick(Dice.mix(company), PLANS.length)]);
        out.put('"')
                .put(EMPLOYEES)
                .decimal(10L + People.pick(Dice.mix(company, 1), 990))
                .put('}');
    }

    private void putTraits(int person) {
        out.put(TRAITS);
        putTypedEmail(person);
        out.put(FIRST_NAME);
        people.putFirstName(out, person);
        out.put(LAST_NAME);
        people.putLastName(out, person);
        out.put(NAME);
        people.putFirstName(out, person);
        out.put(' ');
        people.putLastName(out, person);
        out.put(CITY);
        people.putCity(out, person);
        out.put(PHONE);
        people.putPhone(out, person);
        out.put(PLAN).put(PLANS[dice.below(PLANS.length)]);
        out.put(NEWSLETTER).put(dice.below(2) == 0 ? TRUE : FALSE).put('}');
    }

    private void putTypedEmail(int person) {
        int start = out.length();
        if (dice.chance(mess.secondEmails())) {
            people.putSecondEmail(out, person);
        } else {
            people.putEmail(out, person);
            if (dice.chance(mess.typos())) {
                out.remove(start + dice.below(4));
            }
        }
    }
}
