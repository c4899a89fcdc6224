package io.tributary.cli;

import io.tributary.job.JobOptions;
import io.tributary.kafka.KafkaConfig;
import io.tributary.kafka.LocalBroker;
import io.tributary.kafka.Topics;
import io.tributary.simulate.Evaluation;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole thing, at work, with nothing to set up. */
@Command(
        name = "demo",
        description = {
            "Starts a Kafka broker and the job on this machine, sends generated traffic through them, and shows what"
                    + " happens. Everything it started and wrote is gone when it ends, Ctrl-C included."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String SPACE = "demo";
    private static final String EVENTS_TOPIC = "tributary.events";
    private static final String TOPIC_PREFIX = "tributary.";
    private static final String RULES = "spaces:\n  - {id: " + SPACE + ", extends: segment}\n";
    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long POLL_MILLIS = 1000;
    private static final long STALLED_NANOS = Duration.ofSeconds(60).toNanos();

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", paramLabel = "N", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(names = "--people", paramLabel = "P", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
    private int people;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Events a second, 50 or more. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--mess",
            paramLabel = "none|normal|heavy",
            defaultValue = "normal",
            description = "How much goes wrong in the traffic. Default: ${DEFAULT-VALUE}.")
    private String mess;

    @Option(
            names = "--stay",
            description = "Keep broker and job running at the end, until Ctrl-C, to look around in the topics.")
    private boolean stay;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    DemoCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DemoScreen screen = new DemoScreen(out, Terminal.isAttached(), events);
        TrafficGenerator traffic = traffic();
        Evaluation evaluation = new Evaluation(traffic::personOf);
        screen.say("Tributary demo: %,d events of %,d people, mess %s, rules: preset segment"
                .formatted(events, people, mess));
        try (LocalBroker broker = LocalBroker.start()) {
            screen.say("  broker   Kafka on " + broker.bootstrapServers() + ", a process of its own");
            KafkaConfig kafka = KafkaConfig.of(broker.bootstrapServers());
            new Topics(kafka, List.of(EVENTS_TOPIC), Topics.defaultCommandsTopic(TOPIC_PREFIX), TOPIC_PREFIX).create(1);
            screen.say("  topics   " + EVENTS_TOPIC + " in, " + TOPIC_PREFIX + "* out");
            try (LocalJob job = start(broker);
                    PacedTraffic sender = new PacedTraffic(
                            traffic, broker.bootstrapServers(), EVENTS_TOPIC, SPACE, traffic::arrival);
                    DemoWatch watch = new DemoWatch(broker.bootstrapServers(), TOPIC_PREFIX, evaluation)) {
                screen.say("  job      running on a local Flink, RocksDB state, checkpoint every second");
                screen.say("");
                sender.start(rate);
                watch(screen, job, sender, watch);
                DemoSummary.print(out, watch, evaluation.result(), stay ? broker.bootstrapServers() : null);
                while (stay && !job.hasEnded(POLL_MILLIS)) {
                    watch.poll();
                }
            }
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("the demo cannot start: " + e.getMessage(), e);
        }
    }

    private static LocalJob start(LocalBroker broker) throws IOException {
        Path rules = Files.createTempFile("tributary-demo-", ".yaml");
        try {
            Files.writeString(rules, RULES);
            JobOptions options = new JobOptions();
            new CommandLine(options)
                    .parseArgs(
                            "--rules=" + rules,
                            "--brokers=" + broker.bootstrapServers(),
                            "--events-topic=" + EVENTS_TOPIC,
                            "--topic-prefix=" + TOPIC_PREFIX);
            return LocalJob.start(options, null, null);
        } finally {
            Files.delete(rules); // the job carries its text
        }
    }

    private TrafficGenerator traffic() {
        if (rate < 50) {
            throw new ParameterException(spec.commandLine(), "--rate: " + rate + " is less than 50");
        }
        try {
            return new TrafficGenerator(events, people, seed, Mess.named(mess));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Until every event has an outcome and the facts that follow from them are committed. */
    private void watch(DemoScreen screen, LocalJob job, PacedTraffic sender, DemoWatch watch) {
        long shownAt = System.nanoTime();
        long shown = 0;
        long progressAt = shownAt;
        long records = 0;
        while (watch.accountedFor() < events || !watch.hasAllMerges()) {
            watch.poll();
            if (job.hasEnded(0)) {
                throw new CommandFailure("the job has ended before all events had an outcome");
            }
            long now = System.nanoTime();
            if (watch.records() > records) {
                records = watch.records();
                progressAt = now;
            } else if (now - progressAt > STALLED_NANOS) {
                throw new CommandFailure("nothing has come out of the job for a minute; " + watch.accountedFor()
                        + " of " + sender.sent() + " events have an outcome");
            }
            if (now - shownAt >= STEP_NANOS) {
                screen.progress(sender.sent(), watch, (watch.accountedFor() - shown) * STEP_NANOS / (now - shownAt));
                shown = watch.accountedFor();
                shownAt = now;
            }
        }
        screen.progress(sender.sent(), watch, 0);
    }
}
