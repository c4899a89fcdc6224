package io.tributary.state;

import io.tributary.model.Anchors;
import io.tributary.model.Profile;
import io.tributary.model.ProfileId;
import io.tributary.model.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a coverage-guided fuzzer calls: any bytes in state are a value, which is written and read as the same again, or a
 * refusal.
 */
public final class StateFuzz {
    private static final ProfileId ID = ProfileId.at(ProfileId.Kind.USER, 1_772_359_200_000L, 1, 2);
    private static final List<TypeSerializer<?>> SERIALIZERS = List.of(
            serializer(ObservationSerializer.TYPE),
            serializer(CommandSerializer.TYPE),
            serializer(RawRecordSerializer.TYPE));

    private StateFuzz() {}

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }

    private static NameDictionary names() {
        NameDictionary names = new NameDictionary((name, number) -> {});
        for (String name : List.of("user_id", "anonymous_id", "email", "web", "level:household")) {
            names.numberOrAdd(name);
        }
        return names;
    }

    /** Values of each layout, as state has them. */
    public static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("profile", "profile-merged", "profile-more", "profile-group", "profile-deleted")) {
            seeds.add(golden(0, name));
        }
        for (String name : List.of("pointer", "pointer-seen", "pointer-marked")) {
            seeds.add(golden(1, name));
        }
        seeds.add(golden(2, "traits"));
        seeds.add(golden(3, "anchors"));
        seeds.add(golden(6, "observation"));
        seeds.add(golden(6, "observation-levels"));
        seeds.add(golden(4, "command"));
        seeds.add(golden(5, "raw-record"));
        return seeds;
    }

    private static byte[] golden(int layout, String name) throws IOException {
        String file = name + ".v1.hex";
        try (InputStream in = Objects.requireNonNull(StateFuzz.class.getResourceAsStream(file), file)) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
            return HexFormat.of().parseHex("0" + layout + hex);
        }
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int layout = bytes[0] & 0x7;
        Bytes value = new Bytes(Arrays.copyOfRange(bytes, 1, bytes.length));
        try {
            switch (layout) {
                case 0 -> profile(value);
                case 1 -> pointer(value);
                case 2 -> traits(value);
                case 3 -> anchors(value);
                default -> record(SERIALIZERS.get(layout % SERIALIZERS.size()), value.content());
            }
        } catch (IllegalStateException | IOException e) {
            return; // what such bytes are told
        }
    }

    private static void profile(Bytes value) {
        NameDictionary names = names();
        Profile profile = ProfileFormat.decode(ID, value, names);
        same(profile, ProfileFormat.decode(ID, ProfileFormat.encode(profile, names, new ByteWriter(64)), names));
    }

    private static void pointer(Bytes value) {
        var pointer = PointerFormat.decode(value);
        same(pointer, PointerFormat.decode(PointerFormat.encode(pointer, new ByteWriter(64))));
    }

    private static void traits(Bytes value) {
        Map<String, Trait> traits = TraitsFormat.decode(ID, value);
        same(traits, TraitsFormat.decode(ID, TraitsFormat.encode(ID, traits, new ByteWriter(64))));
    }

    private static void anchors(Bytes value) {
        Anchors anchors = AnchorsFormat.decode(value);
        same(anchors, AnchorsFormat.decode(AnchorsFormat.encode(anchors, new ByteWriter(64))));
    }

    private static <T> void record(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        T value = serializer.deserialize(new DataInputDeserializer(bytes));
        DataOutputSerializer first = new DataOutputSerializer(256);
        serializer.serialize(value, first);
        T again = serializer.deserialize(new DataInputDeserializer(first.getCopyOfBuffer()));
        DataOutputSerializer second = new DataOutputSerializer(256);
        serializer.serialize(again, second);
        if (!Arrays.equals(first.getCopyOfBuffer(), second.getCopyOfBuffer())) {
            throw new AssertionError("written twice, it is another");
        }
    }

    private static void same(Object value, Object again) {
        if (!value.equals(again)) {
            throw new AssertionError("written and read, it is another");
        }
    }
}
