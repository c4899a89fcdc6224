package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the job on one workload after the other, the ordinary one first. */
final class SkewRuns {
    private static final int SPACES = 16;
    private static final String SEGMENT = "spaces:\n  - {id: bench, extends: segment}\n";
    private static final String SEGMENTSTREAM = "spaces:\n  - {id: bench, extends: segmentstream}\n";

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Consumer<String> says;

    SkewRuns(Workshop workshop, BenchSettings settings, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.says = says;
    }

    Skew run() {
        List<Workload> workloads = workloads();
        List<Rounds.Run> runs = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Workload workload : workloads) {
                Rounds.Run run = run(workload, round);
                says.accept(Rounds.words(run));
                runs.add(run);
            }
        }
        workloads.stream().map(Workload::events).distinct().forEach(EventTopic::delete);
        return new Skew(new Rounds(runs));
    }

    private List<Workload> workloads() {
        int count = settings.events();
        int people = settings.people();
        int pairs = count / 2;
        EventTopic ordinary = prepare("ordinary", count, SkewedTraffic.ordinary(count, people));
        EventTopic spread = prepare("spread", count, SkewedTraffic.spread(count, people, SPACES));
        EventTopic hot = prepare("hot", count, SkewedTraffic.hot(count, people));
        EventTopic merging = prepare("merging", 3 * pairs, SkewedTraffic.merging(pairs));
        return List.of(
                new Workload("one space", SEGMENT, ordinary, 0),
                new Workload(SPACES + " spaces", manySpaces(), spread, 0),
                new Workload("hot profile", SEGMENT, hot, 0),
                new Workload("merge-heavy", SEGMENT, merging, 2 * pairs),
                new Workload("levels", SEGMENTSTREAM, ordinary, 0));
    }

    private EventTopic prepare(String name, int count, EventSupply supply) {
        says.accept("  %,d events, %s".formatted(count, name));
        EventTopic events = new EventTopic(workshop, "skew-" + name + ".events", supply);
        events.send(count, made -> says.accept("  %,d events made".formatted(made)));
        return events;
    }

    /** Spaces that are alike but for their sources. */
    static String manySpaces() {
        StringBuilder rules = new StringBuilder("spaces:\n");
        for (int i = 0; i < SPACES; i++) {
            String source = SkewedTraffic.source(i);
            rules.append("  - {id: %s, extends: segment, sources: [%s]}\n".formatted(source, source));
        }
        return rules.toString();
    }

    private Rounds.Run run(Workload workload, int round) {
        String name = "skew-" + workload.name().replace(' ', '-') + "-" + round;
        try (WorkloadJob job = new WorkloadJob(workshop, settings, workload, name)) {
            Figures figures = job.measure();
            return job.run(round, figures, job.end().problems());
        }
    }
}
