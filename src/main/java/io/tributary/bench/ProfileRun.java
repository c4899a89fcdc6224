package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Watches a warm job work through events that all lie in their topic before it starts. */
final class ProfileRun {
    private static final String NAME = "profile";
    private static final String EVENTS = NAME + ".events";
    private static final long POLL_MILLIS = 50;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int TOLD = 6;

    private final Workshop workshop;
    private final BenchSettings settings;
    private final Traffic traffic;
    private final Consumer<String> says;

    ProfileRun(Workshop workshop, BenchSettings settings, Traffic traffic, Consumer<String> says) {
        this.workshop = workshop;
        this.settings = settings;
        this.traffic = traffic;
        this.says = says;
    }

    Profiled run() {
        workshop.topics().createEvents(EVENTS);
        traffic.sendTo(workshop.brokers(), EVENTS, 1);
        try (JobProcess job = JobProcess.start(workshop, NAME, Kind.RESOLVE, workshop.rules(), EVENTS)) {
            job.await(1);
            JobProcess.pause(settings.warmUp().toMillis());
            job.await(settings.known());
            job.tell("profile");
            Sample before = job.sample();
            JobProcess.pause(settings.measure().toMillis());
            Sample after = job.sample();
            if (after.records() >= traffic.ids().length) {
                throw new BenchException("the events were over before as much was watched as was asked for: more events"
                        + " (--events) or less time (--warm-up, --measure)");
            }
            List<String> stacks = written(job, "stacks").lines().toList();
            String graph = written(job, "graph");
            List<String> problems = RunCheck.problems(workshop, job, traffic, 1, false);
            Profiled found = new Profiled(
                    Figures.between(before, after, false), Share.of(stacks), graph, problems, job.samples());
            found.largestFirst().stream()
                    .limit(TOLD)
                    .forEach(
                            share -> says.accept("  %5.2f us/event  %s".formatted(found.micros(share), share.words())));
            workshop.topics().delete(EVENTS);
            return found;
        }
    }

    /** What the job wrote when it was told to. */
    private String written(JobProcess job, String order) {
        Path file = workshop.directory().resolve(NAME + "." + order);
        job.tell(order + " " + file);
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(file)) {
            job.sample();
            if (System.nanoTime() > until) {
                throw new BenchException(
                        "the job does not tell what takes its CPU: is the profiler there for this system?");
            }
            JobProcess.pause(POLL_MILLIS);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
