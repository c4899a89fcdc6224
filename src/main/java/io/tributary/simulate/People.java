package io.tributary.simulate;

import static io.tributary.simulate.Installation.Kind.ANDROID;
import static io.tributary.simulate.Installation.Kind.BROWSER;
import static io.tributary.simulate.Installation.Kind.IPHONE;

import io.tributary.simulate.Installation.Kind;
import java.util.List;

/**
 * Who the people are: everything about a person that does not change, as a function of the seed and the person's
 * number, so that it takes no memory. Two people with neighbouring numbers, an even one and the next, are a household.
 * Some work at a company; those of an office all at the same one.
 */
final class People {
    /** The place of a shared tablet, behind everything that is a person's own. */
    static final int TABLET_SLOT = 3;

    private static final double MEMBERS = 0.8;
    private static final double EMPLOYED = 0.15;
    private static final int PEOPLE_A_COMPANY = 100;

    /** What people have, as often as it stands here. The second app on a phone shares the phone's device ID. */
    private static final List<List<Kind>> MEMBERS_HAVE = List.of(
            List.of(BROWSER),
            List.of(BROWSER),
            List.of(BROWSER),
            List.of(IPHONE),
            List.of(ANDROID),
            List.of(BROWSER, IPHONE),
            List.of(BROWSER, ANDROID),
            List.of(BROWSER, BROWSER),
            List.of(BROWSER, IPHONE, IPHONE),
            List.of(BROWSER, ANDROID, ANDROID));

    private static final List<List<Kind>> GUESTS_HAVE =
            List.of(List.of(BROWSER), List.of(BROWSER), List.of(IPHONE), List.of(ANDROID));

    private static final String[] FIRST_NAMES = {
        "Ada", "Amir", "Bea", "Carlos", "Chloe", "Dmitri", "Elif", "Fatima", "Grace", "Hiro", "Ines", "Jane", "Kofi",
        "Lena", "Marek", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Tove", "Uma", "Viktor", "Wanda", "Yara"
    };
    private static final String[] LAST_NAMES = {
        "Adler",
        "Becker",
        "Costa",
        "Doe",
        "Evans",
        "Fischer",
        "Garcia",
        "Haddad",
        "Ito",
        "Jansen",
        "Kowalski",
        "Lopez",
        "Martin",
        "Novak",
        "Okafor",
        "Petrov",
        "Rossi",
        "Sato",
        "Tanaka",
        "Umarov",
        "Virtanen",
        "Weber",
        "Yilmaz"
    };
    private static final byte[][] FIRST = JsonBytes.fragments(FIRST_NAMES);
    private static final byte[][] LAST = JsonBytes.fragments(LAST_NAMES);
    private static final byte[][] CITIES = JsonBytes.fragments(
            "Amsterdam",
            "Berlin",
            "Bogotá",
            "Dublin",
            "Kraków",
            "Lagos",
            "Lisbon",
            "Málaga",
            "Osaka",
            "São Paulo",
            "Toronto",
            "Zürich");
    private static final byte[][] PROVIDERS =
            JsonBytes.fragments("@example.com", "@mail.example", "@inbox.example", "@post.example.org");
    private static final byte[] USER_ID_PREFIX = JsonBytes.fragment("usr_");
    private static final byte[] COMPANY_PREFIX = JsonBytes.fragment("co-");
    private static final byte[] EMPLOYER = JsonBytes.fragment("@work.example.net");

    private final int count;
    private final long seed;
    private final double sharedTablets;
    private final double sharedHomes;
    private final Offices offices;

    People(int count, long seed, Mess mess, Offices offices) {
        this.count = count;
        this.seed = seed;
        this.sharedTablets = mess.sharedTablets();
        this.sharedHomes = mess.sharedHomes();
        this.offices = offices;
    }

    int count() {
        return count;
    }

    /** Whether the person has, or will have, an account. */
    boolean isMember(int person) {
        return Dice.isWithin(hash(person, 1), MEMBERS);
    }

    /** The person's own browsers and apps. */
    List<Kind> has(int person) {
        List<List<Kind>> choices = isMember(person) ? MEMBERS_HAVE : GUESTS_HAVE;
        return choices.get(pick(hash(person, 2), choices.size()));
    }

    boolean sharesTablet(int person) {
        return hasHousemate(person) && Dice.isWithin(hash(person & ~1, 3), sharedTablets);
    }

    private boolean sharesHome(int person) {
        return sharesTablet(person) || (hasHousemate(person) && Dice.isWithin(hash(person & ~1, 13), sharedHomes));
    }

    boolean hasHousemate(int person) {
        return housemate(person) < count;
    }

    int housemate(int person) {
        return person ^ 1;
    }

    /** The office that the person works in, -1 for none. */
    int office(int person) {
        return offices.of(person, count);
    }

    /** The company that the person works at, -1 for none; the first ones are those of the offices. */
    int company(int person) {
        int office = office(person);
        if (office >= 0) {
            return office;
        }
        long hash = hash(person, 14);
        if (!Dice.isWithin(hash, EMPLOYED)) {
            return -1;
        }
        return offices.count() + pick(Dice.mix(hash), Math.max(1, count / PEOPLE_A_COMPANY));
    }

    /** A hash of the person that is another one for each {@code salt}. */
    long hash(int person, int salt) {
        return Dice.mix(seed, ((long) salt << 32) | person);
    }

    void putFirstName(JsonBytes out, int person) {
        out.put(FIRST[pick(hash(person, 4), FIRST.length)]);
    }

    void putLastName(JsonBytes out, int person) {
        out.put(LAST[pick(hash(person, 5), LAST.length)]);
    }

    void putCity(JsonBytes out, int person) {
        out.put(CITIES[pick(hash(person, 6), CITIES.length)]);
    }

    /** The address that the person signed up with; nobody else has it. */
    void putEmail(JsonBytes out, int person) {
        putFirstName(out, person);
        out.put('.');
        putLastName(out, person);
        out.put('.').decimal(person);
        out.put(PROVIDERS[pick(hash(person, 7), PROVIDERS.length)]);
    }

    /** Another address of the same person; nobody else has it. */
    void putSecondEmail(JsonBytes out, int person) {
        putLastName(out, person);
        out.decimal(person).put(EMPLOYER);
    }

    void putUserId(JsonBytes out, int person) {
        out.put(USER_ID_PREFIX).decimal(100_000L + person);
    }

    void putPhone(JsonBytes out, int person) {
        out.put('+').decimal(4_915_100_000_000L + person);
    }

    void putCompany(JsonBytes out, int company) {
        out.put(COMPANY_PREFIX).decimal(1000L + company);
    }

    /**
     * The address of the connection: that of the office, or the one at home, which some households share.
     *
     * @param time epoch milliseconds
     */
    void putIp(JsonBytes out, int person, long time) {
        int office = office(person);
        if (office >= 0 && Offices.isOpen(time)) {
            putOfficeIp(out, office);
            return;
        }
        int home = sharesHome(person) ? person & ~1 : person;
        putIp(out, 80 + pick(hash(home, 8), 100), home * 0x5BD1E5 + 1);
    }

    /** No home has it. */
    void putOfficeIp(JsonBytes out, int office) {
        putIp(out, 40, office * 0x5BD1E5 + 1);
    }

    private static void putIp(JsonBytes out, int first, int rest) {
        out.decimal(first).put('.').decimal((rest >>> 16) & 255);
        out.put('.').decimal((rest >>> 8) & 255).put('.').decimal(rest & 255);
    }

    static int pick(long hash, int choices) {
        return (int) (((hash >>> 33) * choices) >>> 31);
    }
}
