package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Decision;
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
    private final Counter merges;
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
        merges = group.counter(JobNames.MERGES);
        micros = group.histogram(JobNames.RESOLVE_MICROS, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        group.gauge(JobNames.LAG_MILLIS, (Gauge<Long>) () -> lagMillis);
    }

    /**
     * Counts one event.
     *
     * @param recordTime of its record, epoch milliseconds, {@link RawRecord#NO_TIMESTAMP} if it has none
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
        merges.inc(decision.merges().size());
        micros.update((System.nanoTime() - startNanos) / 1000);
        if (recordTime != RawRecord.NO_TIMESTAMP) {
            lagMillis = System.currentTimeMillis() - recordTime;
        }
    }
}
