package io.tributary.cli;

import io.tributary.simulate.Mess;
import io.tributary.simulate.Offices;
import io.tributary.simulate.TrafficGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes traffic of which it is known who is behind every event. */
@Command(
        name = "generate",
        description = {
            "Writes Segment-spec events as a shop has them, as JSON lines: sessions, several devices a person, sign-ups,"
                    + " and whatever goes wrong in real traffic.",
            "The same options give the same bytes."
        },
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private static final int SLOWEST = 50;

    /** The key of all events: the order in which people act is the order in which they are resolved. */
    private static final String ONE_PARTITION = "main";

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", required = true, paramLabel = "N", description = "How many events.")
    private long events;

    @Option(
            names = "--people",
            paramLabel = "P",
            description = "How many people. Default: one for 40 events, at least 2.")
    private @Nullable Integer people;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--mess",
            paramLabel = "none|normal|heavy",
            defaultValue = "normal",
            description = {
                "How much goes wrong: logouts without reset, shared tablets and homes, forwarded links, hard-coded IDs, cleared cookies, typos, late"
                        + " and repeated events; with heavy, broken JSON too. Default: ${DEFAULT-VALUE}."
            })
    private String mess;

    @Option(
            names = "--offices",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many offices there are, whose people share an IP address while at work. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int offices;

    @Option(
            names = "--office-size",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many of the people work in each office. Default: ${DEFAULT-VALUE}.")
    private int officeSize;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Also write which person, and which office, each event came from, one JSON line an event.")
    private @Nullable Path truth;

    @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path output;

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT",
            description = "Send them to a topic of these brokers instead, all to one partition, as of now.")
    private @Nullable String brokers;

    @Option(
            names = "--events-topic",
            paramLabel = "TOPIC",
            defaultValue = "tributary.events",
            description = "With --brokers. Default: ${DEFAULT-VALUE}.")
    private String eventsTopic;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Events a second, with --brokers, 50 at least. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    GenerateCommand() {}

    @Override
    public Integer call() {
        TrafficGenerator traffic = generator();
        if (brokers != null) {
            send(traffic, brokers);
            return 0;
        }
        try (OutputStream eventsOut = open(output);
                OutputStream truthOut = truth == null ? OutputStream.nullOutputStream() : open(truth)) {
            traffic.writeTo(eventsOut, truth == null ? null : truthOut);
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("cannot write: " + e.getMessage(), e);
        }
    }

    private void send(TrafficGenerator traffic, String to) {
        if (output != null || truth != null || rate < SLOWEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    rate < SLOWEST
                            ? "--rate " + rate + ": must be " + SLOWEST + " or more"
                            : "--brokers goes without --output and --truth: events go to the topic alone");
        }
        try (PacedTraffic sending =
                new PacedTraffic(traffic, to, eventsTopic, ONE_PARTITION, System::currentTimeMillis)) {
            sending.start(rate);
            sending.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TrafficGenerator generator() {
        int count = people != null ? people : (int) Math.max(2, Math.min(TrafficGenerator.MAX_PEOPLE, events / 40));
        try {
            return new TrafficGenerator(events, count, seed, Mess.named(mess), new Offices(offices, officeSize));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static OutputStream open(@Nullable Path file) throws IOException {
        return file == null ? StandardOutput.open() : new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }
}
