package io.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.bench.Latency.Percentiles;
import io.tributary.job.JobNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the job itself says about its resolving operator, asked of Flink's REST interface. */
final class ResolveTimes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String METRIC = JobNames.RESOLVE_UID + "." + JobNames.RESOLVE_MICROS + "_";

    private static final List<String> FIGURES = List.of("median", "p95", "p99", "p999", "max");

    /** Events that the job's histogram is of, the last ones. */
    private static final int LOOKS_BACK = 2000;

    private static final long GATHER_MILLIS = 1000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;

    ResolveTimes(int port) {
        base = "http://127.0.0.1:" + port;
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
            String job = get("/jobs").path("jobs").path(0).path("id").asText();
            for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
                if (vertex.path("name").asText().startsWith(JobNames.RESOLVE_UID)) {
                    String id = vertex.path("id").asText();
                    return read(
                            "/jobs/" + job + "/vertices/" + id + "/metrics",
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
        JsonNode answer = get(metrics + "?get=" + String.join(",", names));
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

    private JsonNode get(String path) throws IOException {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("HTTP " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
