package io.tributary.cli;

import io.tributary.bench.MeasuredFigures;
import io.tributary.bench.Sizing;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how much a deployment needs. */
@Command(
        name = "size",
        description = {
            "Says how many cores, how much memory, disk and Kafka a deployment needs, computed from what was measured with"
                    + " this version. What lies beyond that says so."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class SizeCommand implements Callable<Integer> {
    private static final double MOST_EVENTS = 1_000_000;
    private static final double MOST_IDS = 100e9;
    private static final int MOST_SPACES = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events-per-second",
            required = true,
            paramLabel = "N",
            description = "Of all spaces together, at the busiest time; up to 1,000,000.")
    private double events;

    @Option(
            names = "--ids",
            required = true,
            paramLabel = "N",
            description = "External IDs in state, in the end: some four to ten a person.")
    private double ids;

    @Option(
            names = "--spaces",
            paramLabel = "N",
            defaultValue = "1",
            description = "That share the events. Default: ${DEFAULT-VALUE}.")
    private int spaces;

    @Option(
            names = "--hottest",
            paramLabel = "PERCENT",
            description = "Of all events, those of the busiest space. Default: as all others have.")
    private @Nullable Double hottest;

    @Option(
            names = "--retention",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "How long Kafka keeps what the job writes. Default: ${DEFAULT-VALUE}.")
    private double retention;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of Kafka's topics. Default: ${DEFAULT-VALUE}.")
    private int replication;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    SizeCommand() {}

    @Override
    public Integer call() {
        within("--events-per-second", events, 1, MOST_EVENTS);
        within("--ids", ids, 1, MOST_IDS);
        within("--spaces", spaces, 1, MOST_SPACES);
        within("--retention", retention, 0, 3650);
        within("--replication", replication, 1, 10);
        double percent = hottest == null ? 100.0 / spaces : hottest;
        within("--hottest", percent, 100.0 / spaces, 100);
        Sizing.Demand demand = new Sizing.Demand(events, ids, spaces, percent / 100, retention, replication);
        new Sizing(demand, MeasuredFigures.shipped())
                .text()
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    private void within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(), "%s: %,.1f is not from %,.1f to %,.1f".formatted(option, value, least, most));
        }
    }
}
