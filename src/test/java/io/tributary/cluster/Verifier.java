package io.tributary.cluster;

import io.tributary.codec.TopicRecord;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the job reads and what it writes, all the time, as consumers do that see only what is committed, and
 * compares each record with what the {@link Model} says. Nothing that it counts depends on time.
 */
final class Verifier implements AutoCloseable, Model.Telling {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String prefix;
    private final Model model;
    private final Map<String, Facts> facts = new TreeMap<>();
    private final Map<String, Resolutions> resolutions = new TreeMap<>();
    private final Silence silence = new Silence();
    private final Thread thread = new Thread(this::run, "verifier");
    private final Map<Integer, Long> read = new HashMap<>();
    private final Map<String, Long> after;
    private final List<RawRecord> held = new ArrayList<>();
    private final Map<String, String> rulesRecords = new TreeMap<>();
    private @Nullable String newRules;
    private @Nullable RuntimeException failure;
    private boolean ended;

    private Verifier(String brokers, String prefix, String rules, Map<String, Long> after) {
        this.prefix = prefix;
        this.after = after;
        this.model = new Model(rules, this);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "isolation.level",
                "read_committed",
                "reconnect.backoff.max.ms",
                "250",
                "fetch.max.wait.ms",
                "100");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < Load.PARTITIONS; i++) {
            partitions.add(new TopicPartition(Load.TOPIC, i));
        }
        Arrays.stream(Topic.values())
                .filter(topic -> topic.isFact() || topic == Topic.RESOLUTIONS)
                .forEach(topic -> partitions.add(new TopicPartition(prefix + topic.topicName(), 0)));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * @param prefix of the topics that are verified; each has one partition
     * @param after of each space, the sequence up to which these topics say nothing; none for all that there is
     */
    static Verifier start(String brokers, String prefix, String rules, Map<String, Long> after) {
        Verifier verifier = new Verifier(brokers, prefix, rules, after);
        verifier.thread.start();
        return verifier;
    }

    private void run() {
        try (consumer) {
            boolean goOn = true;
            while (goOn) {
                var records = consumer.poll(Duration.ofMillis(100));
                synchronized (this) {
                    records.forEach(this::take);
                    facts.values().forEach(Facts::compare);
                    goOn = !ended;
                }
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Load.TOPIC)) {
            RawRecord event = new RawRecord(
                    record.topic(), record.partition(), record.offset(), record.timestamp(), null, record.value());
            if (newRules == null) {
                model.accept(event);
                read.put(record.partition(), record.offset() + 1);
            } else {
                held.add(event);
            }
            return;
        }
        String topic = record.topic().substring(prefix.length());
        String key = text(record.key());
        String value = text(record.value());
        String space = record.value() == null ? key.substring(0, key.indexOf('/')) : after(value, "\"space\":\"", '"');
        if (topic.equals(Topic.RESOLUTIONS.topicName())) {
            int sequence = Integer.parseInt(after(value, "\"sequence\":", ','));
            if (resolutions(space).arrive(sequence, key + " " + value)) {
                silence.broken(space);
            }
        } else {
            facts(topic, space).arrive(key + " " + value);
            if (value.contains("\"kind\":\"rules\"")) {
                rulesRecords.putIfAbsent(space, key + " " + value);
                goOnIfAllHaveTold();
            }
        }
    }

    /**
     * Before a job ends that another one goes on for, under other rules: where each space changes is for the job to say,
     * by its records of that in the audit, and until it has, nothing is expected.
     */
    synchronized void awaitRules(String rules) {
        newRules = rules;
    }

    private void goOnIfAllHaveTold() {
        if (newRules == null || rulesRecords.size() < Load.SPACES.size()) {
            return;
        }
        model.change(newRules, lastUnderOldRules());
        newRules = null;
        for (RawRecord event : held) {
            model.accept(event);
            read.put(event.partition(), event.offset() + 1);
        }
        held.clear();
    }

    /** The audit's records of the change of rules, by space. */
    synchronized Map<String, String> rulesRecords() {
        return new TreeMap<>(rulesRecords);
    }

    /** The last sequences that were decided under the rules before, by space, as the audit says. */
    synchronized Map<String, Long> lastUnderOldRules() {
        Map<String, Long> last = new TreeMap<>();
        rulesRecords.forEach((space, record) -> last.put(space, Long.parseLong(after(record, "\"sequence\":", ','))));
        return last;
    }

    @Override
    public void rulesChange(String space) {
        facts(Topic.AUDIT.topicName(), space).expect(rulesRecords.getOrDefault(space, ""));
    }

    @Override
    public void record(String space, long sequence, TopicRecord record) {
        if (sequence <= after.getOrDefault(space, 0L)) {
            return;
        }
        String text = text(record.key()) + " " + text(record.value());
        if (record.topic() == Topic.RESOLUTIONS) {
            resolutions(space).expect((int) sequence, text);
        } else {
            facts(record.topic().topicName(), space).expect(text);
        }
    }

    private Facts facts(String topic, String space) {
        return facts.computeIfAbsent(topic + " of " + space, Facts::new);
    }

    private Resolutions resolutions(String space) {
        return resolutions.computeIfAbsent(
                space,
                each -> new Resolutions(
                        "resolutions of " + each,
                        1 + after.getOrDefault(each, 0L).intValue()));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String after(String json, String key, char end) {
        int start = json.indexOf(key) + key.length();
        return json.substring(start, json.indexOf(end, start));
    }

    /** What has been found by now. */
    synchronized Findings findings() {
        if (failure != null) {
            throw failure;
        }
        Findings sum = Findings.NONE;
        for (Facts each : facts.values()) {
            sum = sum.plus(
                    new Findings(each.passed(), each.lost(), each.doubled(), each.wrong(), 0, each.differences()));
        }
        for (Resolutions each : resolutions.values()) {
            sum = sum.plus(new Findings(each.passed(), 0, 0, each.wrong(), each.repeated(), each.differences()));
        }
        return sum;
    }

    /** Facts that nothing has been expected for, by now; none once all events have been read. */
    synchronized int extra() {
        return facts.values().stream().mapToInt(Facts::extra).sum();
    }

    /** From now on the longest silence is measured. */
    synchronized void listen() {
        silence.start();
    }

    /** The longest time since then for which any space had no resolution that is new. */
    synchronized Duration silence() {
        return silence.longest();
    }

    /** Waits until all that has to be said to the events that lie there now has been said. */
    void awaitCaughtUp(Map<Integer, Long> endOfEvents, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        Map<String, Long> goal = null;
        while (goal == null || !behind(goal).isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("after " + patience + " there is still to come: "
                        + (goal == null ? "the events themselves" : behind(goal)) + "\n" + findings());
            }
            Pause.millis(50);
            if (goal == null) {
                goal = goal(endOfEvents);
            }
            findings();
        }
    }

    private synchronized @Nullable Map<String, Long> goal(Map<Integer, Long> endOfEvents) {
        for (Map.Entry<Integer, Long> end : endOfEvents.entrySet()) {
            if (read.getOrDefault(end.getKey(), 0L) < end.getValue()) {
                return null;
            }
        }
        Map<String, Long> goal = new TreeMap<>();
        facts.forEach((name, each) -> goal.put(name, each.told()));
        resolutions.forEach((name, each) -> goal.put(name, (long) each.told()));
        return goal;
    }

    private synchronized List<String> behind(Map<String, Long> goal) {
        List<String> behind = new ArrayList<>();
        goal.forEach((name, told) -> {
            Facts fact = facts.get(name);
            Resolutions resolution = resolutions.get(name);
            long passed = fact != null ? fact.passed() : resolution != null ? resolution.passed() : 0;
            if (passed < told) {
                behind.add(name + ": " + passed + " of " + told);
            }
        });
        return behind;
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
