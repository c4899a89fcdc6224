package io.tributary.bench;

import io.tributary.model.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A measured job, from its topics to the state that it leaves. */
final class JobProcess implements AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;
    private static final long STALLED_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long POLL_MILLIS = 100;
    private static final long SAMPLE_MILLIS = 1000;

    private final Workshop workshop;
    private final String name;
    private final String prefix;
    private final Path state;
    private final List<String> main;
    private final long start = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();
    private int restPort;
    private Child process;
    private Optional<Path> startedFrom = Optional.empty();

    private JobProcess(Workshop workshop, String name, Kind kind, Path rules, String eventsTopic) {
        this.workshop = workshop;
        this.name = name;
        this.prefix = name + ".";
        this.state = workshop.directory().resolve(name);
        this.main = main(kind, rules.toString(), eventsTopic);
        this.restPort = Workshop.freePort();
        workshop.topics().createOutputs(eventsTopic, prefix);
        this.process = launch(name);
        sample();
    }

    /** @param name of this run alone */
    static JobProcess start(Workshop workshop, String name, Kind kind, Path rules, String eventsTopic) {
        return new JobProcess(workshop, name, kind, rules, eventsTopic);
    }

    private Child launch(String log) {
        return workshop.start(
                log, main, Map.of("FLINK_CONF_DIR", workshop.conf(restPort).toString()));
    }

    private List<String> main(Kind kind, String rules, String eventsTopic) {
        List<String> line = new ArrayList<>(List.of(OwnedMain.class.getName()));
        if (kind == Kind.RESOLVE) {
            line.addAll(List.of(workshop.main(), "run", "--rules", rules, "--brokers", workshop.brokers()));
            line.addAll(List.of("--events-topic", eventsTopic, "--topic-prefix", prefix, "--group-id", prefix));
            line.addAll(List.of("--transactional-id-prefix", prefix, "--state", state.toString()));
        } else {
            line.addAll(List.of(BaselineMain.class.getName(), kind.words(), workshop.brokers(), eventsTopic));
            line.addAll(List.of(prefix, rules, state.toString()));
        }
        return line;
    }

    String topic(Topic topic) {
        return prefix + topic.topicName();
    }

    int restPort() {
        return restPort;
    }

    /** How many events have come out of it. */
    long records() {
        return workshop.topics().records(topic(Topic.RESOLUTIONS));
    }

    /** Looks at it once, and remembers what it saw. */
    Sample sample() {
        process.requireAlive();
        Sample sample = new Sample(System.nanoTime() - start, records(), process.cpuNanos(), workshop.brokerCpuNanos());
        samples.add(sample);
        return sample;
    }

    /** All that was seen so far. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Looks at it once a second until what was seen is enough. */
    void watch(Predicate<List<Sample>> isEnough) {
        long progressAt = System.nanoTime();
        long records = 0;
        while (!isEnough.test(samples)) {
            pause(SAMPLE_MILLIS);
            Sample sample = sample();
            if (sample.records() > records) {
                records = sample.records();
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > STALLED_NANOS) {
                throw new BenchException(
                        "nothing has come out of the job for two minutes; %,d events have".formatted(records));
            }
        }
    }

    /** Waits until so many events have come out. */
    void await(long records) {
        long progressAt = System.nanoTime();
        long known = -1;
        while (known < records) {
            process.requireAlive();
            long now = records();
            if (now > known) {
                known = now;
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > STALLED_NANOS) {
                throw new BenchException("nothing has come out of the job for two minutes; %,d of %,d events have"
                        .formatted(known, records));
            }
            pause(POLL_MILLIS);
        }
    }

    /** Says something to the process that it runs in, see {@link OwnedMain}. */
    void tell(String order) {
        process.tell(order);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** The directory of its checkpoints. */
    Path state() {
        return state;
    }

    /** Waits for a checkpoint that holds all that has come out by now: the second one to be complete from now on. */
    void awaitCheckpoint() {
        Optional<Path> known = Optional.empty();
        for (int later = 0; later <= 2; later++) {
            known = awaitCheckpointAfter(known);
        }
    }

    private Optional<Path> awaitCheckpointAfter(Optional<Path> known) {
        long awaitedAt = System.nanoTime();
        Optional<Path> newest = RunCheck.newest(state);
        while (newest.isEmpty() || newest.equals(known)) {
            process.requireAlive();
            if (System.nanoTime() - awaitedAt > STALLED_NANOS) {
                throw new BenchException("the job has taken no checkpoint for two minutes");
            }
            pause(POLL_MILLIS);
            newest = RunCheck.newest(state);
        }
        return newest;
    }

    /**
     * Ends it at once, as a crash would.
     *
     * @return where what it said ends, by partition
     */
    Map<Integer, Long> crash() {
        process.kill();
        return workshop.topics().settledEnds(topic(Topic.RESOLUTIONS));
    }

    /**
     * Starts it again, from its newest checkpoint. Nothing may be measured of it any more: it is another process.
     *
     * @return seconds until the first event has come out of it
     */
    double startAgain() {
        startedFrom = RunCheck.newest(state);
        long known = records();
        restPort = Workshop.freePort();
        long startedAt = System.nanoTime();
        process = launch(name + "-again");
        await(known + 1);
        return (System.nanoTime() - startedAt) / NANOS_A_SECOND;
    }

    /**
     * Ends it, so that it leaves its last checkpoint; one that was over sooner than the first one is waited for.
     *
     * @return the directory of its state
     */
    Path end() {
        awaitCheckpointAfter(startedFrom);
        process.end();
        return state;
    }

    /** Ends it, and deletes what it wrote. */
    @Override
    public void close() {
        process.kill();
        workshop.topics().deleteOutputs(prefix);
        Workshop.delete(state);
    }
}
