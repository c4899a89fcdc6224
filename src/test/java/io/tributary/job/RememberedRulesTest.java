package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.codec.TopicRecord;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Observation;
import io.tributary.model.RawRecord;
import io.tributary.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The resolving operator and the rules that its state remembers. */
@SuppressWarnings("try") // that closing a harness may be interrupted does not matter here
class RememberedRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_GROUPS = 128;

    private static final RulesText RULES = rules("{id: main, extends: segment}", "{id: other, extends: segment}");
    private static final RulesText RELAXED =
            rules("{id: main, extends: segment, max_merges: 200}", "{id: other, extends: segment}");
    private static final RulesText RESTRICTED =
            rules("{id: main, extends: segment, max_merges: 50}", "{id: other, extends: segment}");
    private static final RulesText BROKEN = rules("{id: main, extends: segment, max_merges: 50}");

    private static final Allowance ALL = new Allowance(true, true);

    private static RulesText rules(String... spaces) {
        return new RulesText("rules.yaml", "spaces:\n  - " + String.join("\n  - ", spaces) + "\n");
    }

    /** One life of one subtask. */
    private static final class Life implements AutoCloseable {
        final KeyedTwoInputStreamOperatorTestHarness<String, Observation, Command, TopicRecord> harness;

        Life(RulesText rules, Allowance allowance, @Nullable OperatorSubtaskState state, int parallelism, int subtask)
                throws Exception {
            harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new ResolveOperator(rules, 100, allowance),
                    Observation::space,
                    Command::space,
                    Types.STRING,
                    KEY_GROUPS,
                    parallelism,
                    subtask);
            EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
            backend.getMemoryConfiguration().setFixedMemoryPerSlot("32mb");
            harness.setStateBackend(backend);
            harness.setup();
            if (state == null) {
                harness.initializeEmptyState();
            } else {
                harness.initializeState(state);
            }
            harness.open();
        }

        Life(RulesText rules, Allowance allowance, @Nullable OperatorSubtaskState state) throws Exception {
            this(rules, allowance, state, 1, 0);
        }

        void event(String space, String messageId) throws Exception {
            Observation event = new Observation(
                    space,
                    messageId,
                    EventType.TRACK,
                    1000,
                    RawRecord.NO_TIMESTAMP,
                    null,
                    null,
                    List.of(ExternalId.user("user_id", "u of " + messageId)),
                    List.of(),
                    0,
                    Map.of(),
                    0,
                    null);
            harness.processElement1(event, 0);
        }

        OperatorSubtaskState snapshot() throws Exception {
            harness.prepareSnapshotPreBarrier(1);
            return harness.snapshot(1, 1);
        }

        /** Of accepted rules, in the order in which they came, which is before all else. */
        List<JsonNode> audit() throws Exception {
            List<JsonNode> records = new ArrayList<>();
            Queue<StreamRecord<TopicRecord>> facts = harness.getSideOutput(ResolveOperator.FACTS);
            for (StreamRecord<TopicRecord> fact : facts == null ? List.<StreamRecord<TopicRecord>>of() : facts) {
                if (fact.getValue().topic() == Topic.AUDIT) {
                    records.add(JSON.readTree(fact.getValue().value()));
                }
            }
            return records;
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }

    private static OperatorSubtaskState lived(RulesText rules, @Nullable OperatorSubtaskState from) throws Exception {
        try (Life life = new Life(rules, ALL, from)) {
            life.event("main", "e1");
            life.event("main", "e2");
            return life.snapshot();
        }
    }

    private static List<JsonNode> told(RulesText rules, Allowance allowance, @Nullable OperatorSubtaskState from)
            throws Exception {
        try (Life life = new Life(rules, allowance, from)) {
            return life.audit();
        }
    }

    @Test
    void a_job_that_starts_anew_or_under_the_same_rules_tells_nothing() throws Exception {
        assertThat(told(RULES, Allowance.RELAXING_ONLY, null)).isEmpty();
        assertThat(told(RULES, Allowance.RELAXING_ONLY, lived(RULES, null))).isEmpty();
    }

    @Test
    void a_relaxing_change_starts_and_is_told_with_the_place_where_it_happened() throws Exception {
        List<JsonNode> told = told(RELAXED, Allowance.RELAXING_ONLY, lived(RULES, null));

        assertThat(told).hasSize(1);
        assertThat(told.get(0).get("space").textValue()).isEqualTo("main");
        assertThat(told.get(0).get("sequence").longValue()).isEqualTo(2);
        assertThat(told.get(0).get("before").textValue())
                .isEqualTo(RULES.compile().fingerprint());
        assertThat(told.get(0).get("rules").textValue())
                .isEqualTo(RELAXED.compile().fingerprint());
        assertThat(told.get(0).get("changes").toString())
                .isEqualTo("[{\"class\":\"relaxing\",\"key\":\"max_merges\",\"before\":\"100\",\"after\":\"200\"}]");
    }

    @Test
    void a_change_is_told_until_a_snapshot_remembers_it_and_never_again() throws Exception {
        OperatorSubtaskState before = lived(RULES, null);

        assertThat(told(RELAXED, Allowance.RELAXING_ONLY, before)).hasSize(1);
        assertThat(told(RELAXED, Allowance.RELAXING_ONLY, before)).hasSize(1);
        OperatorSubtaskState after = lived(RELAXED, before);
        assertThat(told(RELAXED, Allowance.RELAXING_ONLY, after)).isEmpty();
        assertThat(told(RULES, ALL, after).get(0).get("sequence").longValue()).isEqualTo(4);
    }

    @Test
    void a_restrictive_change_is_refused_for_good_with_every_change_unless_it_is_allowed() throws Exception {
        OperatorSubtaskState before = lived(RULES, null);

        for (Allowance allowance : List.of(Allowance.RELAXING_ONLY, new Allowance(false, true))) {
            assertThatThrownBy(() -> told(RESTRICTED, allowance, before))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("the change needs --allow-restrictive:")
                    .hasMessageContaining("restrictive  space main: max_merges: 100 -> 50");
        }
        assertThat(told(RESTRICTED, new Allowance(true, false), before)).hasSize(1);
    }

    @Test
    void a_breaking_change_needs_an_option_of_its_own() throws Exception {
        OperatorSubtaskState before = lived(RULES, null);

        assertThatThrownBy(() -> told(BROKEN, Allowance.RELAXING_ONLY, before))
                .rootCause()
                .hasMessageContaining("the change needs --allow-restrictive and --allow-breaking:")
                .hasMessageContaining("breaking     space other: space: other (gone)");
        assertThatThrownBy(() -> told(BROKEN, new Allowance(true, false), before))
                .rootCause()
                .hasMessageContaining("the change needs --allow-breaking:");
        assertThat(told(BROKEN, ALL, before))
                .extracting(record -> record.get("space").textValue())
                .containsExactly("main", "other");
    }

    @Test
    void state_that_remembers_no_rules_is_taken_as_it_is_and_remembers_them_from_then_on() throws Exception {
        OperatorSubtaskState state = lived(RULES, null);
        OperatorSubtaskState old = OperatorSubtaskState.builder()
                .setManagedKeyedState(state.getManagedKeyedState())
                .setRawKeyedState(state.getRawKeyedState())
                .build();

        assertThat(told(BROKEN, Allowance.RELAXING_ONLY, old)).isEmpty();
        assertThatThrownBy(() -> told(RESTRICTED, Allowance.RELAXING_ONLY, lived(RULES, old)))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void each_space_is_told_of_by_one_subtask_whatever_the_parallelism() throws Exception {
        List<String> many = new ArrayList<>();
        List<String> spaces = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            spaces.add("s" + i);
            many.add("{id: s" + i + ", extends: segment}");
        }
        OperatorSubtaskState before;
        try (Life life = new Life(rules("{id: s0, extends: none}"), ALL, null)) {
            before = life.snapshot();
        }
        List<String> told = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(before, KEY_GROUPS, 1, 3, subtask);
            try (Life life = new Life(rules(many.toArray(String[]::new)), ALL, part, 3, subtask)) {
                life.audit().forEach(record -> told.add(record.get("space").textValue()));
            }
        }

        assertThat(told).containsExactlyInAnyOrderElementsOf(spaces);
    }
}
