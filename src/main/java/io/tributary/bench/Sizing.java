package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much a deployment needs, from what was measured: cores, memory, disk, what checkpoints write, what Kafka takes and
 * keeps. Whatever lies beyond what was measured says so.
 */
public final class Sizing {
    /** Of a core, so that a burst, a checkpoint and the other side's failure find room. */
    private static final double BUSY = 0.6;

    private static final double MICROS_A_CORE = 1e6;
    private static final int SLOTS = 2;

    /** pipeline.max-parallelism of flink-conf/config.yaml. */
    private static final int MOST_SUBTASKS = 128;

    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    /** Of the state, so that what is asked for again is found in memory. */
    private static final double IN_MEMORY = 0.2;

    private static final double HEAP_GIGABYTES = 2;
    private static final double LEAST_MANAGED_GIGABYTES = 1;

    /** Files that were replaced stay until the newest checkpoint does not need them. */
    private static final double DISK_FACTOR = 3;

    private static final double SECONDS_A_DAY = 86_400;

    /**
     * What is asked for.
     *
     * @param eventsPerSecond of all spaces together, at the busiest time
     * @param ids external IDs in state, in the end
     * @param spaces that share the events
     * @param hottest the part of the events that the busiest space has, above 0, at most 1
     * @param retentionDays how long Kafka keeps resolutions
     * @param replication of Kafka's topics
     */
    public record Demand(
            double eventsPerSecond, double ids, int spaces, double hottest, double retentionDays, int replication) {}

    private final Demand demand;
    private final MeasuredFigures measured;

    public Sizing(Demand demand, MeasuredFigures measured) {
        this.demand = demand;
        this.measured = measured;
    }

    int cores() {
        return (int) Math.ceil((coresOfEvents() + taskManagers() * measured.jobCores()) / BUSY);
    }

    /** As many as have room for the events besides what each of them takes for itself. */
    int taskManagers() {
        return Math.max(2, (int) Math.ceil(coresOfEvents() / (SLOTS * BUSY - measured.jobCores())));
    }

    private double coresOfEvents() {
        return demand.eventsPerSecond * measured.jobMicros() / MICROS_A_CORE;
    }

    double hottestSpace() {
        return demand.eventsPerSecond * demand.hottest;
    }

    /** Events a second that one space can have, as one thread resolves it. */
    double mostOfOneSpace() {
        return MICROS_A_CORE / measured.writerMicros() * BUSY;
    }

    double stateGigabytes() {
        return demand.ids * measured.bytesPerId() / GIGA;
    }

    double memoryOfTaskManager() {
        double managed = Math.max(LEAST_MANAGED_GIGABYTES, stateGigabytes() * IN_MEMORY / taskManagers());
        return Math.ceil(HEAP_GIGABYTES + managed + 1);
    }

    double diskOfTaskManager() {
        return Math.ceil(10 + stateGigabytes() * DISK_FACTOR / taskManagers());
    }

    double checkpointMegabytesPerSecond() {
        return demand.eventsPerSecond * measured.checkpointBytesPerEvent() / MEGA;
    }

    double readMegabytesPerSecond() {
        return demand.eventsPerSecond * measured.eventBytes() / MEGA;
    }

    double writtenMegabytesPerSecond() {
        return demand.eventsPerSecond * measured.recordBytesPerEvent() / MEGA;
    }

    double keptTerabytes() {
        return writtenMegabytesPerSecond() * SECONDS_A_DAY * demand.retentionDays * demand.replication / MEGA;
    }

    double brokerCores() {
        double ofEvents = demand.eventsPerSecond * measured.brokerMicros() / MICROS_A_CORE;
        return (ofEvents + taskManagers() * measured.brokerCores()) * demand.replication / BUSY;
    }

    /** Lines for people. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(line("Cores of Flink", "%d, in %d TaskManagers of %d", cores(), taskManagers(), SLOTS));
        lines.add(line("Parallelism", "%d", taskManagers() * SLOTS));
        lines.add(
                line("Memory", "%.0f GB a TaskManager, half of it managed; 2 GB a JobManager", memoryOfTaskManager()));
        lines.add(line("State", "%.1f GB, %.0f GB of disk a TaskManager", stateGigabytes(), diskOfTaskManager()));
        lines.add(line("Checkpoints", "%.1f MB/s written to the object store", checkpointMegabytesPerSecond()));
        lines.add(line("Savepoint", "%.1f GB each", stateGigabytes()));
        lines.add(line(
                "Kafka",
                "%.1f MB/s read, %.1f MB/s written, %.1f cores of brokers, %.2f TB kept",
                readMegabytesPerSecond(),
                writtenMegabytesPerSecond(),
                brokerCores(),
                keptTerabytes()));
        lines.add(line("Busiest space", "%,.0f events/s of at most %,.0f", hottestSpace(), mostOfOneSpace()));
        lines.add("");
        lines.addAll(caveats());
        return lines;
    }

    private static String line(String what, String format, Object... values) {
        return "%-15s %s".formatted(what, String.format(Locale.ROOT, format, values));
    }

    /** What does not fit, and what nobody has measured. */
    public List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        if (hottestSpace() > mostOfOneSpace()) {
            caveats.add(String.format(
                    Locale.ROOT,
                    "Does not fit: one space is resolved by one thread, which takes %,.0f events/s; part the busiest space"
                            + " by region or brand.",
                    mostOfOneSpace()));
        }
        if (taskManagers() * SLOTS > MOST_SUBTASKS) {
            caveats.add(
                    "Does not fit: state is cut into " + MOST_SUBTASKS + " key groups for good, so no more subtasks can"
                            + " share it; deploy several jobs, with some of the spaces each.");
        }
        if (demand.eventsPerSecond > measured.sustained()) {
            caveats.add(String.format(
                    Locale.ROOT,
                    "Extrapolated: %,.0f events/s was the most that was measured, one space on two cores with the broker;"
                            + " more is taken to be linear, as spaces share nothing.",
                    measured.sustained()));
        }
        if (demand.ids > measured.mostIds()) {
            caveats.add(String.format(
                    Locale.ROOT,
                    "Extrapolated: %,.0f external IDs was the most that was measured.",
                    measured.mostIds()));
        }
        caveats.add("Measured on " + measured.machine() + "; ./tributary bench measures yours.");
        return caveats;
    }
}
