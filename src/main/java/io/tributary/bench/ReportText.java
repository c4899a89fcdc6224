package io.tributary.bench;

import java.util.List;

/** The report for people: every figure with its spread, and what it does and does not say. */
final class ReportText {
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
            - **Warm**: for as long as the settings say. A job that resolves has also met two thirds of the events by then,
              after which nobody in them is new (with 15 events a person or more): it is measured as one that has run for
              weeks, not as one that has just begun.
            - **Open loop**: an event is due at a time that does not depend on what became of those before. Latency and lag
              count from then, so what the load itself sends late counts too.
            - **Keeping up**: less than a second behind when the last event of a rate has been sent.
            - **Latency of `resolutions`**: until the broker has appended the record (LogAppendTime, whole milliseconds,
              rounded up here: a figure is up to 1 ms too high, never too low). Every event of a rate counts. *From Kafka to
              Kafka* is from when the broker appended the event, so without the time that the load's producer holds it
              back for company, 5 ms at most while all goes well; up to 2 ms too high.
            - **Latency of `merges`**: until a reader of what is committed has it. Facts become visible with a checkpoint,
              every second as shipped.
            - **Resolving operator**: its own histogram of the last 2,000 events of a rate, whole microseconds.
            - **Checks**: in every run of `resolve`, sequences have no gap, no event has two, and what lies in the retained
              checkpoint is sound (`./tributary state verify`).
            """;

    private ReportText() {}

    static String of(BenchReport report) {
        Page page = new Page();
        writeHead(page, report);
        report.findings().values().forEach(finding -> finding.writeTo(page));
        page.add(METHOD);
        return page.toString();
    }

    private static void writeHead(Page page, BenchReport report) {
        page.line("# Tributary, measured");
        page.line("");
        List<String> problems = report.problems();
        if (problems.isEmpty()) {
            page.line(
                    "All checks passed: no event was lost or resolved twice, and every graph that was left is sound.");
        } else {
            page.line("**FAILED**: these figures are worth nothing.");
            page.line("");
            problems.forEach(problem -> page.line("- " + problem.replace("\n", "\n  ")));
        }
        page.line("");
        page.line("| | |");
        page.line("|---|---|");
        report.machine().forEach((name, value) -> page.line("| " + name + " | " + value + " |"));
        report.settings().forEach((name, value) -> page.line("| " + name + " | " + value + " |"));
        page.line("");
        page.line("Broker, job and load share this machine, each a process of its own.");
    }
}
