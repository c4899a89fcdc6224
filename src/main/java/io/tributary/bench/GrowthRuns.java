package io.tributary.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures the same traffic on states of several sizes, one after the other. */
final class GrowthRuns {
    /** No limit keeps a browser from its person, so that the mix is the same with few people as with many. */
    static final String RULES = """
            spaces:
              - id: bench
                extends: segment
                identifiers:
                  - {type: anonymous_id, limit: {max: 1000, per: ever}}
            """;

    /** Events a second that there are enough of; a job that resolves more runs out of them, which is told. */
    private static final int ENOUGH_A_SECOND = 100_000;

    private static final int MORE_EVENTS = 1000;
    private static final long CHECKPOINTS_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long POLL_MILLIS = 500;

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Consumer<String> says;

    GrowthRuns(Workshop workshop, BenchSettings settings, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.says = says;
    }

    Growth run() {
        List<Workload> workloads =
                settings.ids().stream().distinct().sorted().map(this::prepare).toList();
        List<Rounds.Run> runs = new ArrayList<>();
        List<Growth.State> states = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Workload workload : workloads) {
                run(workload, round, runs, states);
            }
        }
        workloads.forEach(workload -> workload.events().delete());
        return new Growth(new Rounds(runs), states);
    }

    private Workload prepare(int ids) {
        int people = ids / Census.IDS_A_PERSON;
        String name = Page.number("%,d", ids);
        long seconds = settings.warmUp().plus(settings.measure()).toSeconds();
        int measured = Math.toIntExact(ENOUGH_A_SECOND * Math.max(1, seconds));
        says.accept("  %,d events of %,d people with %s external IDs".formatted(people + measured, people, name));
        EventTopic events = new EventTopic(workshop, "growth-" + ids + ".events", new Census(people));
        events.send(people + measured, made -> says.accept("  %,d events made".formatted(made)));
        return new Workload(name, RULES, events, people);
    }

    private void run(Workload workload, int round, List<Rounds.Run> runs, List<Growth.State> states) {
        String name = "growth-" + workload.name().replace(",", "") + "-" + round;
        try (WorkloadJob job = new WorkloadJob(workshop, settings, workload, name)) {
            Figures figures = job.measure();
            Growth.Checkpoint checkpoint = checkpoint(job.job());
            double againSeconds = job.startAgain(MORE_EVENTS);
            RunCheck.State left = job.end();
            Rounds.Run run = job.run(round, figures, left.problems());
            Growth.State state = new Growth.State(
                    workload.name(), round, left.externalIds(), left.bytes(), checkpoint, againSeconds);
            says.accept("%s  %.0f bytes an ID  checkpoint %.1f of %.1f MB in %.0f ms  again after %.1f s"
                    .formatted(
                            Rounds.words(run),
                            state.bytesAnId(),
                            checkpoint.writtenBytes() / 1e6,
                            checkpoint.bytes() / 1e6,
                            checkpoint.millis(),
                            againSeconds));
            runs.add(run);
            states.add(state);
        }
    }

    /** What the running job tells of its checkpoints; it does so some time after it has made one. */
    private static Growth.Checkpoint checkpoint(JobProcess job) {
        JobRest rest = new JobRest(job.restPort());
        long askedAt = System.nanoTime();
        String why = "it has none";
        while (System.nanoTime() - askedAt < CHECKPOINTS_NANOS) {
            try {
                Optional<Growth.Checkpoint> told = Growth.Checkpoint.of(rest.get(rest.job() + "/checkpoints"));
                if (told.isPresent()) {
                    return told.get();
                }
            } catch (IOException e) {
                why = e.toString();
            }
            JobProcess.pause(POLL_MILLIS);
        }
        throw new BenchException("the job does not tell of its checkpoints: " + why);
    }
}
