package io.tributary.job;

import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The metrics of a job that runs in this process, to be read while it runs and after it has ended. Flink makes its
 * reporters itself, from configuration; they find their reader by a key in that configuration.
 */
public final class LocalMetrics implements AutoCloseable {
    private static final String REPORTER = "local";
    private static final String KEY = "key";
    private static final Map<String, LocalMetrics> READERS = new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();
    private final Map<String, Named> metrics = new ConcurrentHashMap<>();

    private record Named(Metric metric, String name, Map<String, String> labels) {
        long value() {
            if (metric instanceof Counter counter) {
                return counter.getCount();
            }
            return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                    ? number.longValue()
                    : 0;
        }
    }

    private LocalMetrics() {}

    /** Makes a job that is started with this configuration readable. */
    public static LocalMetrics of(Configuration conf) {
        LocalMetrics metrics = new LocalMetrics();
        READERS.put(metrics.key, metrics);
        conf.set(MetricOptions.REPORTERS_LIST, REPORTER);
        conf.setString("metrics.reporter." + REPORTER + ".factory.class", Factory.class.getName());
        conf.setString("metrics.reporter." + REPORTER + "." + KEY, metrics.key);
        return metrics;
    }

    /**
     * A counter or number, summed over subtasks and labels.
     *
     * @param name one of {@link JobNames}
     * @return 0 if there is none, as before the job runs
     */
    public long sum(String name) {
        return metrics.values().stream()
                .filter(metric -> metric.name().equals(name))
                .mapToLong(Named::value)
                .sum();
    }

    /** As {@link #sum(String)}, of those with this label alone. */
    public long sum(String name, String label, String value) {
        return metrics.values().stream()
                .filter(metric -> metric.name().equals(name))
                .filter(metric -> value.equals(metric.labels().get("<" + label + ">")))
                .mapToLong(Named::value)
                .sum();
    }

    /** Forgets the metrics. */
    @Override
    public void close() {
        READERS.remove(key);
        metrics.clear();
    }

    /** Makes the reporter; Flink finds it as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new Reporter();
        }
    }

    /**
     * Hands metrics to their reader. Those of a subtask that has ended stay, so that a job that has come to its end can
     * be asked; when it starts again, its new ones, which count from zero, take their place.
     */
    private static final class Reporter implements MetricReporter {
        private String key = "";

        @Override
        public void open(MetricConfig config) {
            key = config.getString(KEY, "");
        }

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            LocalMetrics reader = READERS.get(key);
            if (reader != null) {
                reader.metrics.put(group.getMetricIdentifier(name), new Named(metric, name, group.getAllVariables()));
            }
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

        @Override
        public void close() {}
    }
}
