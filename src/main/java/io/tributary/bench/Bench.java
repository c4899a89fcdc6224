package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures what it was asked to, and writes a report. */
public final class Bench {
    private final BenchSettings settings;
    private final Path output;
    private final String main;
    private final Consumer<String> says;
    private @Nullable Traffic traffic;

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
        Map<String, Finding> findings = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        try (Workshop workshop = Workshop.open(main)) {
            for (Suite suite : Suite.values()) {
                if (settings.suites().contains(suite)) {
                    says.accept(suite + ": " + suite.words());
                    try {
                        findings.put(suite.toString(), measure(suite, workshop));
                    } catch (BenchException e) {
                        // What one suite cannot measure does not take the others' figures away.
                        failures.add(suite + ": " + e.getMessage());
                        says.accept("  " + e.getMessage());
                    }
                }
            }
        }
        return new BenchReport(machine, words(), findings, failures);
    }

    private Finding measure(Suite suite, Workshop workshop) {
        return switch (suite) {
            case THROUGHPUT -> new ThroughputRuns(workshop, settings, traffic(workshop), says).run();
            case SUSTAINED -> new SustainedRun(workshop, settings, traffic(workshop), says).run();
            case LATENCY -> new LatencyRun(workshop, settings, traffic(workshop), says).run();
            case PROFILE -> new ProfileRun(workshop, settings, traffic(workshop), says).run();
            case GROWTH -> new GrowthRuns(workshop, settings, says).run();
            case SKEW -> new SkewRuns(workshop, settings, says).run();
            case PEERS -> new PeerRuns(workshop, settings, traffic(workshop), says).run();
        };
    }

    private Traffic traffic(Workshop workshop) {
        Traffic made = traffic;
        if (made == null) {
            says.accept("  %,d events of %,d people".formatted(settings.events(), settings.people()));
            made = Traffic.make(
                    workshop.directory().resolve("events"),
                    settings.events(),
                    settings.people(),
                    done -> says.accept("  %,d events made".formatted(done)));
            traffic = made;
        }
        return made;
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
