package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the kinds of job one after the other on the same events, which all lie in their topic before the first starts. */
final class ThroughputRuns {
    private static final String EVENTS = "bench.events";

    /**
     * How often the events lie in the topic, one time after the other. A job that only passes bytes would be through with
     * them before it is warm, so it may read them again; for one that resolves, events that it knows would be too easy.
     */
    static final int TIMES = 4;

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Traffic traffic;
    private final Consumer<String> says;

    ThroughputRuns(Workshop workshop, BenchSettings settings, Traffic traffic, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.traffic = traffic;
        this.says = says;
    }

    Throughput run() {
        workshop.topics().createEvents(EVENTS);
        traffic.sendTo(workshop.brokers(), EVENTS, TIMES);
        List<Throughput.Run> runs = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Kind kind : Kind.values()) {
                Throughput.Run run = run(kind, round);
                says.accept("  round %d  %-12s  %,9.0f events/s  job %5.2f us/event  broker %5.2f us/event%s%s"
                        .formatted(
                                round,
                                kind.words(),
                                run.figures().rate(),
                                run.figures().jobMicros(),
                                run.figures().brokerMicros(),
                                run.figures().cut() ? "  (ran out of events)" : "",
                                run.problems().isEmpty() ? "" : "  FAILED"));
                runs.add(run);
            }
        }
        workshop.topics().delete(EVENTS);
        return new Throughput(runs);
    }

    private Throughput.Run run(Kind kind, int round) {
        try (JobProcess job = JobProcess.start(workshop, kind.words() + "-" + round, kind, workshop.rules(), EVENTS)) {
            long all = (long) TIMES * traffic.ids().length;
            long available = kind == Kind.RESOLVE ? traffic.ids().length : all;
            job.watch(samples -> Window.isOver(samples, available, settings.warmUp(), settings.measure()));
            Figures figures = Window.of(job.samples(), available, settings.warmUp(), settings.measure());
            boolean isAll = job.sample().records() >= all;
            List<String> problems = new ArrayList<>();
            if (kind == Kind.RESOLVE) {
                problems.addAll(RunCheck.problems(workshop, job, traffic, TIMES, isAll));
            }
            return new Throughput.Run(kind, round, figures, problems, job.samples());
        }
    }
}
