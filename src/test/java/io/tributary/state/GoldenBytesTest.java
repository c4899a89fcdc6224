package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.GraphChange;
import io.tributary.engine.GraphStore;
import io.tributary.engine.Pointer;
import io.tributary.model.Collection;
import io.tributary.model.EventType;
import io.tributary.model.ExternalId;
import io.tributary.model.Identifier;
import io.tributary.model.Links;
import io.tributary.model.Observation;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.RawRecord;
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

/**
 * Bytes that outlive a process, as version 1 wrote them. A file here is never changed: another layout is another version
 * with files of its own, and these must still be read.
 */
final class GoldenBytesTest {
    private static final long T = 1_772_359_200_000L;
    private static final ProfileId ANNA = ProfileId.parse("use_4paotyretuj4Ta2bEYQ0vKOq1e7");
    private static final ProfileId BERT = new ProfileId(ProfileId.Kind.USER, 358_359_200, 0x0123456789abcdefL, -1);
    private static final String UUID = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    private static final ExternalId USER = ExternalId.user("user_id", "u1");
    private static final ExternalId ANONYMOUS = ExternalId.user("anonymous_id", UUID);
    private static final ExternalId COMPANY = new ExternalId(Collection.ACCOUNTS, "größe", "");
    private static final Profile PROFILE = new Profile(
            ANNA,
            41,
            T,
            T + 3_600_000,
            List.of(
                    new Identifier(ANONYMOUS, Identifier.age(41, 0), T, T - 5000, ANNA, UUID, "web"),
                    new Identifier(USER, Identifier.age(42, 0), T + 60_000, T, BERT, "m-17", null),
                    new Identifier(COMPANY, Identifier.age(42, 1), T + 60_000, T, BERT, "m-17", "ios")),
            Links.NONE.withAllPairsOf(new int[] {0, 1, 2}, 3),
            List.of(BERT),
            null,
            true);
    private static final Profile MERGED = new Profile(BERT, 40, T, T, List.of(), Links.NONE, List.of(), ANNA, false);
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
    private static final RawRecord RAW = new RawRecord("events", 7, 1234567, T, "web", new byte[] {'{', '}'});

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
                new Golden<>("pointer", new PointerLayout(), new Pointer(ANNA)),
                new Golden<>("profile", new ProfileLayout(ANNA), PROFILE),
                new Golden<>("profile-merged", new ProfileLayout(BERT), MERGED),
                new Golden<>("traits", new TraitsLayout(), TRAITS),
                new Golden<>(
                        "bytes", new Serialized<>(BytesSerializer.INSTANCE), new Bytes(new byte[] {0, 127, -128, -1})),
                new Golden<>("observation", new Serialized<>(serializer(ObservationSerializer.TYPE)), OBSERVATION),
                new Golden<>("raw-record", new Serialized<>(serializer(RawRecordSerializer.TYPE)), RAW));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void version_1_is_written_as_it_always_was(Golden<T> golden) throws IOException {
        assertThat(golden.layout.write(golden.value)).isEqualTo(file(golden.file, golden.layout.write(golden.value)));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void version_1_is_read(Golden<T> golden) throws IOException {
        T read = golden.layout.read(file(golden.file, Bytes.EMPTY));
        assertThat(golden.layout.essence(read)).isEqualTo(golden.layout.essence(golden.value));
    }

    @Test
    void keys_are_what_they_always_were() {
        ByteWriter out = new ByteWriter(16);
        Bytes keys = new Bytes(HexFormat.of()
                .parseHex(String.valueOf(ExternalIdFormat.key(USER, 1, out))
                        + ExternalIdFormat.key(ANONYMOUS, 300, out)
                        + ExternalIdFormat.key(COMPANY, NameDictionary.NONE, out)
                        + ExternalIdFormat.key(ExternalId.user("email_hash", "00ff"), 2, out)
                        + ProfileIdFormat.key(ANNA, out)));
        assertThat(keys).isEqualTo(file("keys", keys));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void snapshots_of_serializers_are_read(Golden<T> golden) throws IOException {
        if (golden.layout instanceof Serialized<T> layout) {
            DataOutputSerializer target = new DataOutputSerializer(16);
            TypeSerializerSnapshot.writeVersionedSnapshot(target, layout.serializer.snapshotConfiguration());
            Bytes bytes = file(golden.file + "-snapshot", new Bytes(target.getCopyOfBuffer()));
            TypeSerializerSnapshot<T> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                    new DataInputDeserializer(bytes.content()), getClass().getClassLoader());
            assertThat(snapshot.restoreSerializer()).isEqualTo(layout.serializer);
            assertThat(layout.serializer
                            .snapshotConfiguration()
                            .resolveSchemaCompatibility(snapshot)
                            .isCompatibleAsIs())
                    .isTrue();
        }
    }

    /** A canonical savepoint of a whole operator: the names of the states, their serializers and their values. */
    @Test
    void a_savepoint_of_version_1_restores(@TempDir Path directory) throws Exception {
        Path savepoint = directory.resolve("savepoint");
        Files.write(savepoint, file("savepoint", freshSavepoint(savepoint)).content());
        GraphHarness harness =
                new GraphHarness(GraphHarness.rocksDb(), 0, OperatorSnapshotUtil.readStateHandle(savepoint.toString()));
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

    private static Bytes freshSavepoint(Path path) throws Exception {
        GraphHarness harness = new GraphHarness(GraphHarness.rocksDb(), 0, null);
        Pointer pointer = new Pointer(ANNA);
        harness.graph("acme")
                .apply(new GraphChange(
                        42, List.of(MERGED, PROFILE), Map.of(USER, pointer, COMPANY, pointer), Map.of(ANNA, TRAITS)));
        harness.graph("other").apply(GraphChange.none(7));
        SnapshotType canonical = SavepointType.savepoint(SavepointFormatType.CANONICAL);
        OperatorSnapshotUtil.writeStateHandle(harness.snapshot(canonical), path.toString());
        harness.close();
        return new Bytes(Files.readAllBytes(path));
    }

    private static Map<String, Trait> traits() {
        Map<String, Trait> traits = new LinkedHashMap<>();
        traits.put("plan", new Trait("\"pro\"", T, 41, ANNA));
        traits.put("größe", new Trait(null, T - 1, 42, BERT));
        return traits;
    }

    /** @param now what the file would hold if it were written now, to be told if there is none */
    private static Bytes file(String name, Bytes now) {
        String path = name + ".v1.hex";
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
        names.restore(Map.of("anonymous_id", 1, "web", 2, "user_id", 3, "größe", 4, "ios", 5));
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

    private record Serialized<T>(TypeSerializer<T> serializer) implements Layout<T> {
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
}
