package io.tributary.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cluster.ClusterStatus.Checkpoint;
import io.tributary.cluster.ClusterStatus.Job;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A job as its JobManager tells of it. */
final class RunningJob {
    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");
    private static final Duration SAVEPOINT_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 200;

    private final FlinkRest rest;
    private final String id;

    private RunningJob(FlinkRest rest, String id) {
        this.rest = rest;
        this.id = id;
    }

    /** The job that has not ended, or else the one that ended last. */
    static Optional<Job> newest(FlinkRest rest) {
        return jobs(rest).stream()
                .max(Comparator.<JsonNode, Boolean>comparing(
                                job -> !ENDED.contains(job.path("state").asText()))
                        .thenComparing(job -> job.path("start-time").asLong()))
                .map(job -> describe(
                        rest, job.path("jid").asText(), job.path("state").asText()));
    }

    /** The one job that has not ended. */
    static Optional<RunningJob> find(FlinkRest rest) {
        return jobs(rest).stream()
                .filter(job -> !ENDED.contains(job.path("state").asText()))
                .map(job -> new RunningJob(rest, job.path("jid").asText()))
                .findFirst();
    }

    /**
     * Waits until all of a job that has just been handed over runs.
     *
     * @throws ClusterException if it fails first; with the reason
     */
    static void awaitRunning(FlinkRest rest, String id) {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (Instant.now().isBefore(deadline)) {
            JsonNode job = rest.getIfAnswered("/jobs/" + id);
            String state = job.path("state").asText();
            if (state.equals("FAILED")) {
                JsonNode exceptions =
                        rest.getIfAnswered("/jobs/" + id + "/exceptions").path("exceptionHistory");
                throw new ClusterException("the job has failed: "
                        + Causes.innermost(exceptions
                                .path("entries")
                                .path(0)
                                .path("stacktrace")
                                .asText()));
            }
            if (ENDED.contains(state) || areRunning(job.path("vertices"))) {
                return;
            }
            Pause.millis(POLL_MILLIS);
        }
        throw new ClusterException("job " + id + " does not run within " + START_TIMEOUT + ": see 'cluster status'");
    }

    private static boolean areRunning(JsonNode vertices) {
        for (JsonNode vertex : vertices) {
            if (!Set.of("RUNNING", "FINISHED").contains(vertex.path("status").asText())) {
                return false;
            }
        }
        return !vertices.isEmpty();
    }

    private static List<JsonNode> jobs(FlinkRest rest) {
        return StreamSupport.stream(
                        rest.getIfAnswered("/jobs/overview").path("jobs").spliterator(), false)
                .toList();
    }

    private static Job describe(FlinkRest rest, String id, String state) {
        JsonNode latest = rest.getIfAnswered("/jobs/" + id + "/checkpoints").path("latest");
        return new Job(
                id,
                state,
                restarts(rest, id),
                checkpoint(latest.path("completed")),
                checkpoint(latest.path("restored")));
    }

    /**
     * All tasks start again together, so each has had as many attempts. The JobManager's metric is no answer: what it says
     * may be as old as the question before.
     */
    private static @Nullable Long restarts(FlinkRest rest, String id) {
        JsonNode vertex = rest.getIfAnswered("/jobs/" + id).path("vertices").path(0);
        JsonNode subtasks = rest.getIfAnswered(
                "/jobs/" + id + "/vertices/" + vertex.path("id").asText());
        JsonNode attempt = subtasks.path("subtasks").path(0).path("attempt");
        return attempt.isNumber() ? attempt.asLong() : null;
    }

    private static @Nullable Checkpoint checkpoint(JsonNode checkpoint) {
        return checkpoint.hasNonNull("id")
                ? new Checkpoint(
                        checkpoint.path("id").asLong(),
                        checkpoint.path("external_path").asText(""))
                : null;
    }

    /**
     * Writes a savepoint.
     *
     * @param stop whether the job ends with it; no timer fires because of it
     * @return its path
     */
    String savepoint(boolean stop) {
        awaitRunning(rest, id); // while it recovers it takes none
        try {
            JsonNode answer = stop
                    ? rest.post("/jobs/" + id + "/stop", Map.of("drain", false))
                    : rest.post("/jobs/" + id + "/savepoints", Map.of("cancel-job", false));
            return await(
                    "/jobs/" + id + "/savepoints/" + answer.path("request-id").asText());
        } catch (IOException e) {
            throw new ClusterException("no savepoint: the JobManager refuses: " + e.getMessage(), e);
        }
    }

    private String await(String trigger) {
        Instant deadline = Instant.now().plus(SAVEPOINT_TIMEOUT);
        while (Instant.now().isBefore(deadline)) {
            JsonNode savepoint = rest.getIfAnswered(trigger);
            if (savepoint.path("status").path("id").asText().equals("COMPLETED")) {
                JsonNode operation = savepoint.path("operation");
                if (operation.hasNonNull("location")) {
                    return operation.path("location").asText();
                }
                throw new ClusterException("no savepoint, the job goes on: "
                        + Causes.innermost(operation
                                .path("failure-cause")
                                .path("stack-trace")
                                .asText()));
            }
            Pause.millis(POLL_MILLIS);
        }
        throw new ClusterException("no savepoint within " + SAVEPOINT_TIMEOUT + ": see 'cluster status'");
    }
}
