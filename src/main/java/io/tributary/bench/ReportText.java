package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report for people: every figure with its spread, and what it does and does not say. */
final class ReportText {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(BenchReport report) {
        ReportText text = new ReportText();
        text.addHead(report);
        if (report.throughput() != null) {
            text.addThroughput(report.throughput());
        }
        if (report.sustained() != null) {
            text.addSustained(report.sustained());
        }
        if (report.latency() != null) {
            text.addLatency(report.latency());
        }
        text.addMethod();
        return text.text.toString();
    }

    private void addHead(BenchReport report) {
        line("# Tributary, measured");
        line("");
        List<String> problems = report.problems();
        if (problems.isEmpty()) {
            line("All checks passed: no event was lost or resolved twice, and every graph that was left is sound.");
        } else {
            line("**FAILED**: these figures are worth nothing.");
            line("");
            problems.forEach(problem -> line("- " + problem.replace("\n", "\n  ")));
        }
        line("");
        line("| | |");
        line("|---|---|");
        report.machine().forEach((name, value) -> line("| " + name + " | " + value + " |"));
        report.settings().forEach((name, value) -> line("| " + name + " | " + value + " |"));
        line("");
        line("Broker, job and load share this machine, each a process of its own.");
    }

    private void addThroughput(Throughput throughput) {
        line("");
        line("## What an event costs");
        line("");
        line("![CPU an event](throughput.svg)");
        line("");
        line("| job | runs | CPU of the job, us/event | CPU of the broker, us/event | events/s |");
        line("|---|---|---|---|---|");
        for (Kind kind : Kind.values()) {
            line("| %s | %d | %s | %s | %s |"
                    .formatted(
                            kind.words(),
                            throughput.of(kind).size(),
                            spread("%.2f", throughput.spread(kind, Figures::jobMicros)),
                            spread("%.2f", throughput.spread(kind, Figures::brokerMicros)),
                            spread("%,.0f", throughput.spread(kind, Figures::rate))));
        }
        line("");
        line("Median of the rounds (lowest–highest). Within each round, resolve takes "
                + spread("%.2f", throughput.ratio(Kind.RESOLVE, Kind.DECODE)) + " times the CPU of decode and "
                + spread("%.2f", throughput.ratio(Kind.RESOLVE, Kind.PASS_THROUGH)) + " times that of pass-through.");
        List<String> cut = new ArrayList<>();
        for (Throughput.Run run : throughput.runs()) {
            if (run.figures().cut()) {
                cut.add(number(
                        "%s in round %d (%,d events in %.1f s)",
                        run.kind().words(),
                        run.round(),
                        run.figures().events(),
                        run.figures().seconds()));
            }
        }
        if (!cut.isEmpty()) {
            line("");
            line("There were too few events to warm up and measure as long as was asked for: " + String.join(", ", cut)
                    + ". Such a window ends with the events; where the warm-up was not over by then it is the second"
                    + " half of the run, which makes the figure too high.");
        }
    }

    private void addSustained(Sustained sustained) {
        line("");
        line("## How much it keeps up with");
        line("");
        line("![Events a second](sustained.svg)");
        line("");
        line("| offered/s | resolved/s | lag at the end, s | CPU of the job, us/event | sent late, at most, ms | |");
        line("|---|---|---|---|---|---|");
        for (Sustained.Step step : sustained.steps()) {
            line(number(
                    "| %,d | %,.0f | %.2f | %.2f | %.1f | %s |",
                    step.rate(),
                    step.figures().rate(),
                    step.lagSeconds(),
                    step.figures().jobMicros(),
                    step.behindMillis(),
                    step.isKeptUp() ? "kept up" : "did not keep up"));
        }
        line("");
        addAgain(sustained.steps().stream()
                .filter(Sustained.Step::again)
                .map(Sustained.Step::rate)
                .toList());
        line(sustained
                .highest()
                .map(step -> number("The highest rate that it kept up with is %,d events/s.", step.rate()))
                .orElse("It kept up with none of these."));
    }

