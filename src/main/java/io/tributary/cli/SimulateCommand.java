package io.tributary.cli;

import io.tributary.codec.TopicRecord;
import io.tributary.simulate.Lines;
import io.tributary.simulate.Replay;
import io.tributary.simulate.SimulationLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--commands",
            paramLabel = "FILE",
            description = "Operators' commands, as JSON lines with a timestamp each: carried out before the first event"
                    + " that is later.")
    private @Nullable Path commands;

    @Parameters(paramLabel = "EVENTS", description = "JSON lines, one event each; - for standard input.")
    private Path events;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    SimulateCommand() {}

    @Override
    public Integer call() {
        Lines lines = events.toString().equals("-") ? new Lines("-", () -> System.in) : Lines.of(events);
        Replay replay = new Replay(RulesFile.load(rules), lines, commands == null ? null : Lines.of(commands));
        try (OutputStream out = StandardOutput.open()) {
            replay.run(result -> write(out, result));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(e.getFile() + ": there is no such file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(
                    "events or commands cannot be read, or standard output not written: " + e.getMessage(), e);
        }
        return 0;
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
