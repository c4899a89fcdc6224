package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Anchors;
import io.tributary.model.Collection;
import io.tributary.model.Command;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.KeptApart;
import io.tributary.model.Links;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
import io.tributary.model.Relation;
import io.tributary.model.SetAside;
import io.tributary.model.Trait;
import io.tributary.model.UnresolvedReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that outlive a process, as the version in a file's name wrote them. A file here is never changed: another layout is another version
 * with files of its own, and these must still be read.
 */
final class GoldenBytesTest {
    private static final long T = 1_772_359_200_000L;
    static final ProfileId ANNA = ProfileId.parse("use_4paotyretuj4Ta2bEYQ0vKOq1e7");
    private static final ProfileId BERT = new ProfileId(ProfileId.Kind.USER, 358_359_200, 0x0123456789abcdefL, -1);
    private static final ProfileId ACME = new ProfileId(ProfileId.Kind.ACCOUNT, 358_359_200, 1, 2);
    static final ProfileId HOUSEHOLD = new ProfileId(ProfileId.Kind.HOUSEHOLD, 358_359_201, 3, 4);
    private static final String UUID = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    static final ExternalId USER = ExternalId.user("user_id", "u1");
    static final ExternalId ANONYMOUS = ExternalId.user("anonymous_id", UUID);
    static final ExternalId COMPANY = new ExternalId(Collection.ACCOUNTS, "größe", "");
    private static final Profile PROFILE = new Profile(
            ANNA,
            41,
            T,
            T + 3_600_000,
            List.of(
                    new Identifier(ANONYMOUS, age(41, 0), T, T - 5000, ANNA, UUID, "web"),
                    new Identifier(USER, age(42, 0), T + 60_000, T, BERT, "m-17", null),
                    new Identifier(COMPANY, age(42, 1), T + 60_000, T, BERT, "m-17", "ios")),
            Links.NONE.withAllPairsOf(new int[] {0, 1, 2}, 3),
            List.of(BERT),
            null,
            true);
    private static final Profile MERGED = new Profile(BERT, 40, T, T, List.of(), Links.NONE, List.of(), ANNA, false);
    static final ExternalId ADDRESS = new ExternalId(Collection.level("household"), "address", "street 5");
    static final ExternalId MEMBER = new ExternalId(Collection.level("household"), "profile", ANNA.toString());
    private static final Profile WITH_MORE = new Profile(
            ANNA,
            41,
            T,
            T + 3_600_000,
            List.of(new Identifier(USER, age(41, 0), T, T, ANNA, "m-17", "web")),
            Links.NONE,
            List.of(new Identifier(ANONYMOUS, age(41, 1), T, T - 1, ACME, "m-17", null)),
            List.of(BERT),
            5,
            null,
            List.of(new Relation(ACME, BERT), new Relation(BERT, ANNA)),
            List.of(new KeptApart(BERT, ACME)),
            false,
            false);
    private static final Profile GROUP = new Profile(
            HOUSEHOLD,
            43,
            T,
            T,
            List.of(
                    new Identifier(MEMBER, age(43, 0), T, T, HOUSEHOLD, "m-17", "web"),
                    new Identifier(ADDRESS, age(43, 1), T, T, HOUSEHOLD, "m-17", "web")),
            Links.NONE.withAllPairsOf(new int[] {0, 1}, 2),
            List.of(),
            null,
            false);
    private static final Pointer SEEN = new Pointer(ANNA, T + 7, Pointer.SUPPRESSED);
    private static final Pointer MARKED = new Pointer(null, Pointer.NEVER, Pointer.BLOCKED | Pointer.DISCARDED);
    private static final Anchors ANCHORS = Anchors.NONE.with("a").with("b");
    private static final Map<String, Trait> TRAITS = traits();
    private static final Observation OBSERVATION = new Observation(
            "acme",
            "m-17",
            EventType.IDENTIFY,
            T,
            T + 250,
            "web",
            UnresolvedReason.NO_CONSENT,
            List.of(USER, ANONYMOUS, COMPANY),
            List.of(
                    new SetAside(null, null, null, SetAside.Reason.MALFORMED_EXTERNAL_ID, null),
                    SetAside.of(USER, SetAside.Reason.LIMIT_EXCEEDED, "user_id")),
            3,
            Map.of("plan", "\"pro\""),
            4,
            new byte[] {'{', '}'});
    private static final Observation WITH_LEVELS = new Observation(
            "acme",
            "m-18",
            EventType.TRACK,
            T,
            RawRecord.NO_TIMESTAMP,
            null,
            null,
            List.of(USER, ADDRESS),
            List.of(
                    SetAside.of(ADDRESS, SetAside.Reason.BLOCKED),
                    SetAside.of(COMPANY, SetAside.Reason.SHARED_TOO_WIDELY)),
            0,
            Map.of(),
            0,
            null);
    private static final Command COMMAND =
            new Command("acme", "c-1", Command.Kind.UNMERGE, ANONYMOUS, BERT, "wrong", T, "no such profile");
    private static final RawRecord RAW = new RawRecord("events", 7, 1234567, T, "web", new byte[] {'{', '}'});

