package io.tributary.bench;

import io.tributary.simulate.Dice;
import io.tributary.simulate.TrafficGenerator;
import java.nio.charset.StandardCharsets;

/** Traffic that is ordinary, and traffic that is so in all but one way. */
final class SkewedTraffic {
    private static final byte[] WRITE_KEY = "\"writeKey\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int SEED = 2;

    private SkewedTraffic() {}

    /** That of the other suites. */
    static EventSupply ordinary(int events, int people) {
        TrafficGenerator generator = Traffic.generator(events, people);
        return new EventSupply() {
            @Override
            public byte[] next() {
                return generator.next();
            }

            @Override
            public long arrival() {
                return generator.arrival();
            }
        };
    }

    /** The same but for its sources: every household has one of these, so that people who share a device stay together. */
    static EventSupply spread(int events, int people, int sources) {
        TrafficGenerator generator = Traffic.generator(events, people);
        return new EventSupply() {
            @Override
            public byte[] next() {
                byte[] event = generator.next();
                return withSource(event, source(generator.person() / 2 % sources));
            }

            @Override
            public long arrival() {
                return generator.arrival();
            }
        };
    }

    /** The name of a source. */
    static String source(int number) {
        return "s" + number;
    }

    private static byte[] withSource(byte[] event, String source) {
        int from = MessageNumber.after(event, WRITE_KEY);
        int to = from;
        while (event[to] != '"') {
            to++;
        }
        byte[] name = source.getBytes(StandardCharsets.US_ASCII);
        byte[] changed = new byte[event.length - (to - from) + name.length];
        System.arraycopy(event, 0, changed, 0, from);
        System.arraycopy(name, 0, changed, from, name.length);
        System.arraycopy(event, to, changed, from + name.length, event.length - to);
        return changed;
    }

    /** Every other event is of one browser and one person, always the same. */
    static EventSupply hot(int events, int people) {
        TrafficGenerator generator = Traffic.generator(events, people);
        CallWriter writer = new CallWriter();
        return new EventSupply() {
            private boolean isHot = true;

            @Override
            public byte[] next() {
                isHot = !isHot;
                return isHot ? writer.act(0, 0) : generator.next();
            }

            @Override
            public long arrival() {
                return generator.arrival();
            }
        };
    }

    /**
     * Browsers and people that have one event each and with it a profile of a single external ID; then, one event each and
     * in another order, every person signs in in a browser, which merges the two.
     */
    static EventSupply merging(int pairs) {
        CallWriter writer = new CallWriter();
        int[] order = shuffled(pairs);
        return new EventSupply() {
            private int made;

            @Override
            public byte[] next() {
                int at = made++;
                if (at < 2 * pairs) {
                    return at % 2 == 0 ? writer.act(at / 2, CallWriter.NONE) : writer.act(CallWriter.NONE, at / 2);
                }
                int pair = order[at - 2 * pairs];
                return writer.signIn(pair, pair);
            }

            @Override
            public long arrival() {
                return writer.arrival();
            }
        };
    }

    private static int[] shuffled(int count) {
        int[] numbers = new int[count];
        Dice dice = new Dice(SEED);
        for (int i = 0; i < count; i++) {
            int other = dice.below(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
