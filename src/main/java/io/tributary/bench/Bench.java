package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures what it was asked to, and writes a report. */
public final class Bench {
    private final BenchSettings settings;
    private final Path output;
    private final String main;
    private final Consumer<String> says;
    private final List<String> failures = new ArrayList<>();

    /**
     * @param output the directory of the report; created if absent
     * @param main the class of the launcher's commands: the measured job is started as users start it
     * @param says takes lines for who waits for it
     */
    public Bench(BenchSettings settings, Path output, String main, Consumer<String> says) {
        this.settings = settings;
        this.output = output;
        this.main = main;
        this.says = says;
    }

    /**
     * Does it.
     *
     * @return what makes the figures worth nothing, empty if nothing does
     * @throws BenchException if nothing can be measured
     */
    public List<String> run() {
        BenchReport report = measure();
        try {
            ReportFiles.write(report, output);
        } catch (IOException e) {
            throw new BenchException(output + ": the report cannot be written: " + e.getMessage(), e);
        }
        return report.problems();
    }

    private BenchReport measure() {
        Map<String, String> machine = Machine.describe();
        Throughput throughput = null;
        Sustained sustained = null;
        Latency latency = null;
        try (Workshop workshop = Workshop.open(main)) {
            says.accept("%,d events of %,d people".formatted(settings.events(), settings.people()));
            Traffic traffic = Traffic.make(
                    workshop.directory().resolve("events"),
                    settings.events(),
                    settings.people(),
                    made -> says.accept("  %,d events made".formatted(made)));
            if (settings.suites().contains(Suite.THROUGHPUT)) {
                says.accept("throughput: pass-through, decode and resolve in turn");
                throughput =
                        attempt(Suite.THROUGHPUT, () -> new ThroughputRuns(workshop, settings, traffic, says).run());
            }
            if (settings.suites().contains(Suite.SUSTAINED)) {
                says.accept("sustained: rates one after the other");
                sustained = attempt(Suite.SUSTAINED, () -> new SustainedRun(workshop, settings, traffic, says).run());
            }
            if (settings.suites().contains(Suite.LATENCY)) {
                says.accept("latency: each event from when it was due");
                latency = attempt(Suite.LATENCY, () -> new LatencyRun(workshop, settings, traffic, says).run());
            }
        }
        return new BenchReport(machine, words(), throughput, sustained, latency, List.copyOf(failures));
    }

    /** What one suite cannot measure does not take the others' figures away. */
    private <T> @Nullable T attempt(Suite suite, Supplier<T> measurement) {
        try {
            return measurement.get();
        } catch (BenchException e) {
            failures.add(suite + ": " + e.getMessage());
            says.accept("  " + e.getMessage());
            return null;
        }
    }

    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(
                "suites",
                String.join(
                        ", ",
                        settings.suites().stream().map(Suite::toString).sorted().toList()));
        words.put("rounds", Integer.toString(settings.rounds()));
        words.put("warm-up", settings.warmUp().toSeconds() + " s");
        words.put("measure", settings.measure().toSeconds() + " s");
        words.put("step", settings.step().toSeconds() + " s");
        words.put(
                "events",
                "%,d of %,d people, mess normal, preset segment, one space"
                        .formatted(settings.events(), settings.people()));
        words.put("partitions", Integer.toString(RunTopics.PARTITIONS));
        words.put("user's JVM options", String.join(" ", Child.userOptions()));
        return words;
    }
}