    /** Of more external IDs than version 1 is for: rows of bits and rows of positions. */
    private static final Profile MANY = new Profile(
            ANNA,
            41,
            T,
            T,
            IntStream.range(0, 70)
                    .mapToObj(i ->
                            new Identifier(ExternalId.user("user_id", "u" + i), age(41, i), T, T, ANNA, "m", "web"))
                    .toList(),
            Links.NONE
                    .withAllPairsOf(IntStream.range(0, 68).toArray(), 70)
                    .withAllPairsOf(new int[] {3, 65, 68}, 70)
                    .withAllPairsOf(new int[] {67, 69}, 70),
            List.of(),
            null,
            false);

    private static final GraphChange FIRST_CHANGE = GraphChange.of(
            42,
            List.of(MERGED, PROFILE),
            Map.of(USER, new Pointer(ANNA), COMPANY, new Pointer(ANNA)),
            Map.of(ANNA, TRAITS));
    private static final GraphChange SECOND_CHANGE = new GraphChange(
            43,
            List.of(WITH_MORE, GROUP, Profile.deleted(BERT)),
            Map.of(ANONYMOUS, MARKED, ADDRESS, new Pointer(HOUSEHOLD), MEMBER, new Pointer(HOUSEHOLD)),
            Map.of(USER, SEEN),
            Map.of(),
            Map.of(USER, ANCHORS),
            "c-1");
    private static final Serialized<Bytes> BYTES = new Serialized<>("bytes", BytesSerializer.INSTANCE);
    private static final Serialized<Observation> OBSERVATIONS =
            new Serialized<>("observation", serializer(ObservationSerializer.TYPE));
    private static final Serialized<Command> COMMANDS = new Serialized<>("command", serializer(CommandSerializer.TYPE));
    private static final Serialized<RawRecord> RAW_RECORDS =
            new Serialized<>("raw-record", serializer(RawRecordSerializer.TYPE));

    record Golden<T>(String file, Layout<T> layout, T value) {
        @Override
        public String toString() {
            return file;
        }
    }

    interface Layout<T> {
        Bytes write(T value) throws IOException;

        T read(Bytes bytes) throws IOException;

        default Object essence(T value) {
            return value;
        }
    }

    static Stream<Golden<?>> goldens() {
        return Stream.of(
                new Golden<>("pointer.v1", new PointerLayout(), new Pointer(ANNA)),
                new Golden<>("pointer-seen.v1", new PointerLayout(), SEEN),
                new Golden<>("pointer-marked.v1", new PointerLayout(), MARKED),
                new Golden<>("profile.v1", new ProfileLayout(ANNA), PROFILE),
                new Golden<>("profile-merged.v1", new ProfileLayout(BERT), MERGED),
                new Golden<>("profile-more.v1", new ProfileLayout(ANNA), WITH_MORE),
                new Golden<>("profile-group.v1", new ProfileLayout(HOUSEHOLD), GROUP),
                new Golden<>("profile-deleted.v1", new ProfileLayout(BERT), Profile.deleted(BERT)),
                new Golden<>("profile-many.v2", new ProfileLayout(ANNA), MANY),
                new Golden<>("sequence.v1", new SequenceLayout(), 300L),
                new Golden<>("anchors.v1", new AnchorsLayout(), ANCHORS),
                new Golden<>("traits.v1", new TraitsLayout(), TRAITS),
                new Golden<>("bytes.v1", BYTES, new Bytes(new byte[] {0, 127, -128, -1})),
                new Golden<>("observation.v1", OBSERVATIONS, OBSERVATION),
                new Golden<>("observation-levels.v1", OBSERVATIONS, WITH_LEVELS),
                new Golden<>("command.v1", COMMANDS, COMMAND),
                new Golden<>("command-empty.v1", COMMANDS, new Command("", "", null, null, null, null, 0, null)),
                new Golden<>("raw-record.v1", RAW_RECORDS, RAW));
    }

