package io.tributary.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the kinds of job one after the other on the same events, which all lie in their topic before the first starts. */
final class ThroughputRuns {
    /**
     * How often the events lie in the topic, one time after the other. A job that only passes bytes would be through with
     * them before it is warm, so it may read them again; for one that resolves, events that it knows would be too easy.
     */
    static final int TIMES = 4;

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Traffic traffic;
    private final String name;
    private final Path rules;
    private final int times;
    private final Consumer<String> says;

    ThroughputRuns(Workshop workshop, BenchSettings settings, Traffic traffic, Consumer<String> says) {
        this(workshop, settings, traffic, "bench", workshop.rules(), TIMES, says);
    }

    /**
     * With rules of its own.
     *
     * @param name of these runs alone
     * @param times how often the events lie in the topic
     */
    ThroughputRuns(
            Workshop workshop,
            BenchSettings settings,
            Traffic traffic,
            String name,
            Path rules,
            int times,
            Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.traffic = traffic;
        this.name = name;
        this.rules = rules;
        this.times = times;
        this.says = says;
    }

    Throughput run() {
        begin();
        List<Rounds.Run> runs = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Kind kind : Kind.values()) {
                runs.add(run(kind, round));
            }
        }
        end();
        return new Throughput(new Rounds(runs));
    }

    private String events() {
        return name + ".events";
    }

    /** Lays the events into their topic. */
    void begin() {
        workshop.topics().createEvents(events());
        traffic.sendTo(workshop.brokers(), events(), times);
    }

    /** Takes them away. */
    void end() {
        workshop.topics().delete(events());
    }

    /** One job, from start to end. */
    Rounds.Run run(Kind kind, int round) {
        Rounds.Run run = measured(kind, round);
        says.accept(Rounds.words(run));
        return run;
    }

    private Rounds.Run measured(Kind kind, int round) {
        String its = name + "-" + kind.words() + "-" + round;
        try (JobProcess job = JobProcess.start(workshop, its, kind, rules, events())) {
            long all = (long) times * traffic.ids().length;
            Window window = kind == Kind.RESOLVE
                    ? new Window(1, settings.known(), traffic.ids().length, settings.warmUp(), settings.measure())
                    : new Window(1, 0, all, settings.warmUp(), settings.measure());
            job.watch(window::isOver);
            Figures figures = window.of(job.samples());
            boolean isAll = job.sample().records() >= all;
            List<String> problems = new ArrayList<>();
            if (kind == Kind.RESOLVE) {
                problems.addAll(RunCheck.problems(workshop, job, traffic, times, isAll));
            }
            return new Rounds.Run(kind.words(), round, figures, problems, job.samples());
        }
    }
}
