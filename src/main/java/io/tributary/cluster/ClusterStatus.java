package io.tributary.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is.
 *
 * @param brokers address of its broker, null without one
 * @param pages where Flink's pages are
 * @param job the job that runs, or the one that ended last; null if there is none or the JobManager does not answer
 */
public record ClusterStatus(
        List<Member> processes,
        @Nullable String brokers,
        String pages,
        boolean answers,
        @Nullable Job job) {

    /** @param condition alive, paused or dead */
    public record Member(String name, long pid, String condition) {}

    /**
     * @param state as Flink names it
     * @param restarts since its JobManager started; null if the JobManager does not say
     * @param checkpoint the newest complete one, with its path; null for none
     * @param restored what its last start went on from, with its path; null for none
     */
    public record Job(
            String id,
            String state,
            @Nullable Long restarts,
            @Nullable Checkpoint checkpoint,
            @Nullable Checkpoint restored) {

        public boolean isRunning() {
            return state.equals("RUNNING");
        }
    }

    /** @param path empty if it was not kept */
    public record Checkpoint(long id, String path) {}
}