    private void addLatency(Latency latency) {
        line("");
        line("## How long an event takes");
        line("");
        line("![Latency](latency.svg)");
        line("");
        line("| offered/s | what | events | P50 | P95 | P99 | P99.9 | highest |");
        line("|---|---|---|---|---|---|---|---|");
        for (Latency.Offered offered : latency.rates()) {
            addPercentiles(offered.rate(), "`resolutions`, ms", offered.resolutions());
            addPercentiles(offered.rate(), "`merges`, ms", offered.merges());
            addPercentiles(offered.rate(), "resolving operator, us", offered.resolve());
        }
        line("");
        line(
                "| offered/s | resolved/s | CPU of the job, us/event | CPU of the broker, us/event | sent late, at most, ms |");
        line("|---|---|---|---|---|");
        for (Latency.Offered offered : latency.rates()) {
            line(number(
                    "| %,d | %,.0f | %.2f | %.2f | %.1f |",
                    offered.rate(),
                    offered.figures().rate(),
                    offered.figures().jobMicros(),
                    offered.figures().brokerMicros(),
                    offered.behindMillis()));
        }
        addAgain(latency.rates().stream()
                .filter(Latency.Offered::again)
                .map(Latency.Offered::rate)
                .toList());
        if (latency.rates().stream().anyMatch(offered -> offered.resolve() == null)) {
            line("");
            line("The job could not be asked for the time that its resolving operator takes.");
        }
    }

    /** @param rates at which the job was given events that it knew */
    private void addAgain(List<Integer> rates) {
        if (!rates.isEmpty()) {
            line("");
            line("There were too few events for all rates: some or all at "
                    + String.join(
                            ", ",
                            rates.stream().map(rate -> number("%,d/s", rate)).toList())
                    + " were sent before, and what the job knows costs it less. More of them: `--events`.");
            line("");
        }
    }

    private void addPercentiles(int rate, String what, Latency.@Nullable Percentiles of) {
        if (of != null && of.count() == 0) {
            line(number("| %,d | %s | none | | | | | |", rate, what));
        } else if (of != null) {
            line(number(
                    "| %,d | %s | %,d | %.1f | %.1f | %.1f | %.1f | %.1f |",
                    rate, what, of.count(), of.p50(), of.p95(), of.p99(), of.p999(), of.max()));
        }
    }

    private void addMethod() {
        text.append(METHOD);
    }

    private static final String METHOD = """

            ## How it was measured

            - **Jobs**: `resolve` is `./tributary run`. `pass-through` writes the bytes of each event to `resolutions` again,
              through the same source, sink and configuration; `decode` decodes each event before. Their records are the
              events, so larger than those of `resolve`, which writes all its other topics besides.
            - **CPU**: what the system accounts to the process, garbage collection and compiler included, divided by the
              events that came out in the same window. What does not depend on events, such as a checkpoint every second,
              weighs the more the lower the rate.
            - **Progress**: the end offsets of `resolutions`, asked of the broker once a second: one record an event, for
              every job. Nothing is asked of the job itself.
            - **Events**: generated, one space, the same in every run. For what an event costs, all of them lie in the topic
              before a job starts, so batches are as large as they get, and the figure is the least that it costs; a job that
              does not resolve may read them up to four times, one that does is measured on the first. The load, when it has
              sent all, begins again with the first event under another `messageId`.
            - **Open loop**: an event is due at a time that does not depend on what became of those before. Latency and lag
              count from then, so what the load itself sends late counts too.
            - **Keeping up**: less than a second behind when the last event of a rate has been sent.
            - **Latency of `resolutions`**: until the broker has appended the record (LogAppendTime, whole milliseconds,
              rounded up here: a figure is up to 1 ms too high, never too low). Every event of a rate counts.
            - **Latency of `merges`**: until a reader of what is committed has it. Facts become visible with a checkpoint,
              every second as shipped.
            - **Resolving operator**: its own histogram of the last 2,000 events of a rate, whole microseconds.
            - **Checks**: in every run of `resolve`, sequences have no gap, no event has two, and what lies in the retained
              checkpoint is sound (`./tributary state verify`).
            """;

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String spread(String format, Spread spread) {
        return number(format + " (" + format + "–" + format + ")", spread.median(), spread.min(), spread.max());
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
