package io.tributary.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.CommandDecoderFuzz;
import io.tributary.codec.EventDecoderFuzz;
import io.tributary.rules.RulesFuzz;
import io.tributary.state.StateFuzz;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs Jazzer, in a process of its own, on everything that reads what others write: {@code mvn verify -Pfuzz
 * -Dfuzz.seconds=600} for ten minutes each. What it has found out about the code stays in {@code target/fuzz} and is
 * where the next run goes on; an input that breaks something is printed with the failure.
 */
@Tag("fuzz")
class CoverageGuidedIT {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
    private static final int GRACE_SECONDS = 300;
    private static final int SEEDS = 300;

    @ParameterizedTest
    @ValueSource(classes = {EventDecoderFuzz.class, CommandDecoderFuzz.class, RulesFuzz.class, StateFuzz.class})
    void no_input_breaks_what_reads_it(Class<?> target) throws Exception {
        Path directory = Path.of("target", "fuzz").toAbsolutePath();
        Path corpus = Files.createDirectories(directory.resolve(target.getSimpleName()));
        seed(target, corpus);
        Path said = directory.resolve(target.getSimpleName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.tributary.**",
                "--custom_hook_includes=io.tributary.**"));
        command.addAll(List.of("-max_total_time=" + SECONDS, "-max_len=8192", "-timeout=300", corpus.toString()));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(said, StandardCharsets.ISO_8859_1);
        assertThat(process.exitValue())
                .as(() -> String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())))
                .isZero();
        assertThat(lines).anyMatch(line -> line.startsWith("Done "));
    }

    /** What a fuzzer would take long to find by itself: the shape of what is read. */
    private static void seed(Class<?> target, Path corpus) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        if (target == EventDecoderFuzz.class) {
            HostileEvents events = new HostileEvents(SEEDS, 9);
            for (int i = 0; i < SEEDS; i++) {
                byte[] event = events.next();
                seeds.add(event == null ? new byte[0] : event);
            }
        } else if (target == CommandDecoderFuzz.class) {
            seeds.addAll(CommandDecoderFuzz.seeds(new Random(9), SEEDS));
        } else if (target == RulesFuzz.class) {
            seeds.add(resource("/io/tributary/rules/presets/segment.yaml"));
            seeds.add(resource("/io/tributary/rules/presets/segmentstream.yaml"));
            seeds.add(resource("/io/tributary/rules/everything.yaml"));
        } else {
            seeds.addAll(StateFuzz.seeds());
        }
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(CoverageGuidedIT.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
