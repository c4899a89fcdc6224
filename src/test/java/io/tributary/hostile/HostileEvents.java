package io.tributary.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Records as an attacker would make them: good events, and among them as many that are good but for one or a few things.
 * The same seed gives the same records.
 */
public final class HostileEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Stands in the tree for what no tree can hold. */
    private static final String PLACE = "@@here@@";

    private final Random random;
    private final TrafficGenerator traffic;

    public HostileEvents(int count, long seed) {
        this.random = new Random(seed);
        this.traffic = new TrafficGenerator(count, Math.max(10, count / 50), seed, Mess.HEAVY);
    }

    /** The next record's value; null is a tombstone. At most {@code count} of them. */
    public byte @Nullable [] next() {
        byte[] good = traffic.next();
        if (random.nextBoolean()) {
            return good;
        }
        return switch (random.nextInt(8)) {
            case 0 -> damaged(good);
            case 1 -> odd(good);
            case 2 -> repeated(good);
            default -> mutated(good);
        };
    }

    /** One to three values replaced by others, of any kind and size. */
    private byte[] mutated(byte[] good) {
        JsonNode event;
        try {
            event = JSON.readTree(good);
        } catch (IOException e) {
            return damaged(good); // messy traffic has it already
        }
        return bytes(mutated(event));
    }

    private String mutated(JsonNode event) {
        List<String> instead = new ArrayList<>();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            List<Runnable> places = new ArrayList<>();
            collect(event, places);
            if (!places.isEmpty()) {
                places.get(random.nextInt(places.size())).run();
            }
            instead.add(HostileValues.any(random));
        }
        if (random.nextInt(3) == 0 && event instanceof ObjectNode object) {
            String[] known = {"userId", "anonymousId", "type", "timestamp", "messageId", "traits", "context"};
            object.put(known[random.nextInt(known.length)], PLACE);
            instead.add(HostileValues.any(random));
        }
        if (random.nextInt(4) == 0 && event.path("context") instanceof ObjectNode context) {
            context.put("externalIds", PLACE);
            instead.add(HostileValues.externalIds(random));
        }
        String text = event.toString();
        for (String value : instead) {
            int at = text.indexOf('"' + PLACE + '"');
            if (at >= 0) {
                text = text.substring(0, at) + value + text.substring(at + PLACE.length() + 2);
            }
        }
        return text;
    }

    private static void collect(JsonNode node, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            for (String name : (Iterable<String>) object::fieldNames) {
                places.add(() -> object.put(name, PLACE));
                collect(object.path(name), places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int place = i;
                places.add(() -> array.set(place, PLACE));
                collect(array.get(i), places);
            }
        }
    }

    /** Members given twice: in front of the event's own, or behind them. */
    private byte[] repeated(byte[] good) {
        String text = new String(good, StandardCharsets.UTF_8);
        String[] names = {"type", "userId", "anonymousId", "context", "traits", "timestamp", "externalIds"};
        StringBuilder more = new StringBuilder();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            more.append('"').append(names[random.nextInt(names.length)]).append("\":");
            more.append(HostileValues.any(random)).append(',');
        }
        if (random.nextBoolean()) {
            return bytes("{" + more + text.substring(1));
        }
        return bytes(text.substring(0, text.length() - 1) + "," + more.substring(0, more.length() - 1) + "}");
    }

    /** Bytes that are changed, put in, taken out. */
    private byte[] damaged(byte[] good) {
        byte[][] broken = {
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xFF},
            {(byte) 0xE2, (byte) 0x82},
            {0},
            {'"'},
            {'}'},
            {'\\', 'u', 'd', '8', '0', '0'},
            {'\n'},
        };
        int at = random.nextInt(good.length);
        switch (random.nextInt(4)) {
            case 0 -> good[at] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(good, at);
            }
            default -> {
                byte[] more = broken[random.nextInt(broken.length)];
                byte[] longer = Arrays.copyOf(good, good.length + more.length);
                System.arraycopy(good, at, longer, at + more.length, good.length - at);
                System.arraycopy(more, 0, longer, at, more.length);
                return longer;
            }
        }
        return good;
    }

    /** What is no event from its first byte on. */
    private byte @Nullable [] odd(byte[] good) {
        String text = new String(good, StandardCharsets.UTF_8);
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> text.getBytes(StandardCharsets.UTF_16);
            case 3 -> bytes("\ufeff" + text);
            case 4 -> bytes("[" + text + "]");
            case 5 -> bytes(text + text);
            case 6 -> bytes(" \t\r\n".repeat(1 + random.nextInt(50)));
            case 7 -> bytes(HostileValues.any(random));
            case 8 -> noise(random.nextInt(300));
            default -> random.nextInt(50) == 0 ? noise((1 << 20) + 1) : noise(random.nextInt(5));
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
