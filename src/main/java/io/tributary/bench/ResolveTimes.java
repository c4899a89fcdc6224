package io.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.bench.Latency.Percentiles;
import io.tributary.job.JobNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the job itself says about its resolving operator, asked of Flink's REST interface. */
final class ResolveTimes {
    private static final String METRIC = JobNames.RESOLVE_UID + "." + JobNames.RESOLVE_MICROS + "_";

    private static final List<String> FIGURES = List.of("median", "p95", "p99", "p999", "max");

    /** Events that the job's histogram is of, the last ones. */
    private static final int LOOKS_BACK = 2000;

    private static final long GATHER_MILLIS = 1000;

    private final JobRest rest;

    ResolveTimes(JobRest rest) {
        this.rest = rest;
    }

    /**
     * Microseconds of the events that were resolved last, in the subtask that took longest: only one has any.
     *
     * @return null if it does not say
     */
    @Nullable
    Percentiles now() {
        ask(); // Flink only gathers them when it is asked, and answers with what it has gathered before
        JobProcess.pause(GATHER_MILLIS);
        return ask();
    }

    private @Nullable Percentiles ask() {
        try {
            String job = rest.job();
            for (JsonNode vertex : rest.get(job).path("vertices")) {
                if (vertex.path("name").asText().startsWith(JobNames.RESOLVE_UID)) {
                    String id = vertex.path("id").asText();
                    return read(
                            job + "/vertices/" + id + "/metrics",
                            vertex.path("parallelism").asInt());
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable Percentiles read(String metrics, int subtasks) throws IOException {
        List<String> names = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            for (String figure : FIGURES) {
                names.add(subtask + "." + METRIC + figure);
            }
        }
        JsonNode answer = rest.get(metrics + "?get=" + String.join(",", names));
        double median = highest(answer, "median");
        return Double.isNaN(median)
                ? null
                : new Percentiles(
                        LOOKS_BACK,
                        median,
                        highest(answer, "p95"),
                        highest(answer, "p99"),
                        highest(answer, "p999"),
                        highest(answer, "max"));
    }

    /** A subtask without events has NaN. */
    private static double highest(JsonNode answer, String figure) {
        double highest = Double.NaN;
        for (JsonNode metric : answer) {
            double value = metric.path("value").asDouble(Double.NaN);
            if (metric.path("id").asText().endsWith("." + METRIC + figure) && !(value <= highest)) {
                highest = Double.isNaN(value) ? highest : value;
            }
        }
        return highest;
    }
}
