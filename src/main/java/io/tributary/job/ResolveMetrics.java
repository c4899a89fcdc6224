package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Decision;
import io.tributary.model.CommandAnswer;
import io.tributary.model.Outcome;
import io.tributary.model.RawRecord;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the resolving operator counts and measures. The wall clock is read here and nowhere below. */
final class ResolveMetrics {
    /** Events that the histogram looks back on. */
    private static final int HISTOGRAM_SIZE = 2000;

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<SetAside.Reason, Counter> setAside = new EnumMap<>(SetAside.Reason.class);
    private final Map<CommandAnswer.Status, Counter> commands = new EnumMap<>(CommandAnswer.Status.class);
    private final Counter merges;
    private final Counter splits;
    private final Counter discarded;
    private final Counter orphaned;
    private final Histogram micros;
    private volatile long lagMillis;

    ResolveMetrics(MetricGroup group) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    group.addGroup(JobNames.OUTCOME, outcome.wireName()).counter(JobNames.RESOLUTIONS));
        }
        for (SetAside.Reason reason : SetAside.Reason.values()) {
            setAside.put(
                    reason, group.addGroup(JobNames.REASON, reason.wireName()).counter(JobNames.SET_ASIDE));
        }
        for (CommandAnswer.Status status : CommandAnswer.Status.values()) {
            commands.put(
                    status, group.addGroup(JobNames.STATUS, status.wireName()).counter(JobNames.COMMANDS));
        }
        merges = group.counter(JobNames.MERGES);
        splits = group.counter(JobNames.SPLITS);
        discarded = group.counter(JobNames.DISCARDED);
        orphaned = group.counter(JobNames.ORPHANED_EVENTS);
        micros = group.histogram(JobNames.RESOLVE_MICROS, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        group.gauge(JobNames.LAG_MILLIS, (Gauge<Long>) () -> lagMillis);
    }

    /** Counts events or commands whose space is gone. */
    void countOrphans(long number) {
        orphaned.inc(number);
    }

    /**
     * Counts one event or command.
     *
     * @param recordTime of an event's record, epoch milliseconds, {@link RawRecord#NO_TIMESTAMP} if it has none
     * @param startNanos when it was begun, as {@link System#nanoTime} tells it
     */
    void count(Decision decision, long recordTime, long startNanos) {
        Resolution resolution = decision.resolution();
        if (resolution != null) {
            requireNonNull(outcomes.get(resolution.outcome())).inc();
            for (SetAside id : resolution.setAside()) {
                requireNonNull(setAside.get(id.reason())).inc();
            }
        }
        CommandAnswer answer = decision.answer();
        if (answer != null) {
            requireNonNull(commands.get(answer.status())).inc();
        }
        if (!decision.mergesAndSplits().isEmpty()) {
            merges.inc(decision.merges().size());
            splits.inc(decision.splits().size());
        }
        discarded.inc(decision.discarded().size());
        micros.update((System.nanoTime() - startNanos) / 1000);
        if (recordTime != RawRecord.NO_TIMESTAMP) {
            lagMillis = System.currentTimeMillis() - recordTime;
        }
    }
}
