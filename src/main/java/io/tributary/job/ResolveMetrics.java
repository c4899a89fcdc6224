package io.tributary.job;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.Decision;
import io.tributary.model.CommandAnswer;
import io.tributary.model.Outcome;
import io.tributary.model.RawRecord;
import io.tributary.model.Resolution;
import io.tributary.model.SetAside;
import io.tributary.rules.RuleBook;
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

    /** Of the fingerprint, which begins with the name of its algorithm. */
    private static final int DIGITS = 12;

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<SetAside.Reason, Counter> setAside = new EnumMap<>(SetAside.Reason.class);
    private final Map<CommandAnswer.Status, Counter> commands = new EnumMap<>(CommandAnswer.Status.class);
    private final Demotions demotions;
    private final LargeProfiles large = new LargeProfiles();
    private final Counter merges;
    private final Counter splits;
    private final Counter discarded;
    private final Counter orphaned;
    private final Histogram micros;
    private final Histogram latency;
    private volatile long lagMillis;

    ResolveMetrics(MetricGroup group, RuleBook rules) {
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
        demotions = new Demotions(group, rules);
        merges = group.counter(JobNames.MERGES);
        splits = group.counter(JobNames.SPLITS);
        discarded = group.counter(JobNames.DISCARDED);
        orphaned = group.counter(JobNames.ORPHANED_EVENTS);
        micros = group.histogram(JobNames.RESOLVE_MICROS, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        latency = group.histogram(JobNames.LATENCY_MILLIS, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        group.gauge(JobNames.LAG_MILLIS, (Gauge<Long>) () -> lagMillis);
        group.gauge(JobNames.LARGEST_PROFILE, (Gauge<Integer>) large::largest);
        group.gauge(JobNames.LARGE_PROFILES, (Gauge<Integer>) large::count);
        tellRules(group, rules);
    }

    /** Every subtask that decides by the rules says by which, so that it shows if they do not agree. */
    static void tellRules(MetricGroup group, RuleBook rules) {
        String digits = rules.fingerprint().substring(rules.fingerprint().indexOf(':') + 1);
        group.addGroup(JobNames.RULES, digits.substring(0, DIGITS))
                .gauge(JobNames.ACTIVE_RULES, (Gauge<Integer>) () -> 1);
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
                demotions.count(id);
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
        large.look(decision.change().profiles());
        micros.update((System.nanoTime() - startNanos) / 1000);
        if (recordTime != RawRecord.NO_TIMESTAMP) {
            lagMillis = System.currentTimeMillis() - recordTime;
            latency.update(lagMillis);
        }
    }
}
