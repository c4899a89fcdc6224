package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Topic;
import io.tributary.simulate.Evaluation;
import io.tributary.simulate.OfficeCheck;
import io.tributary.simulate.WholeTruth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a rules file costs and gains on traffic of which the truth is known. */
@Command(
        name = "evaluate",
        description = {
            "Compares the profiles of a run on generated events with the people behind them: how many profiles mix people,"
                    + " how many people are in several profiles, precision and recall (B-cubed), and whether an office"
                    + " became a person."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description = "Who is behind each event, as generate --truth writes it.")
    private Path truth;

    @Parameters(paramLabel = "DIR", description = "Where run --output wrote the topics, of one space.")
    private Path output;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    EvaluateCommand() {}

    @Override
    public Integer call() {
        try (BufferedReader lines = Files.newBufferedReader(truth)) {
            WholeTruth known = new WholeTruth(lines);
            Evaluation evaluation = new Evaluation(known);
            OfficeCheck offices = new OfficeCheck(known, known::officeOf);
            read(Topic.MERGES, evaluation::accept);
            read(Topic.RESOLUTIONS, evaluation::accept);
            read(Topic.PROFILES, offices::accept);
            PrintWriter out = spec.commandLine().getOut();
            DemoSummary.printTruth(out, evaluation.result());
            if (known.hasOffices()) {
                print(out, offices.result());
            }
            out.flush();
            return 0;
        } catch (NoSuchFileException e) {
            throw new CommandFailure(e.getFile() + ": there is no such file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure("truth or records cannot be read: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, OfficeCheck.Result result) {
        out.println(
                "Offices    %,d profiles hold people of an office; %,d hold two or more of the same, %,d of them by its address"
                        .formatted(result.profiles(), result.joined(), result.joinedAtAddress()));
    }

    /** All records of a topic; those of one key in order. */
    private void read(Topic topic, Consumer<TopicRecord> to) throws IOException {
        Path directory = output.resolve(topic.topicName());
        if (!Files.isDirectory(directory)) {
            if (topic == Topic.RESOLUTIONS) {
                throw new NoSuchFileException(directory.toString());
            }
            return;
        }
        List<Path> parts;
        try (Stream<Path> files = Files.list(directory)) {
            // A writer numbers its parts without leading zeros.
            parts = files.sorted(Comparator.<Path>comparingInt(
                                    file -> file.toString().length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        for (Path part : parts) {
            try (BufferedReader lines = Files.newBufferedReader(part)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    to.accept(record(topic, JSON.readTree(line)));
                }
            }
        }
    }

    private static TopicRecord record(Topic topic, JsonNode line) {
        JsonNode record = line.path("record");
        return new TopicRecord(
                topic, bytes(line.path("key").textValue()), record.isNull() ? null : bytes(record.toString()));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
