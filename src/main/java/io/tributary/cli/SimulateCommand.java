package io.tributary.cli;

import io.tributary.codec.LineReader;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Bounds;
import io.tributary.model.RawRecord;
import io.tributary.simulate.Simulation;
import io.tributary.simulate.SimulationLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The engine alone, on a file of events. */
@Command(
        name = "simulate",
        description = {
            "Resolves a file of events with the engine alone, without Flink and Kafka, and prints what the job would emit:"
                    + " {\"topic\": ..., \"key\": ..., \"record\": ...}, a line each.",
            "An event without any usable time is rejected: lines have no timestamp of their own."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The rules file.")
    private Path rules;

    @Parameters(paramLabel = "EVENTS", description = "JSON lines, one event each; - for standard input.")
    private Path events;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    SimulateCommand() {}

    @Override
    public Integer call() {
        Simulation simulation = new Simulation(RulesFile.load(rules));
        String name = events.getFileName().toString();
        try (LineReader lines = new LineReader(open(), Bounds.MAX_EVENT_BYTES + 1);
                OutputStream out = StandardOutput.open()) {
            long number = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                RawRecord record =
                        new RawRecord(name, RawRecord.FILE_PARTITION, ++number, RawRecord.NO_TIMESTAMP, null, line);
                simulation.accept(record, result -> write(out, result));
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure(events + ": there is no such file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(events + ": cannot be read, or standard output not written: " + e.getMessage(), e);
        }
        return 0;
    }

    private InputStream open() throws IOException {
        return events.toString().equals("-") ? System.in : Files.newInputStream(events);
    }

    private static void write(OutputStream out, TopicRecord record) {
        try {
            out.write(SimulationLine.of(record));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
