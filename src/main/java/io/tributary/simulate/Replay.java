package io.tributary.simulate;

import io.tributary.codec.CommandDecoder;
import io.tributary.codec.LineReader;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Bounds;
import io.tributary.model.Command;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of events and, if there is one, a file of operators' commands, through the engine alone, from the beginning.
 *
 * <p>Events are resolved and commands carried out in the order of the lines. Between the two files, time decides: a
 * command is carried out before the first event that is later than it, else at the end.
 */
public final class Replay {
    private final RuleBook rules;
    private final Lines events;
    private final @Nullable Lines commands;

    /** @param commands null for none */
    public Replay(RuleBook rules, Lines events, @Nullable Lines commands) {
        this.rules = rules;
        this.events = events;
        this.commands = commands;
    }

    RuleBook rules() {
        return rules;
    }

    /**
     * Runs from the beginning, in empty graphs.
     *
     * @throws IOException if a file cannot be read; {@link UncheckedIOException} if it is that of the commands, in the
     *     middle
     */
    public void run(Consumer<TopicRecord> output) throws IOException {
        Simulation simulation = new Simulation(rules);
        run(simulation, simulation.encoding(output));
    }

    /** Runs from the beginning, and gives away the graphs as they are at the end. */
    Simulation run(Simulation.Output output) throws IOException {
        Simulation simulation = new Simulation(rules);
        run(simulation, output);
        return simulation;
    }

    private void run(Simulation simulation, Simulation.Output output) throws IOException {
        try (Records lines = new Records(events);
                Waiting waiting = new Waiting(simulation, output)) {
            for (RawRecord event = lines.next(); event != null; event = lines.next()) {
                simulation.accept(event, waiting::executeBefore, output);
            }
            waiting.executeAll();
        }
    }

    /** One file's lines as records. */
    private static final class Records implements Closeable {
        private final String name;
        private final LineReader lines;
        private long number;

        Records(Lines file) throws IOException {
            this.name = file.name();
            this.lines = new LineReader(file.opening().open(), Bounds.MAX_EVENT_BYTES + 1);
        }

        @Nullable
        RawRecord next() throws IOException {
            byte[] line = lines.next();
            return line == null
                    ? null
                    : new RawRecord(name, RawRecord.FILE_PARTITION, ++number, RawRecord.NO_TIMESTAMP, null, line);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** The commands whose turn has not come. */
    private final class Waiting implements CommandDecoder.Output, Closeable {
        private final Simulation simulation;
        private final Simulation.Output output;
        private final CommandDecoder decoder = new CommandDecoder(rules);
        private final Records lines;
        private @Nullable Command next;

        Waiting(Simulation simulation, Simulation.Output output) throws IOException {
            this.simulation = simulation;
            this.output = output;
            this.lines = new Records(commands != null ? commands : new Lines("", InputStream::nullInputStream));
            advance();
        }

        /** @param time of an event, epoch milliseconds */
        void executeBefore(long time) {
            while (next != null && next.time() < time) {
                executeNext(next);
            }
        }

        void executeAll() {
            while (next != null) {
                executeNext(next);
            }
        }

        private void executeNext(Command due) {
            simulation.execute(due, output);
            advance();
        }

        private void advance() {
            next = null;
            try {
                for (RawRecord line = lines.next(); line != null; line = lines.next()) {
                    decoder.decode(line, this);
                    if (next != null) {
                        return;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void command(Command command) {
            next = command;
        }

        @Override
        public void rejected(Rejected rejected) {
            output.rejected(rejected);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
