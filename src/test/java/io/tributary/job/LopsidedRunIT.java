package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crowd, half of whose events name one person, and beside it a space that has one user. */
class LopsidedRunIT {
    private static final RulesText RULES = new RulesText("rules.yaml", """
            spaces:
              - {id: crowd, extends: segment, sources: [shop]}
              - {id: office, extends: segmentstream, sources: [shop]}
              - {id: lonely, extends: segment, sources: [lonely]}
            """);
    private static final int LONELY_EVERY = 1000;
    private static final Pattern SPACE = Pattern.compile("\"space\":\"(\\w+)\"");

    @TempDir
    Path temp = Path.of("");

    @Test
    @Timeout(600)
    void a_hot_profile_and_a_space_of_one_user_get_what_the_engine_says() throws Exception {
        run(40_000);
    }

    @Test
    @Tag("faults")
    @Timeout(3600)
    void a_space_of_one_user_beside_one_of_a_million_events_gets_what_the_engine_says() throws Exception {
        run(1_000_000);
    }

    private static byte[] event(int i) {
        String rest;
        if (i % LONELY_EVERY == 0) {
            rest = "\"writeKey\":\"lonely\",\"userId\":\"only\",\"anonymousId\":\"b" + i % 7000 + "\"";
        } else {
            String user = i % 2 == 0 ? "hot" : "u" + i % 9973;
            rest = "\"writeKey\":\"shop\",\"userId\":\"" + user + "\",\"anonymousId\":\"a" + i % 4999
                    + "\",\"context\":{\"ip\":\"10.0." + i % 250 + "." + i % 241 + "\"}";
        }
        long time = 1_772_359_200_000L + i * 20L;
        return ("{\"type\":\"track\",\"messageId\":\"m" + i + "\",\"timestamp\":" + time + "," + rest + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** How many records of a topic a space has, and what they are, whatever order they are read in. */
    private static final class Told {
        private long records;
        private long sum;

        void add(String line) {
            long hash = 1125899906842597L;
            for (int i = 0; i < line.length(); i++) {
                hash = 31 * hash + line.charAt(i);
            }
            sum += hash * (hash | 1);
            records++;
        }

        @Override
        public String toString() {
            return records + " records " + Long.toHexString(sum);
        }
    }

    private static void add(Map<String, Told> told, Topic topic, String line) {
        Matcher space = SPACE.matcher(line);
        String key = topic.topicName() + " of " + (space.find() ? space.group(1) : "nobody");
        told.computeIfAbsent(key, any -> new Told()).add(line.trim());
    }

    private static Map<String, Told> expected(int count) {
        Map<String, Told> told = new TreeMap<>();
        var lines = new JsonLinesSink.Lines();
        Iterable<RawRecord> events = () -> events(count);
        EngineLoop.run(RULES, events, record -> {
            var line = new ByteArrayOutputStream();
            try {
                lines.encode(record, line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            add(told, record.topic(), line.toString(StandardCharsets.UTF_8));
        });
        return told;
    }

    private static Iterator<RawRecord> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RawRecord(
                        "events.jsonl", RawRecord.FILE_PARTITION, i + 1, RawRecord.NO_TIMESTAMP, null, event(i)))
                .iterator();
    }

    private static Map<String, Told> told(Path output) throws IOException {
        Map<String, Told> told = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            Path directory = output.resolve(topic.topicName());
            if (!Files.exists(directory)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.filter(any -> any.toString().endsWith(".jsonl")).toList()) {
                    try (BufferedReader reader = Files.newBufferedReader(file)) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            add(told, topic, line);
                        }
                    }
                }
            }
        }
        return told;
    }

    private void run(int count) throws Exception {
        Path input = temp.resolve("events.jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            for (int i = 0; i < count; i++) {
                out.write(event(i));
                out.write('\n');
            }
        }
        Path rules = Files.writeString(temp.resolve("rules.yaml"), RULES.yaml());
        Path output = temp.resolve("output");
        Configuration conf = LocalConf.load(temp.resolve("work"));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(conf);
        JobPlan.of(JobOptionsTest.options("--rules=" + rules, "--input=" + input, "--output=" + output))
                .addTo(env);
        env.execute(JobPlan.JOB_NAME);

        Map<String, Told> told = told(output);
        int lonely = (count + LONELY_EVERY - 1) / LONELY_EVERY;
        assertThat(told.get("resolutions of crowd")).extracting("records").isEqualTo((long) count - lonely);
        assertThat(told.get("resolutions of office")).extracting("records").isEqualTo((long) count - lonely);
        assertThat(told.get("resolutions of lonely")).extracting("records").isEqualTo((long) lonely);
        assertThat(told).hasToString(expected(count).toString());
    }
}
