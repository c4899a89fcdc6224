package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flink expects of every serializer, for each of ours. */
final class SerializersTest {
    /** @param essence of a value, for comparison: records do not compare arrays by content */
    record Case<T>(TypeSerializer<T> serializer, Function<RandomValues, T> values, Function<T, Object> essence) {
        @Override
        public String toString() {
            return serializer.getClass().getSimpleName();
        }
    }

    static Stream<Case<?>> serializers() {
        SerializerConfigImpl config = new SerializerConfigImpl();
        return Stream.of(
                new Case<>(
                        BytesSerializer.INSTANCE,
                        random -> new Bytes(random.bytes(random.oneIn(9) ? 40_000 : 300)),
                        bytes -> bytes),
                new Case<>(
                        RawRecordSerializer.TYPE.createSerializer(config),
                        RandomValues::rawRecord,
                        RandomValues::essence),
                new Case<>(CommandSerializer.TYPE.createSerializer(config), RandomValues::command, command -> command),
                new Case<>(
                        ObservationSerializer.TYPE.createSerializer(config),
                        RandomValues::observation,
                        RandomValues::essence));
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void what_was_written_is_read(Case<T> of) throws IOException {
        long seed = 11;
        RandomValues random = new RandomValues(seed);
        for (int i = 0; i < 1000; i++) {
            T value = of.values.apply(random);
            DataOutputSerializer target = new DataOutputSerializer(16);
            of.serializer.serialize(value, target);
            of.serializer.serialize(value, target);
            DataInputDeserializer source = new DataInputDeserializer(target.getCopyOfBuffer());
            T read = of.serializer.deserialize(source);
            T again = of.serializer.deserialize(of.serializer.createInstance(), source);
            assertThat(of.essence.apply(read)).as("seed %d", seed).isEqualTo(of.essence.apply(value));
            assertThat(of.essence.apply(again)).as("seed %d", seed).isEqualTo(of.essence.apply(value));
            assertThat(source.available()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void bytes_are_copied_without_being_understood(Case<T> of) throws IOException {
        RandomValues random = new RandomValues(12);
        for (int i = 0; i < 100; i++) {
            DataOutputSerializer first = new DataOutputSerializer(16);
            of.serializer.serialize(of.values.apply(random), first);
            DataOutputSerializer second = new DataOutputSerializer(16);
            of.serializer.copy(new DataInputDeserializer(first.getCopyOfBuffer()), second);
            assertThat(second.getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
        }
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void values_are_immutable_so_a_copy_is_the_value(Case<T> of) {
        T value = of.values.apply(new RandomValues(13));
        assertThat(of.serializer.isImmutableType()).isTrue();
        assertThat(of.serializer.copy(value)).isSameAs(value);
        assertThat(of.serializer.copy(value, of.serializer.createInstance())).isSameAs(value);
        assertThat(of.serializer.getLength()).isEqualTo(-1);
        assertThat(of.serializer.duplicate()).isEqualTo(of.serializer).hasSameHashCodeAs(of.serializer);
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void the_empty_instance_can_be_written(Case<T> of) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(16);
        of.serializer.serialize(of.serializer.createInstance(), target);
        assertThat(of.serializer.deserialize(new DataInputDeserializer(target.getCopyOfBuffer())))
                .isEqualTo(of.serializer.createInstance());
    }

    @ParameterizedTest
    @MethodSource("serializers")
    @SuppressWarnings("NullAway") // null is what it is about
    <T> void null_is_refused(Case<T> of) {
        assertThatNullPointerException().isThrownBy(() -> of.serializer.serialize(null, new DataOutputSerializer(16)));
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void a_restored_snapshot_is_compatible_and_gives_the_serializer(Case<T> of) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(target, of.serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(target.getCopyOfBuffer()), getClass().getClassLoader());
        assertThat(restored.restoreSerializer()).isEqualTo(of.serializer);
        assertThat(of.serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void a_snapshot_of_a_later_version_is_refused(Case<T> of) {
        TypeSerializerSnapshot<T> snapshot = of.serializer.snapshotConfiguration();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> snapshot.readSnapshot(
                        2, new DataInputDeserializer(new byte[0]), getClass().getClassLoader()))
                .withMessage(of + " wrote this state in version 2, this release reads up to version 1: start the"
                        + " release that wrote it or a newer one");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // what Flink itself does
    void another_serializers_snapshot_is_incompatible() {
        TypeSerializerSnapshot bytes = new BytesSerializer.Snapshot();
        assertThat(bytes.resolveSchemaCompatibility(new RawRecordSerializer.Snapshot())
                        .isIncompatible())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("serializers")
    <T> void data_that_ends_too_early_is_refused(Case<T> of) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(16);
        of.serializer.serialize(of.values.apply(new RandomValues(14)), target);
        byte[] whole = target.getCopyOfBuffer();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> of.serializer.deserialize(new DataInputDeserializer(whole, 0, whole.length - 1)));
    }

    @Test
    void data_that_does_not_begin_with_a_length_is_refused() {
        byte[] bytes = {-1, -1, -1, -1, -1, -1, -1};
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> BytesSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
                .withMessage("the data is damaged: a value does not begin with its length");
    }

    @Test
    void an_observation_of_another_version_is_refused() {
        byte[] bytes = {1, 0x20};
        TypeSerializer<?> serializer = ObservationSerializer.TYPE.createSerializer(new SerializerConfigImpl());
        assertThatIllegalStateException()
                .isThrownBy(() -> serializer.deserialize(new DataInputDeserializer(bytes)))
                .withMessageStartingWith("an observation was written in version 2, this release reads version 1");
    }

    @Test
    void a_command_of_a_kind_from_a_later_release_is_refused() {
        ByteWriter out = new ByteWriter(16);
        out.head(1, 0);
        out.text("acme");
        out.text("c-1");
        out.nullableText("forgive");
        byte[] frame = new byte[out.size() + 1];
        frame[0] = (byte) out.size();
        System.arraycopy(out.toBytes().content(), 0, frame, 1, out.size());
        TypeSerializer<?> serializer = CommandSerializer.TYPE.createSerializer(new SerializerConfigImpl());
        assertThatIllegalStateException()
                .isThrownBy(() -> serializer.deserialize(new DataInputDeserializer(frame)))
                .withMessageStartingWith(
                        "a command is of a kind that this release does not know (SHA-256 of its name: 1b06b788c4");
    }

    @Test
    void type_information_travels_with_the_job() throws Exception {
        for (ImmutableTypeInfo<?> type :
                new ImmutableTypeInfo<?>[] {RawRecordSerializer.TYPE, ObservationSerializer.TYPE, CommandSerializer.TYPE
                }) {
            Object copy = InstantiationUtil.deserializeObject(
                    InstantiationUtil.serializeObject(type), getClass().getClassLoader());
            assertThat(copy).isEqualTo(type).hasSameHashCodeAs(type);
            assertThat(((ImmutableTypeInfo<?>) copy).createSerializer(new SerializerConfigImpl()))
                    .isEqualTo(type.createSerializer(new SerializerConfigImpl()));
        }
        assertThat(RawRecordSerializer.TYPE).isNotEqualTo(ObservationSerializer.TYPE);
    }
}
