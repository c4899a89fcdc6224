package io.tributary.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.model.Topic;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * A change of the rules as it is made in production, on real processes while events keep coming: validated against the
 * running job, refused, made with another parallelism, and taken back.
 *
 * <p>The way back writes to topics of its own. A job that goes on from the savepoint decides anew from there on; if it
 * wrote where the job under the new rules has written, consumers would have both to sort out, and so would this test.
 */
class RuleChangeRehearsalIT {
    private static final String OLD = Load.rules("");
    private static final String NEW = Load.rules("max_merges: 3\n");
    private static final String BACK = "back.";

    @Test
    void rules_are_changed_and_changed_back_while_events_keep_coming_and_no_fact_is_lost_or_doubled() throws Exception {
        ClusterSettings settings = new ClusterSettings(1, false, true, Map.of("taskmanager.numberOfTaskSlots", "3"));
        try (Bench bench = Bench.start("rule-change", settings, OLD, 3)) {
            Files.writeString(bench.directory().resolve("new.yaml"), NEW);
            bench.runJob();
            bench.awaitRecovered();
            validate(bench);

            bench.verifier().awaitRules(NEW);
            // The job has to end behind all events that have been looked at as if the old rules held.
            bench.verifier().awaitCaughtUp(Map.of(), Bench.PATIENCE);
            String savepoint = bench.cluster().stop();
            refuse(bench, savepoint);
            bench.cluster().run(savepoint, 3, bench.jobOptions("new.yaml", Bench.PREFIX, "--allow-restrictive"));
            bench.awaitRecovered();
            bench.assertNoFactIsLostOrDoubled(bench.verifier());
            Map<String, Long> lastUnderOld = bench.verifier().lastUnderOldRules();
            assertThat(lastUnderOld.values()).allMatch(sequence -> sequence > 0);
            assertThat(bench.verifier().rulesRecords().values()).allMatch(record -> record.contains("max_merges"));

            bench.cluster().stop();
            bench.createTopics(BACK);
            try (Verifier back = Verifier.start(bench.brokers(), BACK, OLD, lastUnderOld)) {
                bench.cluster().run(savepoint, 2, bench.jobOptions("rules.yaml", BACK));
                bench.awaitCheckpoint();
                bench.finish(back);
            }
        }
    }

    /** The job runs on, and nothing else is started. */
    private static void validate(Bench bench) {
        ClusterStatus.Job running = job(bench);
        // Not the newest checkpoint: that is gone three checkpoints later, before anybody has looked at it.
        String savepoint = bench.cluster().savepoint();
        assertThatThrownBy(() ->
                        bench.cluster().run(savepoint, 3, bench.jobOptions("new.yaml", Bench.PREFIX, "--validate")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--allow-restrictive")
                .hasMessageContaining("max_merges");
        assertThat(bench.cluster()
                        .run(
                                savepoint,
                                3,
                                bench.jobOptions("new.yaml", Bench.PREFIX, "--validate", "--allow-restrictive")))
                .isEmpty();
        assertThat(job(bench).id()).isEqualTo(running.id());
        assertThat(job(bench).isRunning()).isTrue();
    }

    private static void refuse(Bench bench, String savepoint) throws Exception {
        Map<TopicPartition, Long> before = ends(bench);
        assertThatThrownBy(() -> bench.cluster().run(savepoint, 3, bench.jobOptions("new.yaml", Bench.PREFIX)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--allow-restrictive");
        assertThat(job(bench).isRunning()).isFalse();
        assertThat(ends(bench)).isEqualTo(before);
    }

    private static ClusterStatus.Job job(Bench bench) {
        return requireNonNull(bench.cluster().status().job());
    }

    private static Map<TopicPartition, Long> ends(Bench bench) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        Arrays.stream(Topic.values())
                .forEach(topic ->
                        asked.put(new TopicPartition(Bench.PREFIX + topic.topicName(), 0), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Admin admin = bench.admin()) {
            admin.listOffsets(asked)
                    .all()
                    .get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
        }
        return ends;
    }
}
