package io.tributary.bench;

import io.tributary.model.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The job as it is shipped, warm, and a load that events can be asked of. */
final class LoadedJob implements AutoCloseable {
    private final Workshop workshop;
    private final String events;
    private final JobProcess job;
    private final Load load;

    /**
     * @param name of this run alone
     * @param traffic that the load sends
     */
    LoadedJob(Workshop workshop, String name, Traffic traffic) {
        this.workshop = workshop;
        this.events = name + ".events";
        workshop.topics().createEvents(events);
        workshop.topics().tellWhenAppended(events);
        this.job = JobProcess.start(workshop, name, Kind.RESOLVE, workshop.rules(), events);
        this.load = new Load(workshop, events, traffic);
    }

    JobProcess job() {
        return job;
    }

    Load load() {
        return load;
    }

    /**
     * Offers events until the job is warm and knows everybody, and waits for it.
     *
     * @param rate as many a second as it is given of anything later: what it has seen little of by then is not compiled
     */
    void warmUp(BenchSettings settings, int rate) {
        load.offer(job, 1, 1);
        drain();
        long count = Math.max(settings.known(), rate * settings.warmUp().toMillis() / 1000);
        load.offer(job, rate, Math.toIntExact(count));
        drain();
    }

    /** Waits until all that was offered has come out. */
    void drain() {
        job.await(load.offered());
    }

    /**
     * Ends load and job, and checks what they leave.
     *
     * @param to takes every resolution as well
     * @return what is wrong, empty if nothing is
     */
    List<String> end(Consumer<ConsumerRecord<byte[], byte[]>> to) {
        drain();
        load.close();
        Path state = job.end();
        ResolutionCheck check = new ResolutionCheck();
        TopicReader.read(workshop.brokers(), job.topic(Topic.RESOLUTIONS), record -> {
            check.add(MessageNumber.sequence(record.value()), MessageNumber.of(record.value()));
            to.accept(record);
        });
        long[] sent = LongStream.range(0, load.offered()).toArray();
        return RunCheck.problems(check, state, sent, 1, true);
    }

    /** @param rates at which the job was given events that it knew */
    static void writeAgain(Page page, List<Integer> rates) {
        if (!rates.isEmpty()) {
            page.line("");
            page.line("There were too few events for all rates: some or all at "
                    + String.join(
                            ", ",
                            rates.stream()
                                    .map(rate -> Page.number("%,d/s", rate))
                                    .toList())
                    + " were sent before, and what the job knows costs it less. More of them: `--events`.");
            page.line("");
        }
    }

    @Override
    public void close() {
        load.close();
        job.close();
        workshop.topics().delete(events);
    }
}
