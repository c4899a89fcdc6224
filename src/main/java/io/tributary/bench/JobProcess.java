package io.tributary.bench;

import io.tributary.model.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A measured job, from its topics to the state that it leaves. */
final class JobProcess implements AutoCloseable {
    private static final long STALLED_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long POLL_MILLIS = 100;

    private final Workshop workshop;
    private final String prefix;
    private final Path state;
    private final int restPort;
    private final Child process;
    private final long start = System.nanoTime();
    private final List<Sample> samples = new ArrayList<>();

    private JobProcess(Workshop workshop, String name, Kind kind, String eventsTopic) {
        this.workshop = workshop;
        this.prefix = name + ".";
        this.state = workshop.directory().resolve(name);
        this.restPort = Workshop.freePort();
        workshop.topics().createOutputs(eventsTopic, prefix);
        this.process = workshop.start(
                name,
                main(kind, eventsTopic),
                Map.of("FLINK_CONF_DIR", workshop.conf(restPort).toString()));
        sample();
    }

    /** @param name of this run alone */
    static JobProcess start(Workshop workshop, String name, Kind kind, String eventsTopic) {
        return new JobProcess(workshop, name, kind, eventsTopic);
    }

    private List<String> main(Kind kind, String eventsTopic) {
        List<String> line = new ArrayList<>(List.of(OwnedMain.class.getName()));
        String rules = workshop.rules().toString();
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

    /**
     * Ends it, so that it leaves its last checkpoint; one that was over sooner than the first one is waited for.
     *
     * @return the directory of its state
     */
    Path end() {
        long endingAt = System.nanoTime();
        while (RunCheck.newest(state).isEmpty() && System.nanoTime() - endingAt < STALLED_NANOS) {
            process.requireAlive();
            pause(POLL_MILLIS);
        }
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
