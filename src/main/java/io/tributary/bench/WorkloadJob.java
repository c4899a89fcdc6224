package io.tributary.bench;

import io.tributary.model.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The job as it is shipped, with the rules of a workload and on its events. */
final class WorkloadJob implements AutoCloseable {
    private final Workshop workshop;
    private final BenchSettings settings;
    private final Workload workload;
    private final JobProcess job;
    private Map<Integer, Long> startedAgainAt = Map.of();

    /** @param name of this run alone */
    WorkloadJob(Workshop workshop, BenchSettings settings, Workload workload, String name) {
        this.workshop = workshop;
        this.settings = settings;
        this.workload = workload;
        Path rules = workshop.directory().resolve(name + ".yaml");
        try {
            Files.writeString(rules, workload.rules());
        } catch (IOException e) {
            throw new BenchException(rules + ": cannot be written: " + e.getMessage(), e);
        }
        this.job = JobProcess.start(
                workshop, name, Kind.RESOLVE, rules, workload.events().name());
    }

    JobProcess job() {
        return job;
    }

    /**
     * Waits until the fill is out, the job is warm and has been measured. Partitions are read side by side, so the last
     * thousands of the fill may come out among the first of what follows: the warm-up should be longer than that.
     */
    Figures measure() {
        Window window = new Window(
                Math.max(1, workload.fill()), 0, workload.events().count(), settings.warmUp(), settings.measure());
        job.watch(window::isOver);
        return window.of(job.samples());
    }

    /**
     * Kills it, and starts it again with some more events, so that there is something to resolve.
     *
     * @return seconds until the first event has come out of it
     */
    double startAgain(int moreEvents) {
        startedAgainAt = job.crash();
        workload.events().send(moreEvents, made -> {});
        return job.startAgain();
    }

    /** Ends it, and checks what it leaves. */
    RunCheck.State end() {
        long[] sent = workload.events().ids();
        // What was said twice cannot be told from what was said once by counting records.
        boolean all = startedAgainAt.isEmpty() && job.sample().records() >= sent.length;
        RunCheck.State state = RunCheck.left(job.end());
        SpaceResolutions resolutions =
                SpaceResolutions.read(workshop.brokers(), job.topic(Topic.RESOLUTIONS), startedAgainAt);
        return state.with(resolutions.problems(state.sequences(), sent, all));
    }

    /** What such a run has found. */
    Rounds.Run run(int round, Figures figures, List<String> problems) {
        return new Rounds.Run(workload.name(), round, figures, problems, job.samples());
    }

    @Override
    public void close() {
        job.close();
    }
}