    static Stream<Serialized<?>> serializers() {
        return Stream.of(BYTES, OBSERVATIONS, COMMANDS, RAW_RECORDS);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void what_a_version_has_written_is_written_as_it_always_was(Golden<T> golden) throws IOException {
        assertThat(golden.layout.write(golden.value)).isEqualTo(file(golden.file, golden.layout.write(golden.value)));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void what_a_version_has_written_is_read(Golden<T> golden) throws IOException {
        T read = golden.layout.read(file(golden.file, Bytes.EMPTY));
        assertThat(golden.layout.essence(read)).isEqualTo(golden.layout.essence(golden.value));
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void snapshots_of_serializers_are_read(Serialized<T> layout) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(target, layout.serializer.snapshotConfiguration());
        Bytes bytes = file(layout.name + "-snapshot.v1", new Bytes(target.getCopyOfBuffer()));
        TypeSerializerSnapshot<T> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(bytes.content()), getClass().getClassLoader());
        assertThat(snapshot.restoreSerializer()).isEqualTo(layout.serializer);
        assertThat(layout.serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshot)
                        .isCompatibleAsIs())
                .isTrue();
    }

    /** A canonical savepoint of a whole operator: the names of the states, their serializers and their values. */
    @Test
    void a_savepoint_of_version_1_restores(@TempDir Path directory) throws Exception {
        GraphHarness harness = restored("savepoint.v1", directory, List.of(FIRST_CHANGE));
        GraphStore graph = harness.graph("acme");
        assertThat(graph.sequence()).isEqualTo(42);
        assertThat(graph.pointer(USER)).isEqualTo(new Pointer(ANNA));
        assertThat(graph.pointer(COMPANY)).isEqualTo(new Pointer(ANNA));
        assertThat(graph.profile(ANNA)).isEqualTo(PROFILE);
        assertThat(graph.profile(BERT)).isEqualTo(MERGED);
        assertThat(graph.traits(ANNA)).isEqualTo(TRAITS);
        assertThat(harness.graph("other").sequence()).isEqualTo(7);
        harness.close();
    }

