package io.tributary.cli;

import io.tributary.bench.Bench;
import io.tributary.bench.BenchException;
import io.tributary.bench.BenchSettings;
import io.tributary.bench.PeerSettings;
import io.tributary.bench.Suite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the job costs on this machine. */
@Command(
        name = "bench",
        description = {
            "Measures the job on this machine, against jobs that do less with the same events, and writes a report:"
                    + " REPORT.md, report.json, a picture for each suite.",
            "throughput: CPU an event, of a pass-through, of one that decodes, and of the job itself, in turn. sustained:"
                    + " the highest rate that it keeps up with. latency: how long an event takes at a given rate."
                    + " profile: what takes the job's CPU.",
            "growth: CPU an event, checkpoints and the time to come back with more and more external IDs in state. skew:"
                    + " many spaces, a hot profile, nothing but merges, levels.",
            "peers: CPU an event of PostgreSQL and DuckDB that resolve the same events, and whether"
                    + " they come to the same; build with mvn -Ppeers -DskipTests package first.",
            "None of the last three is measured unless it is named.",
            "Broker, job and load are processes of their own, and gone when it ends, Ctrl-C included. It takes some"
                    + " 4 kB of the temporary directory an event, and a machine that does nothing else.",
            "Exit code 1 if a check fails: an event lost or resolved twice, a graph that is not sound."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--suite",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "throughput,sustained,latency,profile",
            description = "What to measure. Default: ${DEFAULT-VALUE}.")
    private List<Suite> suites;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often throughput, growth, skew and peers run each job. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up",
            converter = ShortDuration.class,
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "Of every job, before anything counts; in the first four suites one that resolves has also met"
                            + " two thirds of the events by then. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(
            names = "--measure",
            converter = ShortDuration.class,
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "How long throughput, growth and skew measure, and latency at each rate. Default: ${DEFAULT-VALUE}.")
    private Duration measure;

    @Option(
            names = "--step",
            converter = ShortDuration.class,
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "How long sustained offers each rate. Default: ${DEFAULT-VALUE}.")
    private Duration step;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "6000000",
            description =
                    "How many are made; jobs that do not resolve read them up to four times. Default: ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--people",
            paramLabel = "P",
            defaultValue = "300000",
            description = "Who act in them. Default: ${DEFAULT-VALUE}.")
    private int people;

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "N",
            defaultValue = "25000,50000,75000,100000,125000,150000",
            description = "Events a second that sustained tries. Default: ${DEFAULT-VALUE}.")
    private List<Integer> steps;

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "N",
            defaultValue = "10000,25000,50000",
            description = "Events a second that latency measures at. Default: ${DEFAULT-VALUE}.")
    private List<Integer> rates;

    @Option(
            names = "--ids",
            split = ",",
            paramLabel = "N",
            defaultValue = "100000,1000000,10000000",
            description = "External IDs in state that growth measures with. Default: ${DEFAULT-VALUE}.")
    private List<Integer> ids;

    @Option(
            names = "--peer-events",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Events that each peer is given. Default: ${DEFAULT-VALUE}.")
    private int peerEvents;

    @Option(
            names = "--postgres",
            paramLabel = "DIR",
            description = "A PostgreSQL to measure, such as /usr/lib/postgresql/17. Default: the one that the Maven"
                    + " profile peers brings.")
    private @Nullable Path postgres;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "target/bench",
            description = "The directory of the report. Default: ${DEFAULT-VALUE}.")
    private Path output;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    BenchCommand() {}

    @Override
    public Integer call() {
        BenchSettings settings = new BenchSettings(
                new LinkedHashSet<>(suites),
                rounds,
                warmUp,
                measure,
                step,
                events,
                people,
                steps,
                rates,
                ids,
                new PeerSettings(peerEvents, postgres));
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join(System.lineSeparator(), problems));
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<String> failed = new Bench(settings, output, Tributary.class.getName(), line -> {
                        out.println(line);
                        out.flush();
                    })
                    .run();
            failed.forEach(line -> out.println("FAILED " + line));
            out.println("report: " + output.resolve("REPORT.md"));
            out.flush();
            return failed.isEmpty() ? 0 : 1;
        } catch (BenchException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
