package io.tributary.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.codec.EventDecoder;
import io.tributary.codec.RecordEncoder;
import io.tributary.engine.Decision;
import io.tributary.engine.GraphStore;
import io.tributary.engine.MemoryGraphStore;
import io.tributary.engine.Resolver;
import io.tributary.model.Command;
import io.tributary.model.CommandAnswer.Status;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Observation;
import io.tributary.model.OutputRecord;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Rejected;
import io.tributary.rules.RuleBook;
import io.tributary.rules.RulesParser;
import io.tributary.simulate.Mess;
import io.tributary.simulate.TrafficGenerator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must not be in state is searched for there, in every form in which state holds text: after generated traffic in a
 * space of each preset, on RocksDB.
 */
class ForgettingTest {
    private static final int EVENTS = 6000;
    private static final int PEOPLE = 150;
    private static final int DELETED = 25;
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w.-]+\\.(?:com|org|net|example)");

    private GraphHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = new GraphHarness(GraphHarness.rocksDb(), 1000, null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @SuppressWarnings("NullAway.Init") // opened before each test
    ForgettingTest() {}

    @ParameterizedTest
    @ValueSource(strings = {"segment", "segmentstream"})
    void a_deleted_profile_leaves_no_byte_of_its_ids(String preset) throws Exception {
        Space space = new Space(preset);
        space.feed();
        List<Profile> deleted = space.richest(DELETED);
        for (Profile profile : deleted) {
            assertThat(space.delete(profile.id())).isEqualTo(Status.DONE);
        }
        Set<String> left = space.values();
        Set<String> gone = new TreeSet<>();
        for (Profile profile : deleted) {
            profile.identifiers().forEach(one -> gone.add(one.externalId().value()));
            profile.boundaries().forEach(one -> gone.add(one.externalId().value()));
        }
        gone.removeAll(left);

        StateDump dump = harness.dump();
        assertThat(gone).as("the test has something to search for").hasSizeGreaterThan(DELETED);
        assertThat(found(gone, dump)).isEmpty();
        assertThat(left)
                .as("and finds what is there")
                .first()
                .satisfies(value -> assertThat(dump.naming(value)).isNotEmpty());
    }

    /** Which of the values stand in which states. */
    private static List<String> found(Set<String> values, StateDump dump) {
        List<String> found = new ArrayList<>();
        for (String value : values) {
            dump.naming(value).forEach(entry -> found.add(value + " in " + entry.state()));
        }
        return found;
    }

    @Test
    void no_raw_value_of_a_hashed_type_is_in_state_or_in_any_record() throws Exception {
        Space space = new Space("segmentstream");
        space.feed();
        StateDump dump = harness.dump();
        String told = space.told.toString(StandardCharsets.UTF_8);

        assertThat(space.emails).hasSizeGreaterThan(PEOPLE / 2);
        assertThat(told).contains("email_hash");
        assertThat(space.emails).allSatisfy(email -> {
            assertThat(dump.naming(email)).isEmpty();
            assertThat(told).doesNotContainIgnoringCase(email);
        });
    }

    /** A space of the harness, and the same on the heap, where everything can be listed. */
    private final class Space implements EventDecoder.Output {
        private final String id;
        private final RuleBook rules;
        private final Resolver resolver;
        private final GraphStore kept;
        private final MemoryGraphStore listed = new MemoryGraphStore();
        private final RecordEncoder encoder;
        private final ByteArrayOutputStream told = new ByteArrayOutputStream();
        private final Set<String> emails = new TreeSet<>();
        private int commands;

        Space(String preset) {
            id = preset;
            rules = RulesParser.parse("rules", "spaces: [{id: " + id + ", extends: " + preset + "}]");
            resolver = new Resolver(rules.spaces().get(0));
            kept = harness.graph(id);
            encoder = new RecordEncoder(rules.fingerprint());
        }

        void feed() {
            EventDecoder decoder = new EventDecoder(rules, false);
            TrafficGenerator traffic = new TrafficGenerator(EVENTS, PEOPLE, 7, Mess.named("normal"));
            for (int line = 1; traffic.hasNext(); line++) {
                byte[] event = traffic.next();
                EMAIL.matcher(new String(event, StandardCharsets.UTF_8))
                        .results()
                        .forEach(match -> emails.add(match.group()));
                decoder.decode(
                        new RawRecord("events", RawRecord.FILE_PARTITION, line, RawRecord.NO_TIMESTAMP, null, event),
                        this);
            }
        }

        @Override
        public void observation(Observation observation) {
            apply(resolver.resolve(kept, observation));
        }

        @Override
        public void rejected(Rejected rejected) {
            throw new AssertionError(rejected.detail());
        }

        private void apply(Decision decision) {
            kept.apply(decision.change());
            listed.apply(decision.change());
            for (OutputRecord record : decision.records()) {
                byte[] value = encoder.encode(record).value();
                told.writeBytes(value == null ? new byte[0] : value);
            }
        }

        /** The canonical users with the most external IDs. */
        List<Profile> richest(int count) {
            List<Profile> users = new ArrayList<>();
            for (Profile profile : listed.profiles()) {
                if (profile.isCanonical() && profile.id().kind() == ProfileId.Kind.USER) {
                    users.add(profile);
                }
            }
            users.sort(Comparator.<Profile>comparingInt(
                            profile -> -profile.identifiers().size())
                    .thenComparing(Profile::id));
            return users.subList(0, count);
        }

        Status delete(ProfileId profile) {
            commands++;
            Decision decision = resolver.execute(
                    kept,
                    new Command(
                            id, "c" + commands, Command.Kind.DELETE, null, profile, null, 1_800_000_000_000L, null));
            apply(decision);
            return requireNonNull(decision.answer()).status();
        }

        /** Every value that anybody or anything still has, in any graph. */
        Set<String> values() {
            Set<String> values = new HashSet<>();
            for (ExternalId id : listed.pointers().keySet()) {
                values.add(id.value());
            }
            for (Profile profile : listed.profiles()) {
                for (Identifier boundary : profile.boundaries()) {
                    values.add(boundary.externalId().value());
                }
            }
            return values;
        }
    }
}
