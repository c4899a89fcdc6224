package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import io.tributary.simulate.Scenario;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples through the whole job, in a cluster inside this process, under the shipped configuration. */
class WorkedExamplesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp = Path.of("");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_job_ends_as_the_worked_example_says(Path file) throws Exception {
        Scenario scenario = Scenario.read(file);
        Path output = temp.resolve("output");

        run(scenario, output);

        List<TopicRecord> records = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            records.addAll(read(output, topic));
        }
        assertThat(records).isNotEmpty();
        assertThat(scenario.differences(records)).isEmpty();
    }

    private void run(Scenario scenario, Path output) throws Exception {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), scenario.rulesYaml());
        Path input = temp.resolve("events.jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            for (byte[] event : scenario.events()) {
                out.write(event);
                out.write('\n');
            }
        }
        JobPlan plan = JobPlan.of(JobOptionsTest.options(
                "--rules", rules.toString(), "--input", input.toString(), "--output", output.toString()));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(LocalConf.load(temp.resolve("work")));
        plan.addTo(env);
        env.execute(JobPlan.JOB_NAME);
    }

    /** One space is one writer, so each topic is one file, in order. */
    private static List<TopicRecord> read(Path output, Topic topic) throws IOException {
        Path directory = output.resolve(topic.topicName());
        List<TopicRecord> records = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return records;
        }
        List<Path> parts;
        try (Stream<Path> files = Files.list(directory)) {
            parts = files.sorted().toList();
        }
        assertThat(parts).hasSize(1);
        for (String line : Files.readAllLines(parts.get(0))) {
            JsonNode record = JSON.readTree(line);
            records.add(new TopicRecord(
                    topic,
                    bytes(record.get("key").textValue()),
                    bytes(record.get("record").toString())));
        }
        return records;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
