package io.tributary.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes traffic as an online shop has it, in Segment's spec, and knows who is behind every event.
 *
 * <p>People have one to three browsers and apps, come for sessions of a few events and return after hours or days, are
 * anonymous first and sign up or in later. Times ascend over all people's events (but for {@link Mess#late} ones). The
 * same arguments give the same bytes everywhere. It takes memory for people (some 50 bytes each), not for events.
 *
 * <p>To feed Kafka, key all events of a space alike or not at all: an event's place in the space's order is what
 * counts, and a person's events come from several devices. Use {@link #arrival} as the record's timestamp.
 *
 * <p><b>Truth</b>: one line an event, in the order of the events, those that arrive twice or cut off included: {@code
 * {"messageId":"...","person":17}}, with {@code "office":"40.0.0.1"}, its address, behind it for people of an {@linkplain
 * Offices office}. People are numbered from 0. A messageId also tells its person by itself to whoever knows the seed,
 * see {@link #personOf}.
 */
public final class TrafficGenerator {
    /** People are numbers of 24 bits. */
    public static final int MAX_PEOPLE = 1 << 24;

    /** How many events later a duplicate arrives. */
    private static final int DUPLICATE_DELAY = 50;

    private static final int FLUSH_BYTES = 1 << 16;
    private static final byte[] TRUTH_MESSAGE_ID = JsonBytes.fragment("{\"messageId\":\"");
    private static final byte[] TRUTH_PERSON = JsonBytes.fragment("\",\"person\":");
    private static final byte[] TRUTH_OFFICE = JsonBytes.fragment(",\"office\":\"");

    /** What {@code event} arrives again, once so many events are out. */
    @SuppressWarnings("ArrayRecordComponent") // only passed through
    private record Duplicate(long due, byte[] event, int person, long idHigh, long idLow) {}

    private final long events;
    private final People people;
    private final long seed;
    private final Mess mess;
    private final Dice dice;
    private final Journeys journeys;
    private final EventWriter writer;
    private final JsonBytes out = new JsonBytes();
    private final ArrayDeque<Duplicate> duplicates = new ArrayDeque<>();
    private long made;
    private int person;
    private long arrival;
    private long idHigh;
    private long idLow;

    /** Traffic without offices. */
    public TrafficGenerator(long events, int people, long seed, Mess mess) {
        this(events, people, seed, mess, Offices.NONE);
    }

    /**
     * @param events how many to make
     * @param people how many there are, 1 to {@link #MAX_PEOPLE}; with 15 events a person or more, all
     *     have turned up after two thirds of the events
     * @param offices that take no more people than there are
     * @throws IllegalArgumentException if a number is out of range
     */
    public TrafficGenerator(long events, int people, long seed, Mess mess, Offices offices) {
        if (events < 0) {
            throw new IllegalArgumentException("events is " + events + ": it must not be negative");
        }
        if (people < 1 || people > MAX_PEOPLE) {
            throw new IllegalArgumentException("people is " + people + ": it must be from 1 to " + MAX_PEOPLE);
        }
        if (offices.people() > people) {
            throw new IllegalArgumentException(offices.count() + " offices of " + offices.size()
                    + " people: there are only " + people + " people");
        }
        this.events = events;
        this.people = new People(people, seed, mess, offices);
        this.seed = seed;
        this.mess = mess;
        this.dice = new Dice(seed);
        this.journeys = new Journeys(this.people, events, mess, dice);
        this.writer = new EventWriter(out, this.people, mess, dice);
    }

    public boolean hasNext() {
        return made < events;
    }

    /**
     * The next event's bytes, UTF-8, without a line break.
     *
     * @throws NoSuchElementException if all are made
     */
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + events + " events are made");
        }
        out.shortenTo(0);
        putNext();
        return out.copyFrom(0);
    }

    /** Who is behind the event that was made last. */
    public int person() {
        return person;
    }

    /** When the event that was made last arrives, epoch milliseconds. */
    public long arrival() {
        return arrival;
    }

    /** The line of truth of the event that was made last, without a line break. */
    public byte[] truth() {
        JsonBytes line = new JsonBytes();
        putTruth(line);
        return line.copyFrom(0);
    }

    /** Who is behind the event of that messageId, -1 if it is none of this traffic's. */
    public int personOf(String messageId) {
        if (messageId.length() != 36) {
            return -1;
        }
        try {
            UUID id = UUID.fromString(messageId);
            long named = id.getLeastSignificantBits() ^ idMask(id.getMostSignificantBits());
            return named >= 0 && named < people.count() ? (int) named : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** The office that a person works in, -1 for none. */
    int officeOf(int ofPerson) {
        return people.office(ofPerson);
    }

    /** The address through which the people of an office go online while they are there. */
    String officeIp(int office) {
        JsonBytes ip = new JsonBytes();
        people.putOfficeIp(ip, office);
        return new String(ip.copyFrom(0), StandardCharsets.US_ASCII);
    }

    /**
     * Makes all events that are left, a line each.
     *
     * @param truth where the lines of truth go, null for nowhere
     * @return how many were made
     */
    public long writeTo(OutputStream eventLines, @Nullable OutputStream truth) throws IOException {
        long before = made;
        JsonBytes truthLines = new JsonBytes();
        out.shortenTo(0);
        while (hasNext()) {
            putNext();
            out.put('\n');
            if (truth != null) {
                putTruth(truthLines);
                truthLines.put('\n');
            }
            if (out.length() >= FLUSH_BYTES || !hasNext()) {
                out.drainTo(eventLines);
                if (truth != null) {
                    truthLines.drainTo(truth);
                }
            }
        }
        return made - before;
    }

    private void putNext() {
        Duplicate duplicate = duplicates.peek();
        if (duplicate != null && duplicate.due <= made) {
            duplicates.remove();
            out.put(duplicate.event);
            person = duplicate.person;
            idHigh = duplicate.idHigh;
            idLow = duplicate.idLow;
        } else {
            putOriginal();
        }
        made++;
    }

    private void putOriginal() {
        int start = out.length();
        Moment moment = journeys.next();
        person = moment.person();
        idHigh = Dice.mix(seed, made);
        idLow = idMask(idHigh) ^ person;
        arrival = writer.write(moment, idHigh, idLow);
        if (dice.chance(mess.malformed())) {
            out.shortenTo(start + 1 + dice.below(out.length() - start - 1));
        } else if (dice.chance(mess.duplicates())) {
            duplicates.add(new Duplicate(made + DUPLICATE_DELAY, out.copyFrom(start), person, idHigh, idLow));
        }
    }

    /** What hides the person in the last 64 bits of a messageId. */
    private long idMask(long high) {
        return Dice.mix(high, seed);
    }

    private void putTruth(JsonBytes line) {
        line.put(TRUTH_MESSAGE_ID).uuid(idHigh, idLow).put(TRUTH_PERSON).decimal(person);
        int office = people.office(person);
        if (office >= 0) {
            line.put(TRUTH_OFFICE);
            people.putOfficeIp(line, office);
            line.put('"');
        }
        line.put('}');
    }
}
