package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.CapturedLog;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run under rules that hash emails, and everything that it leaves behind but state, in which another test searches. */
class HashedRunIT {
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w.-]+\\.(?:com|org|net|example)");

    @TempDir
    Path temp = Path.of("");

    @Test
    void no_raw_value_of_a_hashed_type_is_in_the_topics_or_the_log_of_a_run() throws Exception {
        Set<String> emails = new TreeSet<>();
        Path input = temp.resolve("events.jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            TrafficGenerator traffic = new TrafficGenerator(4000, 100, 3, Mess.NORMAL);
            while (traffic.hasNext()) {
                byte[] event = traffic.next();
                EMAIL.matcher(new String(event, StandardCharsets.UTF_8))
                        .results()
                        .forEach(found -> emails.add(found.group()));
                out.write(event);
                out.write('\n');
            }
        }
        Path output = temp.resolve("output");
        String logged;
        try (CapturedLog log = CapturedLog.open(Level.INFO)) {
            run(input, output);
            logged = log.text();
        }

        String told = contents(output);
        assertThat(emails).hasSizeGreaterThan(50);
        assertThat(told).contains("email_hash");
        assertThat(logged).contains("resolve");
        assertThat(emails).allSatisfy(email -> {
            assertThat(told).doesNotContainIgnoringCase(email);
            assertThat(logged).doesNotContainIgnoringCase(email);
        });
    }

    private void run(Path input, Path output) throws Exception {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), "spaces: [{id: main, extends: segmentstream}]");
        JobPlan plan = JobPlan.of(JobOptionsTest.options(
                "--rules", rules.toString(), "--input", input.toString(), "--output", output.toString()));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(LocalConf.load(temp.resolve("work")));
        plan.addTo(env);
        env.execute(JobPlan.JOB_NAME);
    }

    private static String contents(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        StringBuilder contents = new StringBuilder();
        for (Path file : files) {
            contents.append(Files.readString(file));
        }
        return contents.toString();
    }
}