    /** It was made before there were anchors and commands. */
    @Test
    void a_savepoint_without_the_later_states_restores_and_goes_on(@TempDir Path directory) throws Exception {
        GraphHarness harness = restored("savepoint.v1", directory, List.of(FIRST_CHANGE));
        GraphStore graph = harness.graph("acme");
        assertThat(graph.anchors(USER)).isEqualTo(Anchors.NONE);
        assertThat(graph.command("c-1")).isZero();
        graph.apply(SECOND_CHANGE);
        GraphHarness next = new GraphHarness(GraphHarness.rocksDb(), 0, harness.snapshot());
        harness.close();
        assertSecondChange(next.graph("acme"));
        assertThat(next.graph("acme").pointer(COMPANY)).isEqualTo(new Pointer(ANNA));
        assertThat(next.graph("other").sequence()).isEqualTo(7);
        next.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"savepoint-whole.v1", "savepoint-whole.v2"})
    void a_savepoint_with_every_state_restores(String file, @TempDir Path directory) throws Exception {
        GraphHarness harness = restored(file, directory, List.of(FIRST_CHANGE, SECOND_CHANGE));
        assertSecondChange(harness.graph("acme"));
        assertThat(harness.graph("acme").traits(ANNA)).isEqualTo(TRAITS);
        harness.close();
    }

    private static void assertSecondChange(GraphStore graph) {
        assertThat(graph.sequence()).isEqualTo(43);
        assertThat(graph.pointer(USER)).isEqualTo(SEEN);
        assertThat(graph.pointer(ANONYMOUS)).isEqualTo(MARKED);
        assertThat(graph.pointer(ADDRESS)).isEqualTo(new Pointer(HOUSEHOLD));
        assertThat(graph.pointer(MEMBER)).isEqualTo(new Pointer(HOUSEHOLD));
        assertThat(graph.profile(ANNA)).isEqualTo(WITH_MORE);
        assertThat(graph.profile(HOUSEHOLD)).isEqualTo(GROUP);
        assertThat(graph.profile(BERT)).isEqualTo(Profile.deleted(BERT));
        assertThat(graph.anchors(USER)).isEqualTo(ANCHORS);
        assertThat(graph.command("c-1")).isEqualTo(43);
    }

    /** @param changes what the file would hold if it were written now */
    private static GraphHarness restored(String name, Path directory, List<GraphChange> changes) throws Exception {
        Path path = directory.resolve(name);
        GraphHarness harness = new GraphHarness(GraphHarness.rocksDb(), 0, null);
        changes.forEach(harness.graph("acme")::apply);
        harness.graph("other").apply(GraphChange.none(7));
        SnapshotType canonical = SavepointType.savepoint(SavepointFormatType.CANONICAL);
        OperatorSnapshotUtil.writeStateHandle(harness.snapshot(canonical), path.toString());
        harness.close();
        Files.write(path, file(name, new Bytes(Files.readAllBytes(path))).content());
        return new GraphHarness(GraphHarness.rocksDb(), 0, OperatorSnapshotUtil.readStateHandle(path.toString()));
    }

    private static Map<String, Trait> traits() {
        Map<String, Trait> traits = new LinkedHashMap<>();
        traits.put("plan", new Trait("\"pro\"", T, 41, ANNA));
        traits.put("größe", new Trait(null, T - 1, 42, BERT));
        return traits;
    }

    /** @param now what the file would hold if it were written now, to be told if there is none */
    static Bytes file(String name, Bytes now) {
        String path = name + ".hex";
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream(path)) {
            assertThat(in).as("%s is missing, it would be%n%s", path, now).isNotNull();
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return new Bytes(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NameDictionary names() {
        NameDictionary names = new NameDictionary((name, number) -> {});
        names.restore(Map.of(
                "anonymous_id",
                1,
                "web",
                2,
                "user_id",
                3,
                "größe",
                4,
                "ios",
                5,
                "household",
                6,
                "profile",
                7,
                "address",
                8));
        return names;
    }

    private static <T> TypeSerializer<T> serializer(ImmutableTypeInfo<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }

    private static final class PointerLayout implements Layout<Pointer> {
        @Override
        public Bytes write(Pointer value) {
            return PointerFormat.encode(value, new ByteWriter(16));
        }

        @Override
        public Pointer read(Bytes bytes) {
            return PointerFormat.decode(bytes);
        }
    }

    private record ProfileLayout(ProfileId id) implements Layout<Profile> {
        @Override
        public Bytes write(Profile value) {
            return ProfileFormat.encode(value, names(), new ByteWriter(16));
        }

        @Override
        public Profile read(Bytes bytes) {
            return ProfileFormat.decode(id, bytes, names());
        }
    }

    private static final class SequenceLayout implements Layout<Long> {
        @Override
        public Bytes write(Long value) {
            return SequenceFormat.encode(value, new ByteWriter(16));
        }

        @Override
        public Long read(Bytes bytes) {
            return SequenceFormat.decode(bytes);
        }
    }

    private static final class AnchorsLayout implements Layout<Anchors> {
        @Override
        public Bytes write(Anchors value) {
            return AnchorsFormat.encode(value, new ByteWriter(16));
        }

        @Override
        public Anchors read(Bytes bytes) {
            return AnchorsFormat.decode(bytes);
        }
    }

    private static final class TraitsLayout implements Layout<Map<String, Trait>> {
        @Override
        public Bytes write(Map<String, Trait> value) {
            return TraitsFormat.encode(ANNA, value, new ByteWriter(16));
        }

        @Override
        public Map<String, Trait> read(Bytes bytes) {
            return TraitsFormat.decode(ANNA, bytes);
        }
    }

    private record Serialized<T>(String name, TypeSerializer<T> serializer) implements Layout<T> {
        @Override
        public String toString() {
            return name;
        }

        @Override
        public Bytes write(T value) throws IOException {
            DataOutputSerializer target = new DataOutputSerializer(16);
            serializer.serialize(value, target);
            return new Bytes(target.getCopyOfBuffer());
        }

        @Override
        public T read(Bytes bytes) throws IOException {
            return serializer.deserialize(new DataInputDeserializer(bytes.content()));
        }

        @Override
        public Object essence(T value) {
            return value instanceof Observation observation
                    ? RandomValues.essence(observation)
                    : value instanceof RawRecord raw ? RandomValues.essence(raw) : value;
        }
    }

    /** As it was when the files were written: what an age is made of is no business of state. */
    private static long age(long sequence, int ordinal) {
        return sequence * 32 + ordinal;
    }
}
