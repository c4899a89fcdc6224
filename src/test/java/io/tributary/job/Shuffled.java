package io.tributary.job;

import io.tributary.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Events of few people with much in common, in the order of their time, and the same as they may come instead. */
final class Shuffled {
    /** How late an event may come, in milliseconds, and for how long the rules let it wait. */
    static final int DELAY = 200;

    static final RulesText RULES = new RulesText("rules.yaml", """
            spaces:
              - {id: main, extends: segment, order: {event_time: PT0.2S}, aliases: {emit: true}}
            """);

    private static final long START = 1_770_000_000_000L;

    private record Event(String messageId, long time, String json) {
        RawRecord record(String topic, int partition, long offset, long timestamp) {
            return new RawRecord(topic, partition, offset, timestamp, null, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final List<Event> inOrder = new ArrayList<>();

    Shuffled(int count, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            String messageId = "m%05d".formatted(random.nextInt(100_000) + i * 100_000);
            long time = START + random.nextInt(count * 10);
            inOrder.add(new Event(messageId, time, json(messageId, time, random)));
        }
        inOrder.sort(Comparator.comparingLong(Event::time).thenComparing(Event::messageId));
    }

    private static String json(String messageId, long time, Random random) {
        StringBuilder json = new StringBuilder("{\"type\":\"identify\",\"messageId\":\"" + messageId
                + "\",\"timestamp\":" + time + ",\"anonymousId\":\"a" + random.nextInt(40) + "\"");
        if (random.nextInt(3) == 0) {
            json.append(",\"userId\":\"u").append(random.nextInt(15)).append('"');
        }
        if (random.nextInt(3) == 0) {
            json.append(",\"traits\":{\"email\":\"e").append(random.nextInt(20)).append("@x.io\"}");
        }
        return json.append('}').toString();
    }

    /** As one file that is in order. */
    List<RawRecord> inOrder() {
        List<RawRecord> records = new ArrayList<>();
        for (Event event : inOrder) {
            records.add(event.record("events", 0, records.size(), event.time));
        }
        return records;
    }

    /** As they lie in some partitions: in each, and over all of them, no event comes later than it may. */
    List<List<RawRecord>> inPartitions(String topic, int partitions, long seed) {
        Random random = new Random(seed);
        record Arrival(Event event, long at) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Event event : inOrder) {
            arrivals.add(new Arrival(event, event.time + random.nextInt(DELAY + 1)));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        List<List<RawRecord>> result = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            result.add(new ArrayList<>());
        }
        for (Arrival arrival : arrivals) {
            int partition = random.nextInt(partitions);
            List<RawRecord> records = result.get(partition);
            records.add(arrival.event.record(topic, partition, records.size(), arrival.event.time));
        }
        return result;
    }
}
